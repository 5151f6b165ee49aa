import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: values that stop a broker at its start although the definition of the property allows them. */
export const brokerConfigFatal: readonly BadFile[] = [
    {
        name: "log.retention.hours 0",
        yaml: "kafka:brokers: { config: { log.retention.hours: 0 } }",
        errors: ['kafka:brokers.config["log.retention.hours"] is 0: must be -1, or an integer of at least 1'],
        valid: "kafka:brokers: { config: { log.retention.hours: 1 } }",
    },
    {
        name: "log.retention.minutes 0",
        yaml: "kafka:brokers: { config: { log.retention.minutes: 0 } }",
        errors: ['kafka:brokers.config["log.retention.minutes"] is 0: must be -1, or an integer of at least 1'],
        valid: "kafka:brokers: { config: { log.retention.minutes: -1 } }",
    },
    {
        name: "log.retention.ms 0",
        yaml: "kafka:brokers: { config: { log.retention.ms: 0 } }",
        errors: [
            'kafka:brokers.config["log.retention.ms"] is 0: must be -1, or an integer of at least 1, in quotes beyond 9007199254740991',
        ],
        valid: "kafka:brokers: { config: { log.retention.ms: 1 } }",
    },
    {
        name: "log.roll.ms 0",
        yaml: "kafka:brokers: { config: { log.roll.ms: 0 } }",
        errors: [
            'kafka:brokers.config["log.roll.ms"] is 0: must be an integer of at least 1, in quotes beyond 9007199254740991',
        ],
        valid: "kafka:brokers: { config: { log.roll.ms: 1 } }",
    },
    {
        name: "log.roll.jitter.ms -1",
        yaml: "kafka:brokers: { config: { log.roll.jitter.ms: -1 } }",
        errors: [
            'kafka:brokers.config["log.roll.jitter.ms"] is -1: must be an integer of at least 0, in quotes beyond 9007199254740991',
        ],
        valid: "kafka:brokers: { config: { log.roll.jitter.ms: 0 } }",
    },
    {
        name: "log.flush.interval.ms -1",
        yaml: "kafka:brokers: { config: { log.flush.interval.ms: -1 } }",
        errors: [
            'kafka:brokers.config["log.flush.interval.ms"] is -1: must be an integer of at least 0, in quotes beyond 9007199254740991',
        ],
        valid: "kafka:brokers: { config: { log.flush.interval.ms: 0 } }",
    },
    {
        name: "log.flush.scheduler.interval.ms -1",
        yaml: "kafka:brokers: { config: { log.flush.scheduler.interval.ms: -1 } }",
        errors: [
            'kafka:brokers.config["log.flush.scheduler.interval.ms"] is -1: must be an integer of at least 0, in quotes beyond 9007199254740991',
        ],
        valid: "kafka:brokers: { config: { log.flush.scheduler.interval.ms: 0 } }",
    },
    {
        name: "log.cleaner.threads 0",
        yaml: "kafka:brokers: { config: { log.cleaner.threads: 0 } }",
        errors: ['kafka:brokers.config["log.cleaner.threads"] is 0: must be an integer of at least 1'],
        valid: "kafka:brokers: { config: { log.cleaner.threads: 1 } }",
    },
    {
        name: "compression.gzip.level 0",
        yaml: "kafka:brokers: { config: { compression.gzip.level: 0 } }",
        errors: ['kafka:brokers.config["compression.gzip.level"] is 0: must be -1, or an integer from 1 to 9'],
        valid: "kafka:brokers: { config: { compression.gzip.level: -1 } }",
    },
    {
        name: "compression.gzip.level 10",
        yaml: "kafka:brokers: { config: { compression.gzip.level: 10 } }",
        errors: ['kafka:brokers.config["compression.gzip.level"] is 10: must be -1, or an integer from 1 to 9'],
        valid: "kafka:brokers: { config: { compression.gzip.level: 9 } }",
    },
    {
        name: "offsets.commit.required.acks -2",
        yaml: "kafka:brokers: { config: { offsets.commit.required.acks: -2 } }",
        errors: ['kafka:brokers.config["offsets.commit.required.acks"] is -2: must be an integer of at least -1'],
        valid: "kafka:brokers: { config: { offsets.commit.required.acks: -1 } }",
    },
    {
        name: "offsets.topic.compression.codec 5",
        yaml: "kafka:brokers: { config: { offsets.topic.compression.codec: 5 } }",
        errors: ['kafka:brokers.config["offsets.topic.compression.codec"] is 5: must be an integer from 0 to 4'],
        valid: "kafka:brokers: { config: { offsets.topic.compression.codec: 4 } }",
    },
    {
        name: "remote.log.manager.copier.thread.pool.size 0",
        yaml: "kafka:brokers: { config: { remote.log.manager.copier.thread.pool.size: 0 } }",
        errors: [
            'kafka:brokers.config["remote.log.manager.copier.thread.pool.size"] is 0: must be -1, or an integer of at least 1',
        ],
        valid: "kafka:brokers: { config: { remote.log.manager.copier.thread.pool.size: -1 } }",
    },
    {
        name: "remote.log.manager.expiration.thread.pool.size 0",
        yaml: "kafka:brokers: { config: { remote.log.manager.expiration.thread.pool.size: 0 } }",
        errors: [
            'kafka:brokers.config["remote.log.manager.expiration.thread.pool.size"] is 0: must be -1, or an integer of at least 1',
        ],
        valid: "kafka:brokers: { config: { remote.log.manager.expiration.thread.pool.size: 1 } }",
    },
    {
        name: "the protocol of groups that needs KRaft",
        yaml: 'kafka:brokers: { config: { group.coordinator.rebalance.protocols: "classic,consumer" } }',
        errors: [
            'kafka:brokers.config["group.coordinator.rebalance.protocols"] is "classic,consumer": must be one of classic',
        ],
        valid: "kafka:brokers: { config: { group.coordinator.rebalance.protocols: classic } }",
    },
    {
        name: "a policy that is none",
        yaml: "kafka:brokers: { config: { group.consumer.migration.policy: zzz } }",
        errors: [
            'kafka:brokers.config["group.consumer.migration.policy"] is "zzz": must be one of DISABLED, DOWNGRADE, UPGRADE, BIDIRECTIONAL, disabled, downgrade, upgrade, bidirectional',
        ],
        valid: "kafka:brokers: { config: { group.consumer.migration.policy: disabled } }",
    },
];
