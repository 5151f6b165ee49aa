import * as pulumi from "@pulumi/pulumi";
import { ownerAnnotation } from "../model/names";
import { removeUnlike } from "./live/claim";
import { removeLeftovers } from "./live/leftovers";
import { readLive } from "./live/object";
import type { KubernetesObject, LiveObject } from "./live/object";

/** Marks the objects of one stack and keeps the program from taking over those of another. */
export interface Ownership {
    /** Annotations for every object with an explicit name. */
    readonly annotations: Readonly<Record<string, string>>;
    /** Hooks for the same objects: refuse, in preview too, to create what exists and belongs to somebody else. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** For Jobs: the same, and what an interrupted run left of the same work is removed before. */
    readonly workHooks: pulumi.ResourceHookBinding;
    /** For a claim: the same, and one that has no disk and asks for another is removed before. */
    readonly claimHooks: pulumi.ResourceHookBinding;
    /** An object as the cluster has it now; undefined where there is none, where it is somebody else's, or where the cluster cannot be asked. */
    readonly held: (object: KubernetesObject) => Promise<LiveObject | undefined>;
}

/** Marks nothing, protects nothing and looks nothing up. */
export const unowned: Ownership = {
    annotations: {},
    hooks: {},
    workHooks: {},
    claimHooks: {},
    held: () => Promise.resolve(undefined),
};

/** Hooks of several concerns for one resource, in this order. */
export function allHooks(...bindings: readonly pulumi.ResourceHookBinding[]): pulumi.ResourceHookBinding {
    return {
        beforeCreate: bindings.flatMap(({ beforeCreate = [] }) => beforeCreate),
        beforeUpdate: bindings.flatMap(({ beforeUpdate = [] }) => beforeUpdate),
        afterCreate: bindings.flatMap(({ afterCreate = [] }) => afterCreate),
    };
}

/** Name of the cluster whose parts carry no prefix in the state: the one that index.ts makes. */
export const mainCluster = "cluster";

/** A name within a program; it ends in the cluster's, unless that is the main one. */
export function ofCluster(cluster: string, name: string, separator: string): string {
    return cluster === mainCluster ? name : `${name}${separator}${cluster}`;
}

/**
 * The ownership of the running stack. It is needed because the stack files let the provider adopt objects that exist
 * (`upsertExistingObjects`, `enablePatchForce`): that is what lets an interrupted `pulumi up` converge, and it would
 * take over anybody's StatefulSet of the same name as well. `cluster` tells one cluster of the stack from another, for hook names are
 * unique in a program; `read` looks an object up, `clear` removes what is in the way of a Job or a claim.
 */
export function stackOwnership(
    read: typeof readLive = readLive,
    clear: Readonly<Record<"job" | "claim", (wanted: KubernetesObject) => Promise<void>>> = {
        job: removeLeftovers,
        claim: removeUnlike,
    },
    cluster = mainCluster,
): Ownership {
    const owner = ofCluster(cluster, `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`, "/");
    const guard = new pulumi.ResourceHook(
        ofCluster(cluster, "refuse-foreign-objects", "-of-"),
        async ({ newInputs }) => {
            const wanted = newInputs as KubernetesObject;
            // A name that a preview does not know yet cannot be looked up.
            if (pulumi.containsUnknowns(wanted.metadata)) {
                return;
            }
            const problem = foreignOwner(owner, wanted, await read(wanted));
            if (problem !== undefined) {
                throw new Error(problem);
            }
        },
        { onDryRun: true },
    );
    const broom = (name: string, work: keyof typeof clear) =>
        new pulumi.ResourceHook(ofCluster(cluster, name, "-of-"), async ({ newInputs }) =>
            clear[work](newInputs as KubernetesObject),
        );
    return {
        annotations: ownerAnnotations(owner),
        hooks: { beforeCreate: [guard] },
        workHooks: { beforeCreate: [guard, broom("remove-leftovers", "job")] },
        claimHooks: { beforeCreate: [guard, broom("remove-unbound-claim", "claim")] },
        held: async (object) => {
            const live = await read(object);
            return live?.metadata.annotations?.[ownerAnnotation] === owner ? live : undefined;
        },
    };
}

/** The annotations of every object with an explicit name. */
export function ownerAnnotations(owner: string): Readonly<Record<string, string>> {
    return { [ownerAnnotation]: owner };
}

function describeOwner(live: KubernetesObject): string {
    const { annotations = {}, labels = {} } = live.metadata;
    const stack = annotations[ownerAnnotation];
    const release = annotations["meta.helm.sh/release-name"];
    const manager = labels["app.kubernetes.io/managed-by"];
    if (stack !== undefined) {
        return `stack ${stack}`;
    }
    if (release !== undefined) {
        return `Helm release ${release}`;
    }
    return manager === undefined ? "somebody else" : `an owner managed by ${manager}`;
}

/**
 * Whether it is a namespace that bears no mark and has every label that it is to have. Those that version 0.2.0 made are so, which an
 * interrupted run or a lost state may have left, and `pulumi destroy` always does; in anybody else's nothing changes for what lives there.
 */
function isLabelledAlike(wanted: KubernetesObject, { metadata }: KubernetesObject): boolean {
    return (
        wanted.kind === "Namespace" &&
        metadata.annotations?.[ownerAnnotation] === undefined &&
        Object.entries(wanted.metadata.labels ?? {}).every(([key, value]) => metadata.labels?.[key] === value)
    );
}

/**
 * Why the object must not be created over the live one: it belongs to another owner. Undefined where nothing is in the way, or where
 * the live object is the stack's own, left by an interrupted run. An object that the state knows is never asked about: it is updated.
 */
export function foreignOwner(
    owner: string,
    wanted: KubernetesObject,
    live: KubernetesObject | undefined,
): string | undefined {
    if (live === undefined || live.metadata.annotations?.[ownerAnnotation] === owner || isLabelledAlike(wanted, live)) {
        return undefined;
    }
    const { name, namespace } = wanted.metadata;
    const where = namespace === undefined ? "" : ` in namespace ${namespace}`;
    const ways =
        wanted.kind === "Namespace"
            ? "set kafka:namespace.manage to false to use it as it is, or kafka:namespace.name to one of this stack's own, or, to have it labelled,"
            : "set kafka:namespace.name to a namespace of this stack's own, or, to take the object over,";
    return (
        `${wanted.kind} ${name}${where} exists already and belongs to ${describeOwner(live)}: ` +
        `${ways} annotate it with ${ownerAnnotation}=${owner}`
    );
}
