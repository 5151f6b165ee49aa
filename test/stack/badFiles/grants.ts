import type { BadFile } from "../refusal";
import { nameRule, orders, system, users, version } from "./users";

/** One user with one grant. */
function grant(fields: string): string {
    return orders(`grants: [{ ${fields} }]`);
}

const resource = "must have one of topic, group, transactionalId, cluster";
const topic =
    "must be the name of a topic: letters, digits, '.', '_' and '-', at most 249, with '*' at its end for all that begin so";
const group =
    "must be the name of a consumer group: letters, digits and . _ : @ / + -, at most 255, with '*' at its end for all that begin so";
const operation =
    "must be one of Read, Write, Create, Delete, Alter, Describe, AlterConfigs, DescribeConfigs, IdempotentWrite, ClusterAction, All";
const grantKeys = "valid keys are topic, group, transactionalId, cluster, operations";

const grants: readonly BadFile[] = [
    {
        name: "one grant that is no list",
        yaml: orders("grants: { topic: a, operations: [Read] }"),
        errors: [
            'kafka:users[0].grants is {"topic":"a","operations":["Read"]}: must be a list of grants, such as {topic: orders, operations: [Read]}',
        ],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "an operation that is no grant",
        yaml: orders("grants: [Read]"),
        errors: [
            'kafka:users[0].grants[0] is "Read": must be a map with topic, group, transactionalId or cluster, and operations',
        ],
        valid: grant("topic: '*', operations: [Read]"),
    },
    {
        name: "a grant of nothing",
        yaml: grant("operations: [Read]"),
        errors: [`kafka:users[0].grants[0] is {"operations":["Read"]}: ${resource}; add what it is about`],
        valid: grant("topic: a, operations: [Read]"),
        editor: false,
    },
    {
        name: "a grant of two",
        yaml: grant("topic: a, group: a, operations: [Read]"),
        errors: [
            `kafka:users[0].grants[0] is {"topic":"a","group":"a","operations":["Read"]}: ${resource}; make a grant of each: topic, group`,
        ],
        valid: orders("grants: [{ topic: a, operations: [Read] }, { group: a, operations: [Read] }]"),
        editor: false,
    },
    {
        name: "topics in the plural",
        yaml: grant("topics: [a], operations: [Read]"),
        errors: ["kafka:users[0].grants[0].topics is unknown: did you mean kafka:users[0].grants[0].topic?"],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "a transactional id as Kafka's own tools spell it",
        yaml: grant("transactional-id: a, operations: [Write]"),
        errors: [
            "kafka:users[0].grants[0].transactional-id is unknown: did you mean kafka:users[0].grants[0].transactionalId?",
        ],
        valid: grant("transactionalId: a, operations: [Write]"),
    },
    {
        name: "a host, which behind addresses of pods means nothing",
        yaml: grant("topic: a, host: 10.0.0.1, operations: [Read]"),
        errors: [`kafka:users[0].grants[0].host is unknown: ${grantKeys}`],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "a denial",
        yaml: grant("topic: a, permission: Deny, operations: [Read]"),
        errors: [`kafka:users[0].grants[0].permission is unknown: ${grantKeys}`],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "a list of topics",
        yaml: grant("topic: [a, b], operations: [Read]"),
        errors: [`kafka:users[0].grants[0].topic is ["a","b"]: ${topic}`],
        valid: orders("grants: [{ topic: a, operations: [Read] }, { topic: b, operations: [Read] }]"),
    },
    {
        name: "a topic that is a number",
        yaml: grant("topic: 7, operations: [Read]"),
        errors: [
            `kafka:users[0].grants[0].topic is 7: ${topic}; put it in quotes, or use pulumi config set --path --type string 'kafka:users[0].grants[0].topic' 7`,
        ],
        valid: grant('topic: "7", operations: [Read]'),
    },
    {
        name: "a pattern with its star in the middle",
        yaml: grant("topic: a*b, operations: [Read]"),
        errors: [`kafka:users[0].grants[0].topic is "a*b": ${topic}`],
        valid: grant("topic: ab*, operations: [Read]"),
    },
    {
        name: "a pattern with its star in front",
        yaml: grant("topic: '*-orders', operations: [Read]"),
        errors: [`kafka:users[0].grants[0].topic is "*-orders": ${topic}`],
        valid: grant("topic: '*', operations: [Read]"),
    },
    {
        name: "a topic with letters that no topic has",
        yaml: grant("topic: eu/orders, operations: [Read]"),
        errors: [`kafka:users[0].grants[0].topic is "eu/orders": ${topic}`],
        valid: grant("topic: eu.orders, operations: [Read]"),
    },
    {
        name: "a topic of 250 letters",
        yaml: grant(`topic: ${"a".repeat(250)}, operations: [Read]`),
        errors: [`kafka:users[0].grants[0].topic is "${"a".repeat(58)}…: ${topic}`],
        valid: grant(`topic: ${"a".repeat(249)}, operations: [Read]`),
    },
    {
        name: "a group with two stars",
        yaml: grant("group: a**, operations: [Read]"),
        errors: [`kafka:users[0].grants[0].group is "a**": ${group}`],
        valid: grant("group: a*, operations: [Read]"),
    },
    {
        name: "a transactional id with a blank",
        yaml: grant("transactionalId: a b, operations: [Write]"),
        errors: [
            `kafka:users[0].grants[0].transactionalId is "a b": ${group.replace("the name of a consumer group", "a transactional id")}`,
        ],
        valid: grant("transactionalId: a-b, operations: [Write]"),
    },
    {
        name: "the cluster by its name",
        yaml: grant("cluster: kafka-cluster, operations: [Create]"),
        errors: ['kafka:users[0].grants[0].cluster is "kafka-cluster": must be true, or be left out'],
        valid: grant("cluster: true, operations: [Create]"),
    },
    {
        name: "not the cluster",
        yaml: grant("topic: a, cluster: false, operations: [Create]"),
        errors: ["kafka:users[0].grants[0].cluster is false: must be true, or be left out"],
        valid: grant("topic: a, operations: [Create]"),
    },
];

