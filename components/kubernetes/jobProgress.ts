import * as pulumi from "@pulumi/pulumi";
import { followJob } from "../live/jobLog";
import type { WorkingJob } from "../live/jobLog";

interface JobInputs {
    readonly metadata: WorkingJob;
}

/**
 * Hooks for the resource of a Job, by which `pulumi up` shows what the Job says while it waits for it: how many partitions are left to move, for
 * one. `job` gives the resource, once it is there.
 */
export function jobProgress(
    resourceName: string,
    job: () => pulumi.Resource,
    follow: typeof followJob = followJob,
): pulumi.ResourceHookBinding {
    const ended = new AbortController();
    const begins = new pulumi.ResourceHook(`follow-${resourceName}`, ({ newInputs }) => {
        const { namespace, name } = (newInputs as JobInputs).metadata;
        const progress = (line: string) => pulumi.log.info(`${name}: ${line}`, job(), undefined, true);
        void follow({ namespace, name }, { signal: ended.signal, progress });
    });
    const ends = new pulumi.ResourceHook(`stop-following-${resourceName}`, () => {
        ended.abort();
    });
    return { beforeCreate: [begins], afterCreate: [ends] };
}
