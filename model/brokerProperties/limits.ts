import { versionsFrom } from "./protocolVersions";
import type { BrokerProperty } from "./property";

/** What a broker refuses at its start although the definition of the property does not say so (Kafka 3.9.2). */
const fatal: Readonly<Record<string, Partial<BrokerProperty>>> = {
    // KafkaConfig.validateValues.
    "log.cleaner.threads": { min: 1 },
    "log.retention.hours": { min: 1, or: -1 },
    "log.retention.minutes": { min: 1, or: -1 },
    "log.retention.ms": { min: 1, or: -1 },
    "log.roll.jitter.ms": { min: 0 },
    "log.roll.ms": { min: 1 },
    // The new protocol of consumer groups (KIP-848) is KRaft's alone (KafkaConfig.groupCoordinatorRebalanceProtocols).
    "group.coordinator.rebalance.protocols": { type: "string", words: ["classic"] },
    // MetadataVersionValidator; below 0.11.0 the protocol does not hold records as they are written by default.
    "inter.broker.protocol.version": { shape: versionsFrom("0.11.0") },
    "log.message.format.version": { shape: versionsFrom("0.8.0") },
    // LogConfig, of every topic.
    "log.flush.interval.ms": { min: 0 },
    "log.flush.scheduler.interval.ms": { min: 0 },
    // GroupCoordinatorConfig; CompressionType.forId.
    "offsets.commit.required.acks": { min: -1 },
    "offsets.topic.compression.codec": { min: 0, max: 4 },
    // RemoteLogManagerConfig.
    "remote.log.manager.copier.thread.pool.size": { min: 1, or: -1 },
    "remote.log.manager.expiration.thread.pool.size": { min: 1, or: -1 },
};

/**
 * What would lock everybody out, brokers and the Job that sets and takes back such values included: they all come in by the one
 * listener, so the exemption of the one between brokers (ConnectionQuotas.protectedListener) does not hold. ZooKeeper keeps the
 * value beyond restarts.
 */
const locking: Readonly<Record<string, Partial<BrokerProperty>>> = {
    "max.connection.creation.rate": { min: 10 },
    "max.connections": { min: 100 },
    "max.connections.per.ip": { min: 20 },
    // The address of a pod is another broker's tomorrow.
    "max.connections.per.ip.overrides": {
        shape: {
            pattern: /^(\s*[^\s,[\]]+:([2-9]\d|[1-9]\d{2,8})\s*(,(?!$)|$))*$/,
            rule: "addresses with their connections, each at least 20, such as 10.0.0.9:50,10.0.0.10:50",
        },
    },
};

/** Broker properties of which not every value that their definition allows can be used, and what is left of them. */
export const narrowed: Readonly<Record<string, Partial<BrokerProperty>>> = { ...fatal, ...locking };
