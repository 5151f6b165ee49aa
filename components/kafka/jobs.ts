import type * as pulumi from "@pulumi/pulumi";
import { jobNames, workloadNames } from "../../model/names";
import { createJob } from "../kubernetes/job";
import { labels } from "../kubernetes/metadata";
import type { NamedMetadata } from "../kubernetes/metadata";
import { createFiles, filesName } from "../kubernetes/scripts";
import type { Ownership } from "../ownership";
import { dynamicConfigTask } from "./dynamicConfig";
import { needsReassignment, reassignmentTask } from "./reassignment";
import { jobScripts } from "./scripts";
import { toolJob } from "./toolJob";
import type { ToolJob } from "./toolJob";

/** What the Jobs of the brokers are made from. */
export interface BrokerJobs extends Omit<ToolJob, "labels" | "scripts"> {
    /** Metadata of the brokers' objects, by name. */
    readonly metadata: NamedMetadata;
    /** The brokers, once all are as they are wanted and ready. */
    readonly rolledOut: Promise<pulumi.Resource[]>;
    /** Marks the objects and keeps those of others from being taken over. */
    readonly ownership: Ownership;
}

/** Creates the Job that sets what running brokers can change, and the one that reassigns partitions, where there is anything to move. */
export function createBrokerJobs(parent: pulumi.Resource, name: string, args: BrokerJobs): void {
    const scripts = filesName(`${workloadNames.brokers}-tools`, jobScripts);
    const configMap = createFiles(parent, `${name}-tools`, { ...args, configMap: scripts, files: jobScripts });
    const jobOf = (kind: keyof typeof jobNames.brokers) => ({
        ...args,
        scripts,
        labels: labels(jobNames.brokers[kind], workloadNames.brokers),
    });

    const settings = jobOf("settings");
    const applied = createJob(parent, `${name}-settings`, {
        ...settings,
        ...toolJob(settings, dynamicConfigTask(args.settings)),
        // A roll comes first: where it is refused or does not end, the brokers still run with another file than these properties belong to. And a
        // Job that waits for brokers holds one of the engine's workers, of which there may be one only (--parallel 1).
        dependsOn: args.rolledOut.then((brokers) => [configMap, ...brokers]),
    });
    if (needsReassignment(args.settings)) {
        const moves = jobOf("moves");
        createJob(parent, `${name}-moves`, {
            ...moves,
            ...toolJob(moves, reassignmentTask(args.settings)),
            dependsOn: args.rolledOut.then((brokers) => [configMap, ...brokers, applied]),
        });
    }
}
