import type * as pulumi from "@pulumi/pulumi";
import type { BrokerSettings } from "./settings";
import { reassignmentDeadline, needsReassignment } from "./reassignment/deadline";
import type { Pulling } from "../kubernetes/pulling";
import { labels } from "../kubernetes/labels";
import type { NamedMetadata } from "../kubernetes/metadata";
import type { Ownership } from "../ownership";
import { workJob } from "../kubernetes/workJob";
import { movesJob, movesJobName } from "./reassignment/job";
import { settingsDeadline, settingsJob, settingsJobName } from "./dynamicConfig/job";

/** What the Jobs of the brokers are made from. */
export interface BrokerJobs {
    readonly settings: BrokerSettings;
    readonly image: string;
    readonly pulling: Pulling;
    readonly metadata: NamedMetadata;
    /** `host:9092` of brokers that answer, ready or not. */
    readonly bootstrapServers: pulumi.Input<string>;
    /** The brokers. */
    readonly set: pulumi.Resource;
    /** Whether neither they nor their disks were there before this run. */
    readonly isNew: () => Promise<boolean>;
    readonly ownership: Ownership;
}

/** The Job that sets what running brokers can change, and the one that moves partitions, where there is anything to move. */
export function brokerJobs(parent: pulumi.Resource, name: string, args: BrokerJobs): void {
    const settings = { ...args, labels: labels("kafka-settings", name) };
    const applied = workJob(parent, `${name}-settings`, {
        ...settings,
        job: settingsJobName(name, settings),
        spec: settingsJob(settings),
        deadline: settingsDeadline,
        // A roll comes first: where it is refused or does not end, the brokers still run with another file than these properties belong to. Brokers
        // that are made now have none but the right one, and nothing needs to wait.
        dependsOn: args.isNew().then((fresh) => (fresh ? [] : [args.set])),
    });
    if (needsReassignment(args.settings)) {
        const moves = { ...args, labels: labels("kafka-moves", name) };
        workJob(parent, `${name}-moves`, {
            ...moves,
            job: movesJobName(name, moves),
            spec: movesJob(moves),
            deadline: reassignmentDeadline(args.settings),
            dependsOn: [args.set, applied],
        });
    }
}
