import { recoveryThreads } from "../timeouts";
import { replication } from "../replication";

/** As much of `kafka:brokers` as broker properties are derived from. */
export interface SizedBrokers {
    /** Number of brokers. */
    readonly replicas: number;
    /** Requested CPU of one broker, a Kubernetes quantity. */
    readonly cpu: string | number;
    /** Limit of its CPU, a Kubernetes quantity; none by default. */
    readonly cpuLimit?: string | number | undefined;
}

/** Broker properties that follow from the other settings, or are set for every cluster, where `kafka:brokers.config` sets none. */
export function derivedProperties(brokers: SizedBrokers): Readonly<Record<string, number>> {
    return {
        ...replication(brokers.replicas),
        "num.recovery.threads.per.data.dir": recoveryThreads(brokers.cpuLimit ?? brokers.cpu),
        // Brokers that start together with the ensemble wait for it instead of failing and being started again.
        "zookeeper.connection.timeout.ms": 300_000,
    };
}
