import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: values that a broker compares at its start. */
export const brokerConfigPairs: readonly BadFile[] = [
    {
        name: "waits beyond both of their limits",
        yaml: "kafka:brokers: { config: { replica.fetch.wait.max.ms: 60000 } }",
        errors: [
            'kafka:brokers.config["replica.fetch.wait.max.ms"] is 60000: must be at most replica.lag.time.max.ms (30000); lower it, or raise the other',
            'kafka:brokers.config["replica.fetch.wait.max.ms"] is 60000: must be at most replica.socket.timeout.ms (30000); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { replica.fetch.wait.max.ms: 60000, replica.lag.time.max.ms: 60000, replica.socket.timeout.ms: 60000 } }",
        editor: false,
    },
    {
        name: "a lag below a wait",
        yaml: "kafka:brokers: { config: { replica.lag.time.max.ms: 100 } }",
        errors: [
            'kafka:brokers.config["replica.lag.time.max.ms"] is 100: must be at least replica.fetch.wait.max.ms (500); raise it, or lower the other',
        ],
        valid: "kafka:brokers: { config: { replica.lag.time.max.ms: 500 } }",
        editor: false,
    },
    {
        name: "a timeout below a wait",
        yaml: "kafka:brokers: { config: { replica.socket.timeout.ms: 100 } }",
        errors: [
            'kafka:brokers.config["replica.socket.timeout.ms"] is 100: must be at least replica.fetch.wait.max.ms (500); raise it, or lower the other',
        ],
        valid: "kafka:brokers: { config: { replica.socket.timeout.ms: 100, replica.fetch.wait.max.ms: 100 } }",
        editor: false,
    },
    {
        name: "fewer bytes queued than one request may have",
        yaml: "kafka:brokers: { config: { queued.max.request.bytes: 100 } }",
        errors: [
            'kafka:brokers.config["queued.max.request.bytes"] is 100: must be at least socket.request.max.bytes (104857600); raise it, or lower the other',
        ],
        valid: "kafka:brokers: { config: { queued.max.request.bytes: 104857600 } }",
        editor: false,
    },
    {
        name: "requests beyond the queue",
        yaml: "kafka:brokers: { config: { queued.max.request.bytes: 2000000, socket.request.max.bytes: 2000001 } }",
        errors: [
            'kafka:brokers.config["socket.request.max.bytes"] is 2000001: must be at most queued.max.request.bytes (2000000); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { queued.max.request.bytes: 0, socket.request.max.bytes: 2000001 } }",
        editor: false,
    },
    {
        name: "idle connections closed before their refusal",
        yaml: "kafka:brokers: { config: { connections.max.idle.ms: 100 } }",
        errors: [
            'kafka:brokers.config["connections.max.idle.ms"] is 100: must be more than connection.failed.authentication.delay.ms (100); raise it, or lower the other',
        ],
        valid: "kafka:brokers: { config: { connections.max.idle.ms: 101 } }",
        editor: false,
    },
    {
        name: "a refusal after the end of idle connections",
        yaml: "kafka:brokers: { config: { connection.failed.authentication.delay.ms: 600000 } }",
        errors: [
            'kafka:brokers.config["connection.failed.authentication.delay.ms"] is 600000: must be less than connections.max.idle.ms (600000); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { connection.failed.authentication.delay.ms: 600000, connections.max.idle.ms: -1 } }",
        editor: false,
    },
    {
        name: "a cleaner without memory",
        yaml: "kafka:brokers: { config: { log.cleaner.dedupe.buffer.size: 1048576 } }",
        errors: [
            'kafka:brokers.config["log.cleaner.dedupe.buffer.size"] is 1048576: must be at least 1048577 times log.cleaner.threads (1); raise it, or lower the other',
        ],
        valid: "kafka:brokers: { config: { log.cleaner.dedupe.buffer.size: 1048577 } }",
        editor: false,
    },
    {
        name: "more cleaners than memory",
        yaml: "kafka:brokers: { config: { log.cleaner.threads: 128 } }",
        errors: [
            'kafka:brokers.config["log.cleaner.threads"] is 128: must be at most log.cleaner.dedupe.buffer.size (134217728) divided by 1048577; lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { log.cleaner.threads: 127 } }",
        editor: false,
    },
    {
        name: "compacted before it may be",
        yaml: "kafka:brokers: { config: { log.cleaner.min.compaction.lag.ms: 101, log.cleaner.max.compaction.lag.ms: 100 } }",
        errors: [
            'kafka:brokers.config["log.cleaner.min.compaction.lag.ms"] is 101: must be at most log.cleaner.max.compaction.lag.ms (100); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { log.cleaner.min.compaction.lag.ms: 100, log.cleaner.max.compaction.lag.ms: 100 } }",
        editor: false,
    },
    {
        name: "more acknowledgements than copies",
        yaml: "kafka:brokers: { config: { offsets.commit.required.acks: 5 } }",
        errors: [
            'kafka:brokers.config["offsets.commit.required.acks"] is 5: must be at most offsets.topic.replication.factor (3); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { offsets.commit.required.acks: 3 } }",
        editor: false,
    },
    {
        name: "more acknowledgements than derived copies",
        yaml: "kafka:brokers: { replicas: 2, config: { offsets.commit.required.acks: 3 } }",
        errors: [
            'kafka:brokers.config["offsets.commit.required.acks"] is 3: must be at most offsets.topic.replication.factor (2); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { replicas: 2, config: { offsets.commit.required.acks: 2 } }",
        editor: false,
    },
    {
        name: "a heartbeat below the least",
        yaml: "kafka:brokers: { config: { group.consumer.min.heartbeat.interval.ms: 5001 } }",
        errors: [
            'kafka:brokers.config["group.consumer.min.heartbeat.interval.ms"] is 5001: must be at most group.consumer.heartbeat.interval.ms (5000); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { group.consumer.min.heartbeat.interval.ms: 5000 } }",
        editor: false,
    },
    {
        name: "a session beyond the most",
        yaml: "kafka:brokers: { config: { group.share.session.timeout.ms: 60001 } }",
        errors: [
            'kafka:brokers.config["group.share.session.timeout.ms"] is 60001: must be at most group.share.max.session.timeout.ms (60000); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { group.share.session.timeout.ms: 60000 } }",
        editor: false,
    },
    {
        name: "a lock below the least",
        yaml: "kafka:brokers: { config: { group.share.record.lock.duration.ms: 1000 } }",
        errors: [
            'kafka:brokers.config["group.share.record.lock.duration.ms"] is 1000: must be at least group.share.min.record.lock.duration.ms (15000); raise it, or lower the other',
        ],
        valid: "kafka:brokers: { config: { group.share.record.lock.duration.ms: 1000, group.share.min.record.lock.duration.ms: 1000 } }",
        editor: false,
    },
    {
        name: "a value that is wrong by itself proves nothing",
        yaml: "kafka:brokers: { config: { group.consumer.heartbeat.interval.ms: 0 } }",
        errors: ['kafka:brokers.config["group.consumer.heartbeat.interval.ms"] is 0: must be an integer of at least 1'],
        valid: "kafka:brokers: { config: { group.consumer.heartbeat.interval.ms: 5000 } }",
    },
];
