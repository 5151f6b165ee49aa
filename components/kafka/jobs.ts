import type * as pulumi from "@pulumi/pulumi";
import { jobNames, workloadNames } from "../../model/names";
import { createJob } from "../kubernetes/job";
import { labels } from "../kubernetes/metadata";
import type { NamedMetadata } from "../kubernetes/metadata";
import { createFiles, filesName } from "../kubernetes/scripts";
import type { Files } from "../kubernetes/scripts";
import type { Ownership } from "../ownership";
import { dynamicConfigTask } from "./dynamicConfig";
import { copyLines, needsReassignment, reassignmentTask } from "./reassignment";
import { jobScripts, topicScripts } from "./scripts";
import { toolJob } from "./toolJob";
import type { Task, ToolJob } from "./toolJob";
import { topicLines } from "./topics/lines";
import type { TopicSettings } from "./topics/settings";
import { topicsTask } from "./topics/task";

/** What the Jobs of the brokers are made from; address and mounts are those for the brokers. */
export interface BrokerJobs extends Omit<ToolJob, "labels" | "scripts"> {
    /** How the ensemble is reached by the Job that asks it. */
    readonly ensemble: Pick<ToolJob, "address" | "mounts">;
    /** What topics are to be like. */
    readonly topics: readonly TopicSettings[];
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** Whether a Job has moved partitions before this run, or still does. */
    readonly hasMoved: Promise<boolean>;
    /** The brokers, once all are as they are wanted and ready. */
    readonly rolledOut: Promise<pulumi.Resource[]>;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
}

/**
 * Creates the Job that sets what running brokers can change; the one that makes topics, where the stack file has some; and the one that
 * reassigns partitions, where there is anything to move, or was: moves that are not wanted any more must come to an end, and their throttles be
 * taken away. Each follows the one before.
 */
export function createBrokerJobs(parent: pulumi.Resource, name: string, args: BrokerJobs): void {
    const filesOf = (kind: string, files: Files) => {
        const configMap = filesName(`${workloadNames.brokers}-${kind}`, files);
        return { configMap, made: createFiles(parent, `${name}-${kind}`, { ...args, configMap, files }) };
    };
    const jobOf = (
        kind: keyof typeof jobNames.brokers,
        task: Task,
        scripts: ReturnType<typeof filesOf>,
        after: readonly pulumi.Resource[],
        access: Pick<ToolJob, "address" | "mounts"> = args,
    ) => {
        const job = {
            ...args,
            ...access,
            scripts: scripts.configMap,
            labels: labels(jobNames.brokers[kind], workloadNames.brokers),
        };
        return createJob(parent, `${name}-${kind}`, {
            ...job,
            ...toolJob(job, task),
            // A roll comes first: where it is refused or does not end, the brokers still run with another file than these properties belong to. And a
            // Job that waits for brokers holds one of the engine's workers, of which there may be one only (--parallel 1).
            dependsOn: args.rolledOut.then((brokers) => [scripts.made, ...brokers, ...after]),
        });
    };

    const { settings, topics } = args;
    const tools = filesOf("tools", jobScripts);
    const done: pulumi.Resource[] = [jobOf("settings", dynamicConfigTask(settings), tools, [])];
    if (topics.length > 0) {
        const files = filesOf("topics-tools", { ...topicScripts, topics: topicLines(topics) });
        done.push(jobOf("topics", topicsTask(settings), files, [...done], args.ensemble));
    }
    const moves = () => {
        const copies = copyLines(topics);
        const files = copies === "" ? tools : filesOf("moves-tools", { ...jobScripts, copies });
        jobOf("moves", reassignmentTask(settings), files, done);
    };
    if (needsReassignment(settings, topics)) {
        moves();
    } else {
        void args.hasMoved.then((had) => {
            if (had) {
                moves();
            }
        });
    }
}
