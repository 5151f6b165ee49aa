import type { BadFile } from "../refusal";

/** `kafka:brokers`, what moves partitions. */
export const moves: readonly BadFile[] = [
    {
        name: "drain 3",
        yaml: "kafka:brokers: { replicas: 4, drain: 3 }",
        errors: ["kafka:brokers.drain is 3: must be a list of broker ids, such as [3]"],
        valid: "kafka:brokers: { replicas: 4, drain: [3] }",
    },
    {
        name: "drain [kafka-3]",
        yaml: "kafka:brokers: { replicas: 4, drain: [kafka-3] }",
        errors: ['kafka:brokers.drain[0] is "kafka-3": must be an integer from 0 to 98'],
        valid: "kafka:brokers: { replicas: 4, drain: [3] }",
    },
    {
        name: "drain a broker twice",
        yaml: "kafka:brokers: { replicas: 5, drain: [4, 3, 4] }",
        errors: ["kafka:brokers.drain[2] is 4: must not stand in the list twice; remove one"],
        valid: "kafka:brokers: { replicas: 5, drain: [4, 3] }",
        editor: false,
    },
    {
        name: "drain one of three",
        yaml: "kafka:brokers: { replicas: 3, drain: [2] }",
        errors: [
            "kafka:brokers.drain is [2]: must leave as many brokers as topics have copies (3), and leaves 2 of 3; drain fewer, or add brokers first",
        ],
        valid: "kafka:brokers: { replicas: 4, drain: [2] }",
        editor: false,
    },
    {
        name: "drain one of four, with four copies of some topics",
        yaml: "kafka:brokers: { replicas: 4, drain: [3], config: { offsets.topic.replication.factor: 4 } }",
        errors: [
            "kafka:brokers.drain is [3]: must leave as many brokers as topics have copies (4), and leaves 3 of 4; drain fewer, or add brokers first",
        ],
        valid: "kafka:brokers: { replicas: 5, drain: [3], config: { offsets.topic.replication.factor: 4 } }",
        editor: false,
    },
    {
        name: "drain all",
        yaml: "kafka:brokers: { replicas: 1, drain: [0] }",
        errors: [
            "kafka:brokers.drain is [0]: must leave as many brokers as topics have copies (1), and leaves 0 of 1; drain fewer, or add brokers first",
        ],
        valid: "kafka:brokers: { replicas: 1, drain: [1] }",
        editor: false,
    },
    {
        name: "rebalance yes",
        yaml: "kafka:brokers: { rebalance: 'yes' }",
        errors: ['kafka:brokers.rebalance is "yes": must be true or false'],
        valid: "kafka:brokers: { rebalance: true }",
    },
    {
        name: "moveRate fast",
        yaml: "kafka:brokers: { moveRate: fast }",
        errors: [
            'kafka:brokers.moveRate is "fast": must be a quantity of whole bytes per second from 64Ki to 64Gi, such as 50Mi',
        ],
        valid: "kafka:brokers: { moveRate: 100Mi }",
    },
    {
        name: "moveRate 1",
        yaml: "kafka:brokers: { moveRate: 1 }",
        errors: [
            "kafka:brokers.moveRate is 1: must be a quantity of whole bytes per second from 64Ki to 64Gi, such as 50Mi",
        ],
        valid: "kafka:brokers: { moveRate: 65536 }",
    },
];

/** `kafka:allow`. */
export const allow: readonly BadFile[] = [
    {
        name: "true",
        yaml: "kafka:allow: true",
        errors: ["kafka:allow is true: must be a list of edits, each named as its refusal shows it"],
        valid: "kafka:allow: []",
    },
    {
        name: "a key without its values",
        yaml: "kafka:allow: [brokers.replicas]",
        errors: [
            'kafka:allow[0] is "brokers.replicas": must name one edit as the refusal shows it, such as "brokers.replicas 5 -> 3"',
        ],
        valid: "kafka:allow: [brokers.replicas 5 -> 3]",
    },
    {
        name: "alow",
        yaml: "kafka:alow: [brokers.replicas 5 -> 3]",
        errors: ["kafka:alow is unknown: did you mean kafka:allow?"],
        valid: "kafka:allow: [brokers.replicas 5 -> 3]",
    },
];
