import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { claimName, workloadNames } from "../../model/names";
import type { Replicated } from "../../model/names";
import { maxUnavailable } from "../../model/replication";
import type { Timeouts } from "../../model/timeouts";
import type { ClaimTemplate, StatefulSetGuard } from "../args";
import type { LiveClaim } from "../live/claim";
import { orEndRun } from "../live/refusal";
import { allHooks } from "../ownership";
import type { Ownership } from "../ownership";
import { claimsBesides, claimSizes, claimSpec, frozenClaims } from "./claims";
import type { Claim } from "./claims";
import type { Labels, NamedMetadata } from "./metadata";
import { rolloutOf, untilApplied } from "./rollout";

/** What the StatefulSet of a workload is made from, with what belongs to it. */
export interface StatefulSetArgs {
    /** Decides the names of the StatefulSet and its claims. */
    readonly workload: Replicated;
    /** Metadata of the workload's objects, by name. */
    readonly metadata: NamedMetadata;
    /** Name of an existing namespace. */
    readonly namespace: pulumi.Input<string>;
    /** Labels by which the pods are selected; they can never be changed. */
    readonly selector: Labels;
    /** Labels of the pods. */
    readonly labels: Labels;
    /** Annotations of the pods. */
    readonly annotations: Labels;
    /** Name of the headless Service. */
    readonly serviceName: pulumi.Input<string>;
    /** Number of pods, at least 1. */
    readonly replicas: number;
    /** The pod, without its labels. */
    readonly pod: k8s.types.input.core.v1.PodSpec;
    /** The disk of each pod. */
    readonly claim: Claim;
    /** How long Pulumi waits for it. */
    readonly timeouts: Timeouts;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
    /** Refuses edits that would lose records. */
    readonly guard: StatefulSetGuard;
    /** What must be there before its pods are made or changed. */
    readonly dependsOn: pulumi.Input<pulumi.Resource[]>;
}

/** A StatefulSet, and its pods. */
export interface CreatedSet {
    /** The StatefulSet. */
    readonly set: k8s.apps.v1.StatefulSet;
    /** The same, once all its pods are as they are wanted and ready. */
    readonly rolledOut: Promise<pulumi.Resource[]>;
}

/** The StatefulSet of a workload, whose pods keep a disk each. */
export function createStatefulSet(parent: pulumi.Resource, name: string, args: StatefulSetArgs): CreatedSet {
    const { claim, guard, metadata, namespace, ownership, replicas, selector, timeouts, workload } = args;
    const rollout = rolloutOf(name);
    const set = new k8s.apps.v1.StatefulSet(
        name,
        {
            metadata: metadata(workloadNames[workload], { ...guard.annotations, ...untilApplied }),
            spec: {
                serviceName: args.serviceName,
                replicas,
                // A server becomes ready only with a quorum of others, and after an outage a partition may need any of the brokers: one after
                // the other, the first would wait for ever.
                podManagementPolicy: "Parallel",
                updateStrategy: { type: "RollingUpdate" },
                selector: { matchLabels: selector },
                template: { metadata: { labels: args.labels, ...annotated(args.annotations) }, spec: args.pod },
                ...claimSpec(claim),
            },
        },
        {
            parent,
            hooks: allHooks(ownership.hooks, guard.hooks, rollout.hooks),
            ignoreChanges: frozenClaims,
            // It keeps its name. The provider says so too, but a transform's options count more, and they say yes or no.
            deleteBeforeReplace: true,
            transforms: [async (made) => claimsBesides(await guard.before(), await templateOf(claim))(made)],
            customTimeouts: { delete: `${timeouts.deleteSeconds}s` },
            dependsOn: args.dependsOn,
        },
    );
    guard.failIfStateIsStale(set.metadata);
    const rolledOut = rollout.done(set, { kind: "StatefulSet", namespace, name: workloadNames[workload], timeouts });
    return { set, rolledOut };
}

/** The API server would drop an empty map, and the pods would be restarted for nothing. */
function annotated(annotations: Labels): k8s.types.input.meta.v1.ObjectMeta {
    return Object.keys(annotations).length > 0 ? { annotations } : {};
}

async function templateOf({ size, className }: Claim): Promise<ClaimTemplate> {
    const known = await new Promise<string | undefined>((resolve) => pulumi.output(className).apply(resolve));
    return { size: String(size), className: known };
}

/** The sizes of the disks of a StatefulSet, one patch for each claim. The guard's record on the first one outlives the StatefulSet. */
export function createClaimSizes(
    parent: pulumi.Resource,
    name: string,
    args: StatefulSetArgs,
    rolledOut: Promise<pulumi.Resource[]>,
): void {
    const { guard } = args;
    const existing = orEndRun(() => guard.before()).then((before) => before?.claims ?? new Map<number, LiveClaim>());
    claimSizes(args.workload, args, existing).forEach((patch, ordinal) => {
        // A disk that there is grows at once, in whatever state the pods are: they may be down because it is full.
        const dependsOn: Promise<pulumi.Resource[]> = existing.then((claims) =>
            claims.get(ordinal)?.isBound === true ? [] : rolledOut,
        );
        const made = new k8s.core.v1.PersistentVolumeClaimPatch(`${name}-${ordinal}-disk`, patch, {
            parent,
            dependsOn,
            hooks: guard.claimHooks,
            retainOnDelete: true,
        });
        guard.growIfSmaller(claimName(args.workload, ordinal), String(args.claim.size), made.id);
    });
}

/** A PodDisruptionBudget that lets node drains take one pod at a time; none for a single pod, which it would only pin to its node. */
export function createDisruptionBudget(parent: pulumi.Resource, name: string, args: StatefulSetArgs): void {
    const most = maxUnavailable(args.replicas);
    if (most !== undefined) {
        new k8s.policy.v1.PodDisruptionBudget(
            name,
            {
                metadata: args.metadata(workloadNames[args.workload]),
                spec: { maxUnavailable: most, selector: { matchLabels: args.selector } },
            },
            { parent, hooks: args.ownership.hooks },
        );
    }
}
