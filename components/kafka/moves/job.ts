import type * as k8s from "@pulumi/kubernetes";
import type { BrokerSettings } from "../../../settings";
import { quantity } from "../../../settings/quantity";
import { effectiveNumber } from "../../../sizing/edits/effectiveProperties";
import { internalTopics } from "../../../sizing/replication";
import { contentHash } from "../../manifests/contentHash";
import { toolJob } from "../toolJob";
import type { ToolJob } from "../toolJob";
import { movesScript } from "./script";

/** Whether there is anything to move by these settings: without it there is no Job. */
export function needsMoves(settings: Pick<BrokerSettings, "drain" | "rebalance">): boolean {
    return settings.drain.length > 0 || settings.rebalance;
}

/** Slack of the deadline, and the longest one: 30 minutes, 30 days. */
const slack = 1800;
const longest = 30 * 86_400;

/**
 * Seconds after which the Job gives up: one broker may have to send its whole disk three times, for two more copies of all it has
 * and one that is moved, at the rate that the settings allow.
 */
export function movesDeadline(settings: Pick<BrokerSettings, "disk" | "moveRate">): number {
    return Math.min(slack + Math.ceil((3 * quantity(settings.disk)) / quantity(settings.moveRate)), longest);
}

/**
 * The Job that empties the brokers of `drain` and those beyond `replicas`, and with `rebalance` gives every broker as many copies and leaders
 * as the others, and the internal topics the copies that so many brokers can have. The brokers must be there before it.
 */
export function movesJob(job: ToolJob): k8s.types.input.batch.v1.JobSpec {
    const { drain, moveRate, rebalance, replicas } = job.settings;
    const copies = internalTopics.flatMap(([topic, property]) => {
        const factor = effectiveNumber(job.settings, property);
        return rebalance && Number.isInteger(factor) ? [`${topic} ${factor}`] : [];
    });
    return toolJob(job, {
        name: "moves",
        script: movesScript,
        environment: {
            REPLICAS: String(replicas),
            DRAIN: [...drain].sort((a, b) => a - b).join(" "),
            REBALANCE: String(rebalance),
            COPIES: copies.join("\n"),
            RATE: String(quantity(moveRate)),
        },
        deadline: movesDeadline(job.settings),
        heap: 96,
    });
}

/**
 * The Job's name, `kafka-moves-1a2b3c4d`: another one for everything that its pod is made from, for a Job's pod cannot be edited. The rate is
 * part of it, so that moves under way can be made slower or faster; a Job that finds nothing to move ends within seconds.
 */
export function movesJobName(name: string, job: ToolJob): string {
    const { template } = movesJob({ ...job, bootstrapServers: "" });
    return `${name}-moves-${contentHash(JSON.stringify(template))}`;
}
