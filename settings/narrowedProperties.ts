import { versionsFrom } from "./protocolVersions";
import type { BrokerProperty } from "./brokerProperties";

/** What a broker refuses at its start although the definition of the property does not say so (Kafka 3.9.2). */
export const narrowed: Readonly<Record<string, Partial<BrokerProperty>>> = {
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
