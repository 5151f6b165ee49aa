import type { Json } from "./json";

/** A resource as the program asked the engine for it. */
export interface Registration {
    /** Its type: `kubernetes:apps/v1:StatefulSet`. */
    readonly type: string;
    /** Its name in the state. */
    readonly name: string;
    /** URN of the component that it belongs to. */
    readonly parent: string;
    /** URNs of what it waits for, by its inputs or by `dependsOn`. */
    readonly dependencies: readonly string[];
    readonly ignoreChanges: readonly string[];
    readonly replaceOnChanges: readonly string[];
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
    /** Names of its hooks. */
    readonly hooks: readonly string[];
    readonly timeouts: { readonly create: string; readonly update: string; readonly delete: string } | undefined;
    /** What is asked for: of an object of Kubernetes its manifest. */
    readonly inputs: Json;
}

/** One run of a program. */
export interface Deployment {
    /** In the order of type and name. */
    readonly resources: readonly Registration[];
    /** What the program returned. */
    readonly outputs: Readonly<Record<string, unknown>>;
}
