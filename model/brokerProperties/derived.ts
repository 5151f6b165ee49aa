import type { BrokerSettings } from "../../stack/settings";
import { recoveryThreads } from "../timeouts";
import { replication } from "../replication";

/** Broker properties that follow from the other settings, or are set for every cluster, where `kafka:brokers.config` sets none. */
export function derivedProperties(
    settings: Pick<BrokerSettings, "replicas" | "cpu" | "cpuLimit">,
): Readonly<Record<string, number>> {
    return {
        ...replication(settings.replicas),
        "num.recovery.threads.per.data.dir": recoveryThreads(settings.cpuLimit ?? settings.cpu),
        // Brokers that start together with the ensemble wait for it instead of failing and being started again.
        "zookeeper.connection.timeout.ms": 300_000,
    };
}
