import * as pulumi from "@pulumi/pulumi";
import { inTime } from "./connection";
import { get } from "./request";

/** As much of a Kubernetes object as tells which one it is, and whose. */
export interface KubernetesObject {
    /** Group and version: `apps/v1`. */
    readonly apiVersion: string;
    /** Kind: `StatefulSet`. */
    readonly kind: string;
    /** Name, and for most kinds a namespace; what it is marked with. */
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly annotations?: Readonly<Record<string, string>>;
        readonly labels?: Readonly<Record<string, string>>;
    };
}

/** An object as the API server has it. */
export interface LiveObject extends KubernetesObject {
    /** What is wanted of it; its shape is that of the kind. */
    readonly spec?: unknown;
    /** What is so; its shape is that of the kind. */
    readonly status?: unknown;
    /** Of a StorageClass: whether disks can grow. */
    readonly allowVolumeExpansion?: unknown;
}

/** Where the API server has an object. Plural names are made as Kubernetes itself guesses them (apimachinery, UnsafeGuessKindToResource). */
function pathOf({ apiVersion, kind, metadata }: KubernetesObject): string {
    const root = apiVersion.includes("/") ? "apis" : "api";
    const name = kind.toLowerCase();
    const plural = name.endsWith("s") ? `${name}es` : name.endsWith("y") ? `${name.slice(0, -1)}ies` : `${name}s`;
    const place = metadata.namespace === undefined ? "" : `/namespaces/${encodeURIComponent(metadata.namespace)}`;
    return `/${root}/${apiVersion}${place}/${plural}/${encodeURIComponent(metadata.name)}`;
}

/**
 * The object as the cluster has it now. Undefined where it does not exist, and where the cluster cannot be asked: then nothing can be
 * taken over either, and a preview without a cluster stays possible.
 */
export async function readLive(wanted: KubernetesObject): Promise<LiveObject | undefined> {
    try {
        const answer = await inTime(get(pathOf(wanted)));
        if (answer?.status === 200) {
            return JSON.parse(answer.body) as LiveObject;
        }
        if (answer?.status !== 404) {
            throw new Error(answer === undefined ? "no answer in time" : `HTTP ${answer.status}: ${answer.body}`);
        }
        return undefined;
    } catch (error) {
        await pulumi.log.debug(`cannot look up ${wanted.kind} ${wanted.metadata.name}: ${String(error)}`);
        return undefined;
    }
}
