import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { Labels } from "./labels";
import type { NamedMetadata } from "./metadata";
import type { Ownership } from "../ownership";

/** A Job that does a piece of work once, for what its name stands for. */
export interface WorkJob {
    /** Labels of the Job and its pods: by them an earlier one of the same work is found that was never finished. */
    readonly labels: Labels;
    /** Another name for other work. */
    readonly job: pulumi.Input<string>;
    readonly metadata: NamedMetadata;
    readonly spec: k8s.types.input.batch.v1.JobSpec;
    /** Seconds after which the Job gives up. */
    readonly deadline: number;
    readonly ownership: Ownership;
    readonly dependsOn?: pulumi.Input<pulumi.Resource[]>;
}

/** Seconds that the end of a Job may take to be noticed. */
const slack = 60;

/** Makes the Job. The next `pulumi up` makes one anew that has failed or was not done when a run was interrupted. */
export function workJob(parent: pulumi.Resource, name: string, args: WorkJob): k8s.batch.v1.Job {
    return new k8s.batch.v1.Job(
        name,
        {
            metadata: {
                // Without it the provider only waits for the failed one again, and every run fails until something else changes.
                ...args.metadata(args.job, { "pulumi.com/replaceUnready": "true" }),
                labels: args.labels,
            },
            spec: args.spec,
        },
        {
            parent,
            hooks: args.ownership.workHooks,
            dependsOn: args.dependsOn ?? [],
            // A run that is killed while the new Job works leaves the old one in the state otherwise, and an edit that is then taken back finds there
            // what it wants, and does nothing.
            deleteBeforeReplace: true,
            customTimeouts: { create: `${args.deadline + slack}s` },
        },
    );
}
