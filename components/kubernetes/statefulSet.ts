import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Replicated } from "../../model/names";
import type { Timeouts } from "../../model/timeouts";
import type { PartGuard } from "../../stack/guard/partGuard";
import { claimSpec, frozenClaims, sizeClaims } from "./claims";
import type { Claim } from "./claims";
import { disruptionBudget } from "./disruptionBudget";
import type { Labels } from "./labels";
import type { NamedMetadata } from "./metadata";
import type { Ownership } from "./ownership";

/** What a set of replicas is made from. */
export interface ReplicatedSet {
    readonly workload: Replicated;
    readonly metadata: NamedMetadata;
    readonly namespace: pulumi.Input<string>;
    readonly selector: Labels;
    readonly labels: Labels;
    /** Name of the headless Service. */
    readonly serviceName: pulumi.Input<string>;
    readonly replicas: number;
    readonly pod: k8s.types.input.core.v1.PodSpec;
    readonly claim: Claim;
    readonly timeouts: Timeouts;
    readonly ownership: Ownership;
    readonly guard: PartGuard;
}

/** A StatefulSet whose pods keep a disk each, the sizes of these disks, and a budget for node drains. */
export function replicatedSet(parent: pulumi.Resource, name: string, args: ReplicatedSet): k8s.apps.v1.StatefulSet {
    const { claim, guard, metadata, ownership, replicas, selector } = args;
    const set = new k8s.apps.v1.StatefulSet(
        name,
        {
            metadata: metadata(name, guard.annotations),
            spec: {
                serviceName: args.serviceName,
                replicas,
                // A server becomes ready only with a quorum of others, and after an outage a partition may need any of the brokers: one after
                // the other, the first would wait for ever.
                podManagementPolicy: "Parallel",
                updateStrategy: { type: "RollingUpdate" },
                selector: { matchLabels: selector },
                template: { metadata: { labels: args.labels }, spec: args.pod },
                ...claimSpec(claim),
            },
        },
        {
            parent,
            hooks: both(ownership.hooks, guard.hooks),
            ignoreChanges: frozenClaims,
            customTimeouts: args.timeouts,
        },
    );
    set.id.apply(async () => {
        const problem = await guard.compare();
        if (problem !== undefined) {
            const error = new pulumi.RunError(problem);
            // The SDK shows it where the program is through already (cmd/run/index.js), also that of a RunError.
            error.stack = "";
            throw error;
        }
    });
    sizeClaims(parent, set, name, args.workload, args.namespace, replicas, claim, guard.annotations);
    disruptionBudget(name, metadata(name), selector, replicas, { parent, hooks: ownership.hooks });
    return set;
}

function both(first: pulumi.ResourceHookBinding, second: pulumi.ResourceHookBinding): pulumi.ResourceHookBinding {
    return {
        beforeCreate: [...(first.beforeCreate ?? []), ...(second.beforeCreate ?? [])],
        beforeUpdate: [...(first.beforeUpdate ?? []), ...(second.beforeUpdate ?? [])],
    };
}
