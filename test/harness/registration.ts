import type { Json } from "./json";

/** A resource as the program asked the engine for it. */
export interface Registration {
    readonly type: string;
    readonly name: string;
    readonly parent: string;
    readonly dependencies: readonly string[];
    readonly ignoreChanges: readonly string[];
    readonly replaceOnChanges: readonly string[];
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    readonly hooks: readonly string[];
    readonly timeouts: { readonly create: string; readonly update: string; readonly delete: string } | undefined;
    readonly inputs: Json;
}

/** One run of a program. */
export interface Deployment {
    readonly resources: readonly Registration[];
    readonly outputs: Readonly<Record<string, unknown>>;
}

/** The registrations of one Kubernetes kind, in the order of their names. */
export function all(deployment: Deployment, kind: string): readonly Registration[] {
    return deployment.resources.filter((r) => r.type.endsWith(`:${kind}`));
}

/** The one registration of a Kubernetes kind and name. Throws where there is none. */
export function find(deployment: Deployment, kind: string, name: string): Registration {
    const found = deployment.resources.find((r) => r.type.endsWith(`:${kind}`) && r.name === name);
    if (found === undefined) {
        throw new Error(
            `no ${kind} ${name} among ${deployment.resources.map((r) => `${r.type} ${r.name}`).join(", ")}`,
        );
    }
    return found;
}
