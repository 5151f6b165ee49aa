import type * as k8s from "@pulumi/kubernetes";
import { pulled } from "./pulling";
import type { Pulling } from "./pulling";
import type { Labels } from "./labels";
import { podBase } from "./pod";
import type { Scheduling } from "./spread";

/** What a Job is made from that does its work with a script. */
export interface ScriptJob {
    /** Labels of the pod. */
    readonly labels: Labels;
    /** Where the pod may run. */
    readonly scheduling: Scheduling;
    readonly image: string;
    readonly pulling: Pulling;
    /** A bash script; it is killed and started again at any moment. */
    readonly script: string;
    /** Seconds after which the Job gives up. */
    readonly deadline: number;
    /** Whether a script that fails is started again in the same pod, or in another one. */
    readonly restartPolicy: "OnFailure" | "Never";
    /** The one container; image and command are the Job's to give. */
    readonly container: Omit<k8s.types.input.core.v1.Container, "image" | "imagePullPolicy" | "command">;
    /** None by default. */
    readonly volumes?: readonly k8s.types.input.core.v1.Volume[];
}

/**
 * A Job whose pod has one container, which runs the script. Names of Jobs are made from the JSON of this: another order of its fields
 * would make them all anew.
 */
export function scriptJob(job: ScriptJob): k8s.types.input.batch.v1.JobSpec {
    const { name, ...container } = job.container;
    return {
        activeDeadlineSeconds: job.deadline,
        backoffLimit: 10,
        template: {
            metadata: { labels: { ...job.labels } },
            spec: {
                ...podBase(job.pulling, job.scheduling),
                restartPolicy: job.restartPolicy,
                // Bash as a pod's first process does not hear SIGTERM: it would be waited for in vain.
                terminationGracePeriodSeconds: 1,
                containers: [
                    {
                        name,
                        ...pulled(job.pulling, job.image),
                        command: ["/bin/bash", "-c", job.script],
                        ...container,
                    },
                ],
                ...(job.volumes === undefined ? {} : { volumes: [...job.volumes] }),
            },
        },
    };
}
