import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: shapes and slips. */
export const brokerConfigNames: readonly BadFile[] = [
    {
        name: "a list for a value",
        yaml: "kafka:brokers: { config: { log.cleanup.policy: [compact, delete] } }",
        errors: [
            'kafka:brokers.config["log.cleanup.policy"] is ["compact","delete"]: must be a string, a number, true or false',
        ],
        valid: 'kafka:brokers: { config: { log.cleanup.policy: "compact,delete" } }',
    },
    {
        name: "a property set with --path and without quotes",
        yaml: "kafka:brokers: { config: { log: { retention: { hours: 48 } } } }",
        errors: [
            'kafka:brokers.config.log is a map: must be a string, a number, true or false; write the whole name as one key, kafka:brokers.config["log.retention.hours"]: pulumi config rm --path kafka:brokers.config.log && pulumi config set --path \'kafka:brokers.config["log.retention.hours"]\' 48',
        ],
        valid: "kafka:brokers: { config: { log.retention.hours: 48 } }",
    },
    {
        name: "several properties set so",
        yaml: "kafka:brokers: { config: { log: { segment.bytes: 1048576, cleanup: { policy: 'a b' }, preallocate: 'true', roll: { hours: 1 } } } }",
        errors: [
            "kafka:brokers.config.log is a map: must be a string, a number, true or false; write the whole name as one key, kafka:brokers.config[\"log.segment.bytes\"]: pulumi config rm --path kafka:brokers.config.log && pulumi config set --path 'kafka:brokers.config[\"log.segment.bytes\"]' 1048576 && pulumi config set --path 'kafka:brokers.config[\"log.cleanup.policy\"]' 'a b' && pulumi config set --path --type string 'kafka:brokers.config[\"log.preallocate\"]' true && …",
        ],
        valid: "kafka:brokers: { config: { log.segment.bytes: 1048576 } }",
    },
    {
        name: "a secret set so, which is not shown",
        yaml: "kafka:brokers: { config: { ssl: { key: { password: hunter2 } } } }",
        errors: [
            'kafka:brokers.config.ssl is a map: must be a string, a number, true or false; write the whole name as one key, kafka:brokers.config["ssl.key.password"]: pulumi config rm --path kafka:brokers.config.ssl && pulumi config set --path \'kafka:brokers.config["ssl.key.password"]\' <value>',
        ],
        valid: 'kafka:brokers: { config: { ssl.key.password: "${file:/a:b}" } }',
    },
    {
        name: "what is left of one that was removed",
        yaml: "kafka:brokers: { config: { log: { retention: {} } } }",
        errors: [
            "kafka:brokers.config.log is a map: must be a string, a number, true or false; remove it: pulumi config rm --path kafka:brokers.config.log",
        ],
        valid: "kafka:brokers: { config: {} }",
    },
    {
        name: "no value",
        yaml: "kafka:brokers: { config: { log.retention.hours:  } }",
        errors: [
            'kafka:brokers.config["log.retention.hours"] is empty: must be a string, a number, true or false; remove the key to have the default',
        ],
        valid: "kafka:brokers: { config: { log.retention.hours: 48 } }",
    },
    {
        name: "a letter too few",
        yaml: "kafka:brokers: { config: { log.retention.hour: 48 } }",
        errors: [
            'kafka:brokers.config["log.retention.hour"] is unknown: did you mean kafka:brokers.config["log.retention.hours"]?',
        ],
        valid: "kafka:brokers: { config: { log.retention.hours: 48 } }",
        editor: false,
    },
    {
        name: "underscores",
        yaml: "kafka:brokers: { config: { log_retention_hours: 48 } }",
        errors: [
            'kafka:brokers.config.log_retention_hours is unknown: did you mean kafka:brokers.config["log.retention.hours"]?',
        ],
        valid: "kafka:brokers: { config: { log.retention.hours: 48 } }",
        editor: false,
    },
    {
        name: "camel case",
        yaml: "kafka:brokers: { config: { numPartitions: 3 } }",
        errors: ['kafka:brokers.config.numPartitions is unknown: did you mean kafka:brokers.config["num.partitions"]?'],
        valid: "kafka:brokers: { config: { num.partitions: 3 } }",
        editor: false,
    },
    {
        name: "two letters swapped",
        yaml: "kafka:brokers: { config: { num.partitoins: 3 } }",
        errors: [
            'kafka:brokers.config["num.partitoins"] is unknown: did you mean kafka:brokers.config["num.partitions"]?',
        ],
        valid: "kafka:brokers: { config: { num.partitions: 3 } }",
        editor: false,
    },
    {
        name: "a topic's property",
        yaml: "kafka:brokers: { config: { retention.ms: 60000 } }",
        errors: [
            'kafka:brokers.config["retention.ms"] is unknown: did you mean kafka:brokers.config["log.retention.ms"]?',
        ],
        valid: "kafka:brokers: { config: { log.retention.ms: 60000 } }",
        editor: false,
    },
    {
        name: "a topic's property of another name",
        yaml: "kafka:brokers: { config: { max.message.bytes: 2000000 } }",
        errors: [
            'kafka:brokers.config["max.message.bytes"] is unknown: did you mean kafka:brokers.config["message.max.bytes"]?',
        ],
        valid: "kafka:brokers: { config: { message.max.bytes: 2000000 } }",
        editor: false,
    },
    {
        name: "a topic's cleanup policy",
        yaml: "kafka:brokers: { config: { cleanup.policy: compact } }",
        errors: [
            'kafka:brokers.config["cleanup.policy"] is unknown: did you mean kafka:brokers.config["log.cleanup.policy"]?',
        ],
        valid: "kafka:brokers: { config: { log.cleanup.policy: compact } }",
        editor: false,
    },
    {
        name: "a topic's time of a segment",
        yaml: "kafka:brokers: { config: { segment.ms: 600000 } }",
        errors: ['kafka:brokers.config["segment.ms"] is unknown: did you mean kafka:brokers.config["log.roll.ms"]?'],
        valid: "kafka:brokers: { config: { log.roll.ms: 600000 } }",
        editor: false,
    },
    {
        name: "a topic's time of deletions",
        yaml: "kafka:brokers: { config: { delete.retention.ms: 3600000 } }",
        errors: [
            'kafka:brokers.config["delete.retention.ms"] is unknown: did you mean kafka:brokers.config["log.cleaner.delete.retention.ms"]?',
        ],
        valid: "kafka:brokers: { config: { log.cleaner.delete.retention.ms: 3600000 } }",
        editor: false,
    },
    {
        name: "a topic's share of old records",
        yaml: "kafka:brokers: { config: { min.cleanable.dirty.ratio: 0.1 } }",
        errors: [
            'kafka:brokers.config["min.cleanable.dirty.ratio"] is unknown: did you mean kafka:brokers.config["log.cleaner.min.cleanable.ratio"]?',
        ],
        valid: "kafka:brokers: { config: { log.cleaner.min.cleanable.ratio: 0.1 } }",
        editor: false,
    },
    {
        name: "a variable of Confluent's images",
        yaml: "kafka:brokers: { config: { KAFKA_LOG_RETENTION_HOURS: 24 } }",
        errors: [
            'kafka:brokers.config.KAFKA_LOG_RETENTION_HOURS is unknown: did you mean kafka:brokers.config["log.retention.hours"]?',
        ],
        valid: "kafka:brokers: { config: { log.retention.hours: 24 } }",
        editor: false,
    },
    {
        name: "a variable of Bitnami's images",
        yaml: "kafka:brokers: { config: { KAFKA_CFG_MESSAGE_MAX_BYTES: 2000000 } }",
        errors: [
            'kafka:brokers.config.KAFKA_CFG_MESSAGE_MAX_BYTES is unknown: did you mean kafka:brokers.config["message.max.bytes"]?',
        ],
        valid: "kafka:brokers: { config: { message.max.bytes: 2000000 } }",
        editor: false,
    },
    {
        name: "a topic's property without a default",
        yaml: "kafka:brokers: { config: { remote.storage.enable: true } }",
        errors: [
            'kafka:brokers.config["remote.storage.enable"] is unknown: it looks like a property of topics, which has no default for all; set it for single ones in kafka:topics',
        ],
        valid: "kafka:brokers: { config: { remote.log.storage.system.enable: true } }",
        editor: false,
    },
    {
        name: "the variable with the heap",
        yaml: "kafka:brokers: { config: { KAFKA_HEAP_OPTS: -Xmx1g } }",
        errors: ["kafka:brokers.config.KAFKA_HEAP_OPTS is unknown: did you mean kafka:brokers.heap?"],
        valid: "kafka:brokers: { heap: 1Gi }",
        editor: false,
    },
    {
        name: "a variable for a property of the program",
        yaml: "kafka:brokers: { config: { KAFKA_ADVERTISED_LISTENERS: x } }",
        errors: [
            "kafka:brokers.config.KAFKA_ADVERTISED_LISTENERS is unknown: it looks like advertised.listeners, which must not be set: the program derives the brokers' addresses",
        ],
        valid: "{}",
        editor: false,
    },
    {
        name: "a variable that sets no property of Kafka's",
        yaml: "kafka:brokers: { config: { KAFKA_OPA_AUTHORIZER_URL: x } }",
        errors: [
            "kafka:brokers.config.KAFKA_OPA_AUTHORIZER_URL is unknown: it looks like an environment variable, and those of the brokers are the program's; a plug-in's property is written as opa.authorizer.url",
        ],
        valid: "kafka:brokers: { config: { opa.authorizer.url: x } }",
        editor: false,
    },
    {
        name: "a slip for a property of the program",
        yaml: "kafka:brokers: { config: { listner: x } }",
        errors: [
            "kafka:brokers.config.listner is unknown: it looks like listeners, which must not be set: the program sets the listeners",
        ],
        valid: "kafka:brokers: { config: { log.roll.hours: 1 } }",
        editor: false,
    },
    {
        name: "a name with a blank",
        yaml: "kafka:brokers: { config: { log retention: 1 } }",
        errors: [
            "kafka:brokers.config[\"log retention\"] is no property: its name must be letters, digits, '.', '_' and '-'",
        ],
        valid: "kafka:brokers: { config: { log.retention.ms: 1 } }",
        editor: false,
    },
    {
        name: "a name with an equals sign",
        yaml: "kafka:brokers: { config: { a=b: 1 } }",
        errors: ["kafka:brokers.config[\"a=b\"] is no property: its name must be letters, digits, '.', '_' and '-'"],
        valid: "kafka:brokers: { config: { plugin.a: 1 } }",
        editor: false,
    },
];
