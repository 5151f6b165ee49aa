import type { BrokerSettings } from "../settings";
import { quantity } from "../../../model/quantity";

/** Whether partitions are to be moved by these settings; without it there is no Job that moves any. */
export function needsReassignment(settings: Pick<BrokerSettings, "drain" | "rebalance">): boolean {
    return settings.drain.length > 0 || settings.rebalance;
}

/** Slack of the deadline, and the longest one: 30 minutes, 30 days. */
const slack = 1800;
const longest = 30 * 86_400;

/**
 * Seconds that moves may take: one broker may have to send its whole disk three times, for two more copies of all it has and one that
 * is moved, at the rate that the settings allow.
 */
export function reassignmentDeadline(settings: Pick<BrokerSettings, "disk" | "moveRate">): number {
    return Math.min(slack + Math.ceil((3 * quantity(settings.disk)) / quantity(settings.moveRate)), longest);
}
