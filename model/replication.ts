/** Broker properties that say how often a record is kept. */
export interface Replication {
    /** Copies of a topic that is created without a number of its own. */
    readonly "default.replication.factor": number;
    /** Copies that must have a record before it is acknowledged (acks=all). */
    readonly "min.insync.replicas": number;
    /** Copies of `__consumer_offsets`. */
    readonly "offsets.topic.replication.factor": number;
    /** Copies of `__transaction_state`. */
    readonly "transaction.state.log.replication.factor": number;
    /** Copies of `__transaction_state` that must have a record before it is acknowledged. */
    readonly "transaction.state.log.min.isr": number;
}

/**
 * What so many brokers can honour: three copies, or as many as there are brokers; acknowledged by all but one of them,
 * so that one broker may stop without stopping the writers.
 */
export function replication(brokers: number): Replication {
    const factor = Math.min(brokers, 3);
    const inSync = Math.max(1, factor - 1);
    return {
        "default.replication.factor": factor,
        "min.insync.replicas": inSync,
        "offsets.topic.replication.factor": factor,
        "transaction.state.log.replication.factor": factor,
        "transaction.state.log.min.isr": inSync,
    };
}

/** How many pods of a part may be down on purpose at a time; undefined where a budget would only block node drains. */
export function maxUnavailable(replicas: number): number | undefined {
    return replicas > 1 ? 1 : undefined;
}

/** Kafka's own topics, each with the property by which it gets its copies. */
export const internalTopics = [
    ["__consumer_offsets", "offsets.topic.replication.factor"],
    ["__transaction_state", "transaction.state.log.replication.factor"],
] as const;

/** The properties by whose value topics get their copies. */
export const factorProperties = [
    "default.replication.factor",
    ...internalTopics.map(([, property]) => property),
] as const;
