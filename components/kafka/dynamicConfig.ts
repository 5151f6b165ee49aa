import { dynamicNames, liveProperties, threadNames } from "../../model/brokerProperties/dynamic";
import { levelLines } from "./logLevels";
import { escaped } from "./properties";
import type { BrokerSettings } from "./settings";
import type { Task } from "./toolJob";

/** Longer than an ensemble and brokers take from nothing. */
const deadlineSeconds = 1800;

/** That a broker may take to hear of a changed value: ZooKeeper tells it at once. */
const uptakeSeconds = 120;

/**
 * Sets the broker properties which running brokers can change, and removes those that are no longer wanted; and the levels of their
 * loggers likewise. It waits for the brokers itself, so the Job need not be made after them.
 */
export function dynamicConfigTask(settings: Pick<BrokerSettings, "config" | "logLevels">): Task {
    const properties = Object.entries(liveProperties(settings.config)).sort(([a], [b]) => (a < b ? -1 : 1));
    const lines = (text: (value: string | number | boolean) => string) =>
        properties.map(([name, value]) => `${name}=${text(value)}`).join("\n");
    return {
        name: "settings",
        script: "apply-dynamic-config.sh",
        environment: {
            WANTED: lines(String),
            ESCAPED: lines(escaped),
            DYNAMIC: dynamicNames.join(" "),
            THREADS: threadNames.join(" "),
            UPTAKE_SECONDS: String(uptakeSeconds),
            LOG_LEVELS: levelLines(settings).trimEnd(),
        },
        deadlineSeconds,
        heapMiB: 64,
    };
}
