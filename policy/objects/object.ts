import { plain, shown, text, word } from "./json";
import type { Json } from "./json";

/** A resource of a stack. */
export interface Declared {
    /** Its type: `kubernetes:apps/v1:StatefulSet`. */
    readonly type: string;
    /** Its URN, which has the types of all its parents. */
    readonly urn: string;
    /** Its properties; what a preview does not know yet is `unknownValue`. */
    readonly props: Json;
}

/** Takes a resource from the SDK. */
export function declared({ type, urn, props }: Readonly<Record<"type" | "urn", string>> & { props: object }): Declared {
    return { type, urn, props: plain(props) };
}

/** The Kubernetes kind; undefined for what is no object of Kubernetes, and for a patch, which is a part of an object only. */
export function kindOf({ type }: Pick<Declared, "type">): string | undefined {
    const kind = /^kubernetes:[^:]+:(\w+)$/.exec(type)?.[1];
    return kind === undefined || kind.endsWith("Patch") ? undefined : kind;
}

/** The namespace of an object. Without one the provider's is meant, which is the same for all that have none. */
export function namespaceOf({ props }: Pick<Declared, "props">): string {
    return word(props, "metadata", "namespace") ?? "default";
}

/** How a message calls an object: `StatefulSet kafka/zookeeper`, or its logical name where its own is not known. */
export function nameOf(object: Declared): string {
    const name = text(object.props, "metadata", "name") ?? object.urn.split("::").at(-1) ?? "";
    const namespace = text(object.props, "metadata", "namespace");
    return `${kindOf(object) ?? object.type} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** The type of the component that is a whole cluster of this project. */
export const clusterType = "kafka:index:Cluster";

/** Whether an object is part of a cluster of this project, whose settings say more than the object. */
export function isOfCluster({ urn }: Pick<Declared, "urn">): boolean {
    return urn.includes(`::${clusterType}$`) || urn.includes(`$${clusterType}$`);
}

/** A line for a violation: what is where, the rule, and what to do. */
export function line(where: string, value: Json | undefined, rule: string, advice: string): string {
    return `${where} is ${shown(value)}: ${rule}; ${advice}`;
}
