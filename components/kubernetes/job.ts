import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import { allHooks } from "../ownership";
import type { Ownership } from "../ownership";
import { jobProgress } from "./jobProgress";
import type { Labels, NamedMetadata } from "./metadata";
import { containerSecurity, jobResources, podBase, pulled } from "./pod";
import type { Pulling, RunsAs, Size } from "./pod";
import { scratchMounts, scratchVolumes, temporary } from "./scratch";
import type { Scheduling } from "./spread";

/** What a Job is made from that does a piece of work once, with a script. */
export interface OneShotJob {
    /** Labels of the Job and its pod: by them an earlier one of the same work is found that was never finished. */
    readonly labels: Labels;
    /** Settings of the part that it works for: it runs where that may, and has no more of a node's CPU. */
    readonly part: Scheduling & Omit<Size, "memory">;
    /** Its memory, a Kubernetes quantity. */
    readonly memory: string;
    /** Image of the one container, with bash. */
    readonly image: string;
    /** How the image is pulled. */
    readonly pulling: Pulling;
    /** Who its process is. Default: the user of the images. */
    readonly runsAs?: RunsAs | undefined;
    /** Runs the script, which is killed and started again at any moment. It ends with 0, or with {@link hopeless}. */
    readonly command: readonly string[];
    /** Seconds after which the Job gives up. */
    readonly deadlineSeconds: number;
    /** The one container, which may write to `/tmp`; the rest is the Job's to give. */
    readonly container: {
        /** Its name. */
        readonly name: string;
        /** What the script needs. */
        readonly env: readonly k8s.types.input.core.v1.EnvVar[];
        /** Where its volumes are. */
        readonly mounts: readonly k8s.types.input.core.v1.VolumeMount[];
    };
    /** Volumes of the pod. Default: none. */
    readonly volumes?: readonly k8s.types.input.core.v1.Volume[];
}

/** The exit code with which a script says that trying again cannot help. */
export const hopeless = 3;

/**
 * The Job. Only a hopeless script counts as a failure, and one is enough: the Job ends with the reason BackoffLimitExceeded, which is one of
 * the two that end Pulumi's wait (the other is its deadline; of PodFailurePolicy it takes no notice). A pod whose script was killed, deleted or
 * evicted says nothing about the work: another one goes on.
 */
export function oneShotJob(job: OneShotJob): k8s.types.input.batch.v1.JobSpec {
    const { name, env, mounts } = job.container;
    const directories = [temporary()];
    return {
        activeDeadlineSeconds: job.deadlineSeconds,
        backoffLimit: 0,
        podFailurePolicy: {
            rules: [
                { action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] },
                { action: "Ignore", onExitCodes: { containerName: name, operator: "NotIn", values: [hopeless] } },
            ],
        },
        template: {
            metadata: { labels: { ...job.labels } },
            spec: {
                ...podBase(job.pulling, job.part, job.runsAs),
                // With OnFailure a Job that gives up deletes its pod, and what the script said with it.
                restartPolicy: "Never",
                // Bash as a pod's first process does not hear SIGTERM: it would be waited for in vain.
                terminationGracePeriodSeconds: 1,
                containers: [
                    {
                        name,
                        ...pulled(job.pulling, job.image),
                        command: [...job.command],
                        env: [...env],
                        resources: jobResources(job.part, job.memory, directories),
                        securityContext: containerSecurity,
                        terminationMessagePolicy: "FallbackToLogsOnError",
                        volumeMounts: [...mounts, ...scratchMounts(directories)],
                    },
                ],
                volumes: [...(job.volumes ?? []), ...scratchVolumes(directories)],
            },
        },
    };
}

/** Eight hexadecimal digits that change whenever one of the texts does: what cannot be edited is named after its content. */
export function contentHash(...texts: readonly string[]): string {
    return createHash("sha256").update(texts.join("\0")).digest("hex").slice(0, 8);
}

/**
 * The name of a Job: another one for another spec, for of a Job's spec only the deadline can be edited. What is known late and never changes,
 * such as an address, may be left out of the spec that is given here.
 */
export function jobName(prefix: string, spec: k8s.types.input.batch.v1.JobSpec): string {
    return `${prefix}-${contentHash(JSON.stringify({ ...spec, activeDeadlineSeconds: undefined }))}`;
}

/** Everything but the script's work that creating a Job takes. */
export interface JobResource {
    /** Name of the Job in the cluster: another one for other work, for a Job's pod cannot be edited. */
    readonly jobName: pulumi.Input<string>;
    /** Metadata of the workload's objects, by name. */
    readonly metadata: NamedMetadata;
    /** Labels of the Job. */
    readonly labels: Labels;
    /** The Job. */
    readonly spec: k8s.types.input.batch.v1.JobSpec;
    /** Marks the Job, and removes what an interrupted run left of the same work. */
    readonly ownership: Ownership;
    /** What must be there before it. Default: nothing. */
    readonly dependsOn?: pulumi.Input<pulumi.Resource[]>;
}

/** Seconds that the end of a Job may take to be noticed. */
const noticeSeconds = 60;

/** Creates the Job. The next `pulumi up` creates another one where it has failed or was not done when a run was interrupted. */
export function createJob(parent: pulumi.Resource, name: string, args: JobResource): k8s.batch.v1.Job {
    const job: k8s.batch.v1.Job = new k8s.batch.v1.Job(
        name,
        {
            metadata: {
                // Without it the provider only waits for the failed one again, and every run fails until something else changes.
                ...args.metadata(args.jobName, { "pulumi.com/replaceUnready": "true" }),
                labels: args.labels,
            },
            spec: args.spec,
        },
        {
            parent,
            hooks: allHooks(
                args.ownership.workHooks,
                jobProgress(name, () => job),
            ),
            dependsOn: args.dependsOn ?? [],
            // A run that is killed while the new Job works leaves the old one in the state otherwise, and an edit that is then taken back finds there
            // what it wants, and does nothing.
            deleteBeforeReplace: true,
            customTimeouts: { create: `${Number(args.spec.activeDeadlineSeconds) + noticeSeconds}s` },
        },
    );
    return job;
}