const operations: readonly BadFile[] = [
    {
        name: "no operations",
        yaml: grant("topic: a"),
        errors: ["kafka:users[0].grants[0].operations is missing: must be a list of operations, such as [Read]"],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "an empty list of operations",
        yaml: grant("topic: a, operations: []"),
        errors: ["kafka:users[0].grants[0].operations is []: must name one operation at least, such as [Read]"],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "one operation that is no list",
        yaml: grant("topic: a, operations: Read"),
        errors: ['kafka:users[0].grants[0].operations is "Read": must be a list of operations, such as [Read]'],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "one operation, in the singular",
        yaml: grant("topic: a, operation: Read"),
        errors: ["kafka:users[0].grants[0].operation is unknown: did you mean kafka:users[0].grants[0].operations?"],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "an operation in small letters",
        yaml: grant("topic: a, operations: [Write, read]"),
        errors: [`kafka:users[0].grants[0].operations[1] is "read": ${operation}; did you mean Read?`],
        valid: grant("topic: a, operations: [Write, Read]"),
    },
    {
        name: "an operation as Kafka prints it",
        yaml: grant("topic: a, operations: [DESCRIBE_CONFIGS]"),
        errors: [
            `kafka:users[0].grants[0].operations[0] is "DESCRIBE_CONFIGS": ${operation}; did you mean DescribeConfigs?`,
        ],
        valid: grant("topic: a, operations: [DescribeConfigs]"),
    },
    {
        name: "a slip in an operation",
        yaml: grant("topic: a, operations: [Wirte]"),
        errors: [`kafka:users[0].grants[0].operations[0] is "Wirte": ${operation}; did you mean Write?`],
        valid: grant("topic: a, operations: [Write]"),
    },
    {
        name: "an operation that nothing is near to",
        yaml: grant("topic: a, operations: [Consume]"),
        errors: [`kafka:users[0].grants[0].operations[0] is "Consume": ${operation}`],
        valid: grant("topic: a, operations: [Read]"),
    },
    {
        name: "a star for every operation",
        yaml: grant("topic: a, operations: ['*']"),
        errors: [`kafka:users[0].grants[0].operations[0] is "*": ${operation}`],
        valid: grant("topic: a, operations: [All]"),
    },
    {
        name: "an operation that topics do not have",
        yaml: grant("topic: a, operations: [ClusterAction]"),
        errors: [
            'kafka:users[0].grants[0].operations[0] is "ClusterAction": must be possible on a topic: Read, Write, Create, Delete, Alter, Describe, AlterConfigs, DescribeConfigs, All',
        ],
        valid: grant("cluster: true, operations: [ClusterAction]"),
        editor: false,
    },
    {
        name: "an operation that groups do not have",
        yaml: grant("group: a, operations: [Read, Write]"),
        errors: [
            'kafka:users[0].grants[0].operations[1] is "Write": must be possible on a group: Read, Delete, Describe, All',
        ],
        valid: grant("group: a, operations: [Read]"),
        editor: false,
    },
    {
        name: "an operation that transactional ids do not have",
        yaml: grant("transactionalId: a, operations: [Read]"),
        errors: [
            'kafka:users[0].grants[0].operations[0] is "Read": must be possible on a transactionalId: Write, Describe, All',
        ],
        valid: grant("transactionalId: a, operations: [Write]"),
        editor: false,
    },
    {
        name: "an operation that the cluster does not have",
        yaml: grant("cluster: true, operations: [Read]"),
        errors: [
            'kafka:users[0].grants[0].operations[0] is "Read": must be possible on a cluster: Create, Alter, Describe, AlterConfigs, DescribeConfigs, IdempotentWrite, ClusterAction, All',
        ],
        valid: grant("cluster: true, operations: [Describe]"),
        editor: false,
    },
];

