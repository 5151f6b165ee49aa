import { effectiveNumber } from "../../model/brokerProperties/effective";
import { quantity } from "../../model/quantity";
import { internalTopics } from "../../model/replication";
import type { BrokerSettings } from "./settings";
import type { Task } from "./toolJob";
import type { TopicSettings } from "./topics/settings";

/** Whether partitions are to be moved by these settings; without it there is no Job that moves any. */
export function needsReassignment(
    settings: Pick<BrokerSettings, "drain" | "rebalance">,
    topics: readonly Pick<TopicSettings, "replication">[],
): boolean {
    return (
        settings.drain.length > 0 || settings.rebalance || topics.some(({ replication }) => replication !== undefined)
    );
}

/** The copies that topics are to have exactly, as the script reads them: lines `TOPIC NUMBER`, in the order of the file. */
export function copyLines(topics: readonly Pick<TopicSettings, "name" | "replication">[]): string {
    return topics
        .flatMap(({ name, replication }) => (replication === undefined ? [] : [`${name} ${replication}\n`]))
        .join("");
}

/** Slack of the deadline, and the longest one. */
const slackSeconds = 1800;
const longestSeconds = 30 * 86_400;

/**
 * Seconds that moves may take: one broker may have to send its whole disk three times, for two more copies of all it has and one that
 * is moved, at the rate that the settings allow.
 */
export function reassignmentDeadlineSeconds(settings: Pick<BrokerSettings, "disk" | "moveRate">): number {
    return Math.min(
        slackSeconds + Math.ceil((3 * quantity(settings.disk)) / quantity(settings.moveRate)),
        longestSeconds,
    );
}

/**
 * Empties the brokers of `drain` and those beyond `replicas`, and with `rebalance` gives every broker as many copies and leaders as the
 * others, and the internal topics the copies that so many brokers can have. Topics of `kafka:topics` get the copies that they are to have, by the file
 * {@link copyLines} beside the script. The rate is part of what the Job is named after, so that moves
 * under way can be made slower or faster; a Job that finds nothing to move ends within seconds.
 */
export function reassignmentTask(settings: BrokerSettings): Task {
    const { drain, moveRate, rack, rebalance, replicas } = settings;
    const copies = internalTopics.flatMap(([topic, property]) => {
        const factor = effectiveNumber(settings, property);
        return rebalance && Number.isInteger(factor) ? [`${topic} ${factor}`] : [];
    });
    return {
        name: "moves",
        script: "reassign-partitions.sh",
        environment: {
            REPLICAS: String(replicas),
            DRAIN: [...drain].sort((a, b) => a - b).join(" "),
            REBALANCE: String(rebalance),
            COPIES: copies.join("\n"),
            RATE: String(quantity(moveRate)),
            // With zones that brokers did not know before there is another plan to be made.
            ZONES: rack === "node" ? "true" : "",
        },
        deadlineSeconds: reassignmentDeadlineSeconds(settings),
        heapMiB: 96,
    };
}
