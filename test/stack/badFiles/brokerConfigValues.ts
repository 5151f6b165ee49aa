import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: values that Kafka would refuse or could never honour. */
export const brokerConfigValues: readonly BadFile[] = [
    {
        name: "a text for an integer",
        yaml: "kafka:brokers: { config: { log.retention.hours: two days } }",
        errors: ['kafka:brokers.config["log.retention.hours"] is "two days": must be -1, or an integer of at least 1'],
        valid: "kafka:brokers: { config: { log.retention.hours: 48 } }",
    },
    {
        name: "a unit",
        yaml: "kafka:brokers: { config: { log.segment.bytes: 1Gi } }",
        errors: ['kafka:brokers.config["log.segment.bytes"] is "1Gi": must be an integer of at least 14'],
        valid: "kafka:brokers: { config: { log.segment.bytes: 1073741824 } }",
    },
    {
        name: "a fraction",
        yaml: "kafka:brokers: { config: { num.partitions: 1.5 } }",
        errors: ['kafka:brokers.config["num.partitions"] is 1.5: must be an integer of at least 1'],
        valid: "kafka:brokers: { config: { num.partitions: '2' } }",
    },
    {
        name: "a text for a flag",
        yaml: "kafka:brokers: { config: { auto.create.topics.enable: no } }",
        errors: ['kafka:brokers.config["auto.create.topics.enable"] is "no": must be true or false'],
        valid: "kafka:brokers: { config: { auto.create.topics.enable: false } }",
    },
    {
        name: "a number for a flag",
        yaml: "kafka:brokers: { config: { delete.topic.enable: 1 } }",
        errors: ['kafka:brokers.config["delete.topic.enable"] is 1: must be true or false'],
        valid: "kafka:brokers: { config: { delete.topic.enable: True } }",
    },
    {
        name: "below the least",
        yaml: "kafka:brokers: { config: { num.io.threads: 0 } }",
        errors: ['kafka:brokers.config["num.io.threads"] is 0: must be an integer of at least 1'],
        valid: "kafka:brokers: { config: { num.io.threads: 1 } }",
    },
    {
        name: "beyond the most",
        yaml: "kafka:brokers: { config: { compression.lz4.level: 18 } }",
        errors: ['kafka:brokers.config["compression.lz4.level"] is 18: must be an integer from 1 to 17'],
        valid: "kafka:brokers: { config: { compression.lz4.level: 17 } }",
    },
    {
        name: "beyond the share",
        yaml: "kafka:brokers: { config: { log.cleaner.min.cleanable.ratio: 1.5 } }",
        errors: ['kafka:brokers.config["log.cleaner.min.cleanable.ratio"] is 1.5: must be a number from 0 to 1'],
        valid: "kafka:brokers: { config: { log.cleaner.min.cleanable.ratio: 0.5 } }",
    },
    {
        name: "beyond 32 bits",
        yaml: "kafka:brokers: { config: { log.retention.hours: 2147483648 } }",
        errors: ['kafka:brokers.config["log.retention.hours"] is 2147483648: must be -1, or an integer of at least 1'],
        valid: "kafka:brokers: { config: { log.retention.hours: 2147483647 } }",
        editor: false,
    },
    {
        name: "beyond what YAML numbers hold exactly",
        yaml: "kafka:brokers: { config: { log.retention.bytes: 9223372036854775807 } }",
        errors: [
            'kafka:brokers.config["log.retention.bytes"] is 9223372036854776000: must be an integer, in quotes beyond 9007199254740991',
        ],
        valid: 'kafka:brokers: { config: { log.retention.bytes: "9223372036854775807" } }',
        editor: false,
    },
    {
        name: "a word that is none",
        yaml: "kafka:brokers: { config: { compression.type: lzma } }",
        errors: [
            'kafka:brokers.config["compression.type"] is "lzma": must be one of uncompressed, zstd, lz4, snappy, gzip, producer',
        ],
        valid: "kafka:brokers: { config: { compression.type: zstd } }",
    },
    {
        name: "an item that is none",
        yaml: 'kafka:brokers: { config: { log.cleanup.policy: "compact,remove" } }',
        errors: [
            'kafka:brokers.config["log.cleanup.policy"] is "compact,remove": must be a list of compact, delete, with commas',
        ],
        valid: 'kafka:brokers: { config: { log.cleanup.policy: "compact,delete" } }',
        editor: false,
    },
    {
        name: "two lines",
        yaml: 'kafka:brokers: { config: { authorizer.class.name: "a.B\\nbroker.id=1" } }',
        errors: ['kafka:brokers.config["authorizer.class.name"] is "a.B\\nbroker.id=1": must be one line'],
        valid: "kafka:brokers: { config: { authorizer.class.name: a.B } }",
        editor: false,
    },
    {
        name: "a password",
        yaml: "kafka:brokers: { config: { ssl.keystore.password: hunter2 } }",
        errors: [
            `kafka:brokers.config["ssl.keystore.password"] is a secret: must not stand in a stack file, encrypted or not: the brokers' ConfigMap has it in plain; remove it with pulumi config rm --path 'kafka:brokers.config["ssl.keystore.password"]', or refer to it as \${provider:path:key} by way of config.providers`,
        ],
        valid: 'kafka:brokers: { config: { ssl.keystore.password: "${file:/secrets/ssl:password}" } }',
    },
    {
        name: "a password of a listener",
        yaml: "kafka:brokers: { config: { listener.name.internal.ssl.key.password: hunter2 } }",
        errors: [
            `kafka:brokers.config["listener.name.internal.ssl.key.password"] is a secret: must not stand in a stack file, encrypted or not: the brokers' ConfigMap has it in plain; remove it with pulumi config rm --path 'kafka:brokers.config["listener.name.internal.ssl.key.password"]', or refer to it as \${provider:path:key} by way of config.providers`,
        ],
        valid: 'kafka:brokers: { config: { listener.name.internal.ssl.key.password: "${env:KEY}" } }',
        editor: false,
    },
    {
        name: "a JAAS text",
        yaml: 'kafka:brokers: { config: { sasl.jaas.config: "Login required password=hunter2;" } }',
        errors: [
            `kafka:brokers.config["sasl.jaas.config"] is a secret: must not stand in a stack file, encrypted or not: the brokers' ConfigMap has it in plain; remove it with pulumi config rm --path 'kafka:brokers.config["sasl.jaas.config"]', or refer to it as \${provider:path:key} by way of config.providers`,
        ],
        valid: 'kafka:brokers: { config: { sasl.jaas.config: "${env:JAAS}" } }',
    },
    {
        name: "more copies than brokers",
        yaml: "kafka:brokers: { config: { default.replication.factor: 4 } }",
        errors: [
            'kafka:brokers.config["default.replication.factor"] is 4: must be at most kafka:brokers.replicas (3); lower it, remove it, or add brokers',
        ],
        valid: "kafka:brokers: { config: { default.replication.factor: 3 } }",
        editor: false,
    },
    {
        name: "more copies of offsets than brokers",
        yaml: "kafka:brokers: { config: { offsets.topic.replication.factor: 5 } }",
        errors: [
            'kafka:brokers.config["offsets.topic.replication.factor"] is 5: must be at most kafka:brokers.replicas (3); lower it, remove it, or add brokers',
        ],
        valid: "kafka:brokers: { config: { offsets.topic.replication.factor: 2 } }",
        editor: false,
    },
    {
        name: "more copies of transactions than brokers",
        yaml: "kafka:brokers: { config: { transaction.state.log.replication.factor: '4' } }",
        errors: [
            'kafka:brokers.config["transaction.state.log.replication.factor"] is "4": must be at most kafka:brokers.replicas (3); lower it, remove it, or add brokers',
        ],
        valid: "kafka:brokers: { config: { transaction.state.log.replication.factor: '3' } }",
        editor: false,
    },
    {
        name: "three copies for one broker",
        yaml: "kafka:brokers: { replicas: 1, config: { default.replication.factor: 3 } }",
        errors: [
            'kafka:brokers.config["default.replication.factor"] is 3: must be at most kafka:brokers.replicas (1); lower it, remove it, or add brokers',
        ],
        valid: "kafka:brokers: { replicas: 3, config: { default.replication.factor: 3 } }",
        editor: false,
    },
    {
        name: "more in sync than copies",
        yaml: "kafka:brokers: { config: { min.insync.replicas: 4 } }",
        errors: [
            'kafka:brokers.config["min.insync.replicas"] is 4: must be at most default.replication.factor (3); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { min.insync.replicas: 3 } }",
        editor: false,
    },
    {
        name: "more transactions in sync than copies",
        yaml: "kafka:brokers: { config: { transaction.state.log.min.isr: 4 } }",
        errors: [
            'kafka:brokers.config["transaction.state.log.min.isr"] is 4: must be at most transaction.state.log.replication.factor (3); lower it, or raise the other',
        ],
        valid: "kafka:brokers: { config: { transaction.state.log.min.isr: 3 } }",
        editor: false,
    },
    {
        name: "fewer copies than derived in sync",
        yaml: "kafka:brokers: { config: { default.replication.factor: 1 } }",
        errors: [
            'kafka:brokers.config["default.replication.factor"] is 1: must be at least min.insync.replicas, which is 2 with 3 brokers; set min.insync.replicas too, or remove it',
        ],
        valid: "kafka:brokers: { config: { default.replication.factor: 1, min.insync.replicas: 1 } }",
        editor: false,
    },
    {
        name: "fewer copies of transactions than derived in sync",
        yaml: "kafka:brokers: { config: { transaction.state.log.replication.factor: 1 } }",
        errors: [
            'kafka:brokers.config["transaction.state.log.replication.factor"] is 1: must be at least transaction.state.log.min.isr, which is 2 with 3 brokers; set transaction.state.log.min.isr too, or remove it',
        ],
        valid: "kafka:brokers: { config: { transaction.state.log.replication.factor: 1, transaction.state.log.min.isr: 1 } }",
        editor: false,
    },
    {
        name: "a session below two ticks",
        yaml: "kafka:brokers: { config: { zookeeper.session.timeout.ms: 3999 } }",
        errors: [
            'kafka:brokers.config["zookeeper.session.timeout.ms"] is 3999: must be from 2 to 20 times kafka:zookeeper.tickTime (4000 to 40000)',
        ],
        valid: "kafka:brokers: { config: { zookeeper.session.timeout.ms: 4000 } }",
        editor: false,
    },
    {
        name: "a session beyond twenty ticks",
        yaml: `kafka:zookeeper: { tickTime: 500 }
kafka:brokers: { config: { zookeeper.session.timeout.ms: 18000 } }`,
        errors: [
            'kafka:brokers.config["zookeeper.session.timeout.ms"] is 18000: must be from 2 to 20 times kafka:zookeeper.tickTime (1000 to 10000)',
        ],
        valid: `kafka:zookeeper: { tickTime: 900 }
kafka:brokers: { config: { zookeeper.session.timeout.ms: 18000 } }`,
        editor: false,
    },
    {
        name: "a plug-in's secret of two lines, which is not shown",
        yaml: 'kafka:brokers: { config: { my.plugin.token: "a\\nb" } }',
        errors: ['kafka:brokers.config["my.plugin.token"] is a secret: must be one line'],
        valid: "kafka:brokers: { config: { my.plugin.token: ab } }",
        editor: false,
    },
    {
        name: "a list for a secret, which is not shown",
        yaml: "kafka:brokers: { config: { ssl.key.password: [a] } }",
        errors: ['kafka:brokers.config["ssl.key.password"] is a secret: must be a string, a number, true or false'],
        valid: 'kafka:brokers: { config: { ssl.key.password: "${file:/a:b}" } }',
    },
];