const several: readonly BadFile[] = [
    {
        name: "several at once",
        yaml: users(
            "[{ name: Orders }, { name: billing, passwordVersion: 0, grants: [{ topic: a*b, operations: [read] }, { group: [], operations: [] }] }]",
        ),
        errors: [
            `kafka:users[0].name is "Orders": ${nameRule}`,
            `kafka:users[1].passwordVersion is 0: ${version}`,
            `kafka:users[1].grants[0].topic is "a*b": ${topic}`,
            `kafka:users[1].grants[0].operations[0] is "read": ${operation}; did you mean Read?`,
            `kafka:users[1].grants[1].group is []: ${group}`,
            "kafka:users[1].grants[1].operations is []: must name one operation at least, such as [Read]",
        ],
        valid: users("[{ name: orders }, { name: billing, grants: [{ topic: ab*, operations: [Read] }] }]"),
    },
    {
        name: "several that are each right by itself",
        yaml: "kafka:users: [{ name: kafka-broker }, { name: orders, grants: [{ group: a, operations: [Write] }, { operations: [Read] }] }, { name: orders }]",
        errors: [
            'kafka:users is ["kafka-broker","orders","orders"]: must be empty as long as kafka:security.authentication is none: nobody logs in; set kafka:security.authentication to offered, or remove them',
            `kafka:users[0].name is "kafka-broker": ${system}`,
            'kafka:users[1].grants[0].operations[0] is "Write": must be possible on a group: Read, Delete, Describe, All',
            `kafka:users[1].grants[1] is {"operations":["Read"]}: ${resource}; add what it is about`,
            'kafka:users[2].name is "orders": must be another one than that of kafka:users[1]; put the grants of both into one of them, and remove the other',
        ],
        valid: users(
            "[{ name: broker }, { name: orders, grants: [{ group: a, operations: [Read] }, { topic: a, operations: [Read] }] }]",
        ),
        editor: false,
    },
];

/** `kafka:users`, their grants. */
export const badGrants: readonly BadFile[] = [...grants, ...operations, ...several];
