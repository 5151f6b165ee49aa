import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: versions of the protocol and of the message format. */
export const brokerConfigVersions: readonly BadFile[] = [
    {
        name: "a word",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: latest } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "latest": must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: 3.9 } }",
    },
    {
        name: "a version without ZooKeeper",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: '4.0' } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "4.0": must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: '3.9' } }",
    },
    {
        name: "a step that was never released",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: 4.0-IV0 } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "4.0-IV0": must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: 3.9-IV0 } }",
    },
    {
        name: "a step that is none",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: 2.8-IV2 } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "2.8-IV2": must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: 2.8-IV1 } }",
    },
    {
        name: "a number that YAML has cut",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: 3.0 } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is 3: must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: '3.0' } }",
        editor: false,
    },
    {
        name: "a major version",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: '3' } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "3": must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: 3.9.2 } }",
    },
    {
        name: "a version before today's records",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: 0.10.2 } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "0.10.2": must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: 0.11.0 } }",
    },
    {
        name: "half of an old version",
        yaml: "kafka:brokers: { config: { inter.broker.protocol.version: '0.11' } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "0.11": must be a version from 0.11.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { inter.broker.protocol.version: 0.11.0.2 } }",
    },
    {
        name: "a format that is none",
        yaml: "kafka:brokers: { config: { log.message.format.version: '9.9' } }",
        errors: [
            'kafka:brokers.config["log.message.format.version"] is "9.9": must be a version from 0.8.0 to 3.9, in quotes',
        ],
        valid: "kafka:brokers: { config: { log.message.format.version: 0.10.2-IV0 } }",
    },
    {
        name: "a protocol newer than the image",
        yaml: "kafka:images: { kafka: apache/kafka:3.8.1 }\nkafka:brokers: { config: { inter.broker.protocol.version: '3.9' } }",
        errors: [
            'kafka:brokers.config["inter.broker.protocol.version"] is "3.9": must not be newer than kafka:images.kafka (apache/kafka:3.8.1); lower it, or run a newer Kafka first',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.8.1 }\nkafka:brokers: { config: { inter.broker.protocol.version: '3.8' } }",
        editor: false,
    },
    {
        name: "a format newer than the image",
        yaml: "kafka:images: { kafka: apache/kafka:3.8.1 }\nkafka:brokers: { config: { log.message.format.version: 3.9-IV0 } }",
        errors: [
            'kafka:brokers.config["log.message.format.version"] is "3.9-IV0": must not be newer than kafka:images.kafka (apache/kafka:3.8.1); lower it, or run a newer Kafka first',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3 }\nkafka:brokers: { config: { log.message.format.version: 3.9-IV0 } }",
        editor: false,
    },
];
