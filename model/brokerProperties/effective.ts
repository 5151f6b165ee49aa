import { replication } from "../replication";
import { recoveryThreads } from "../timeouts";
import { brokerProperty } from "./definitions";
import { violation } from "./value";
import type { BrokerConfig, Value } from "./value";

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

/** As much of `kafka:brokers` as decides which properties the brokers run with. */
export interface ConfiguredBrokers extends SizedBrokers {
    /** `kafka:brokers.config`: the properties that the user sets. */
    readonly config: BrokerConfig;
}

/** The value of a property that the user sets; undefined where none is set. */
export function userValue(config: BrokerConfig, name: string): Value | undefined {
    return Object.hasOwn(config, name) ? config[name] : undefined;
}

/** The value that the program gives a property in server.properties: the user's, else the derived one; undefined where Kafka's own default holds. */
export function effective(brokers: ConfiguredBrokers, name: string): Value | undefined {
    return userValue(brokers.config, name) ?? userValue(derivedProperties(brokers), name);
}

/**
 * The number that brokers run with: the user's, the derived one, or Kafka's own default. NaN, which is neither more nor less than anything,
 * where the value is a reference or wrong by itself, and where Kafka's default is no number.
 */
export function effectiveNumber(brokers: ConfiguredBrokers, name: string): number {
    const value = effective(brokers, name);
    if (value === undefined) {
        return brokerProperty(name)?.default ?? NaN;
    }
    return violation(name, value) === undefined ? Number(value) : NaN;
}
