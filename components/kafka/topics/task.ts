import { effectiveNumber } from "../../../model/brokerProperties/effective";
import type { BrokerSettings } from "../settings";
import type { Task } from "../toolJob";
import { creationDefaults } from "./defaults";

/** A thousand topics take minutes on slow disks; an ensemble and brokers from nothing too. */
const deadlineSeconds = 1800;

/**
 * Makes and alters the topics of the file `topics` beside the script (lines.ts). It asks ZooKeeper, where each takes a few writes, and not the
 * brokers, whose tools take seconds for one.
 */
export function topicsTask(settings: BrokerSettings): Task {
    return {
        name: "topics",
        script: "apply-topics.sh",
        environment: {
            REPLICAS: String(settings.replicas),
            DRAIN: [...settings.drain].sort((a, b) => a - b).join(" "),
            PARTITIONS: String(effectiveNumber(settings, creationDefaults.partitions)),
            COPIES: String(effectiveNumber(settings, creationDefaults.replication)),
        },
        deadlineSeconds,
        heapMiB: 64,
    };
}
