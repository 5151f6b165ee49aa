import type * as k8s from "@pulumi/kubernetes";
import { quantity } from "../../../model/quantity";
import { effectiveNumber } from "../../../model/brokerProperties/effective";
import { reassignmentDeadline } from "./deadline";
import { internalTopics } from "../../../model/replication";
import { contentHash } from "../../kubernetes/contentHash";
import { toolJob } from "../toolJob";
import type { ToolJob } from "../toolJob";
import { movesScript } from "./script";

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
        deadline: reassignmentDeadline(job.settings),
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
