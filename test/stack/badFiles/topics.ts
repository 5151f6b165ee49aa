import type { BadFile } from "../refusal";

/** A stack file with topics. */
function topics(list: string): string {
    return `kafka:topics: ${list}`;
}

/** One topic with more fields. */
export function orders(fields: string): string {
    return topics(`[{ name: orders, ${fields} }]`);
}

const list = "must be a list of topics, such as {name: orders, partitions: 6}";
const map = "must be a map with name, partitions, replication, config";
const legal = "must be letters, digits, '.', '_' and '-', at most 249";
const count = "must be an integer from 1 to 10000";
const copies = "must be an integer from 1 to 99";
const longest = "a".repeat(249);

const lists: readonly BadFile[] = [
    {
        name: "the list as a flag",
        yaml: topics("true"),
        errors: [`kafka:topics is true: ${list}`],
        valid: topics("[]"),
    },
    {
        name: "one topic that is no list",
        yaml: topics("{ name: orders }"),
        errors: [`kafka:topics is {"name":"orders"}: ${list}`],
        valid: topics("[{ name: orders }]"),
    },
    {
        name: "topics by their names",
        yaml: topics("{ orders: { partitions: 6 } }"),
        errors: [`kafka:topics is {"orders":{"partitions":6}}: ${list}`],
        valid: orders("partitions: 6"),
    },
    {
        name: "the list without a value",
        yaml: topics(""),
        errors: [`kafka:topics is empty: ${list}; remove the key to have the default`],
        valid: "{}",
    },
    {
        name: "a name that is no topic",
        yaml: topics("[orders]"),
        errors: [`kafka:topics[0] is "orders": ${map}`],
        valid: topics("[{ name: orders }]"),
    },
    {
        name: "a slip in the name of the list",
        yaml: "kafka:topic: [{ name: orders }]",
        errors: ["kafka:topic is unknown: did you mean kafka:topics?"],
        valid: topics("[{ name: orders }]"),
    },
    {
        name: "a slip in a field",
        yaml: orders("partition: 6"),
        errors: ["kafka:topics[0].partition is unknown: did you mean kafka:topics[0].partitions?"],
        valid: orders("partitions: 6"),
    },
    {
        name: "a field that there is not",
        yaml: orders("owner: me"),
        errors: ["kafka:topics[0].owner is unknown: valid keys are name, partitions, replication, config"],
        valid: orders("partitions: 6"),
    },
];

const names: readonly BadFile[] = [
    {
        name: "a topic without a name",
        yaml: topics("[{ partitions: 6 }]"),
        errors: [`kafka:topics[0].name is missing: ${legal}`],
        valid: orders("partitions: 6"),
    },
    {
        name: "an empty name",
        yaml: topics('[{ name: "" }]'),
        errors: [`kafka:topics[0].name is "": ${legal}`],
        valid: topics("[{ name: a }]"),
    },
    {
        name: "a name with a blank",
        yaml: topics("[{ name: my orders }]"),
        errors: [`kafka:topics[0].name is "my orders": ${legal}`],
        valid: topics("[{ name: my-orders }]"),
    },
    {
        name: "a name with a slash, which would be another node of ZooKeeper",
        yaml: topics("[{ name: a/b }]"),
        errors: [`kafka:topics[0].name is "a/b": ${legal}`],
        valid: topics("[{ name: a.b }]"),
    },
    {
        name: "a name with a line end, which would be another command",
        yaml: topics('[{ name: "a\\ndelete" }]'),
        errors: [`kafka:topics[0].name is "a\\ndelete": ${legal}`],
        valid: topics("[{ name: a-delete }]"),
    },
    {
        name: "a name with letters beyond z",
        yaml: topics("[{ name: aufträge }]"),
        errors: [`kafka:topics[0].name is "aufträge": ${legal}`],
        valid: topics("[{ name: auftraege }]"),
    },
    {
        name: "a name of 250 letters",
        yaml: topics(`[{ name: ${longest}a }]`),
        errors: [`kafka:topics[0].name is "${"a".repeat(58)}…: ${legal}`],
        valid: topics(`[{ name: ${longest} }]`),
    },
    {
        name: "a number for a name",
        yaml: topics("[{ name: 5 }]"),
        errors: [
            `kafka:topics[0].name is 5: ${legal}; put it in quotes, or use pulumi config set --path --type string 'kafka:topics[0].name' 5`,
        ],
        valid: topics('[{ name: "5" }]'),
    },
    ...[".", ".."].map((name) => ({
        name: `the name ${name}`,
        yaml: topics(`[{ name: "${name}" }]`),
        errors: [`kafka:topics[0].name is "${name}": must not be . or .., which are directories`],
        valid: topics('[{ name: "..." }]'),
        editor: false as const,
    })),
    {
        name: "a topic of Kafka's own",
        yaml: topics("[{ name: __consumer_offsets }]"),
        errors: [
            'kafka:topics[0].name is "__consumer_offsets": must not begin with __: such topics are Kafka\'s own; choose another',
        ],
        valid: topics("[{ name: _consumer_offsets }]"),
        editor: false,
    },
    {
        name: "the same topic twice",
        yaml: topics("[{ name: orders }, { name: bills }, { name: orders }]"),
        errors: [
            'kafka:topics[2].name is "orders": must be another one than that of kafka:topics[0]; put what both say into one of them, and remove the other',
        ],
        valid: topics("[{ name: orders }, { name: bills }, { name: Orders }]"),
        editor: false,
    },
    {
        name: "two names that are one to Kafka's metrics",
        yaml: topics("[{ name: a.b_c }, { name: a_b.c }]"),
        errors: [
            "kafka:topics[1].name is \"a_b.c\": must differ from a.b_c by more than '.' and '_', which are the same to Kafka's metrics; choose another",
        ],
        valid: topics("[{ name: a.b_c }, { name: a-b.c }]"),
        editor: false,
    },
];

const numbers: readonly BadFile[] = [
    ...["0", "-1", "1.5", "10001", "many", "true"].map((value) => ({
        name: `${value} partitions`,
        yaml: orders(`partitions: ${value}`),
        errors: [`kafka:topics[0].partitions is ${value === "many" ? '"many"' : value}: ${count}`],
        valid: orders("partitions: 10000"),
    })),
    {
        name: "partitions in quotes",
        yaml: orders('partitions: "6"'),
        errors: [`kafka:topics[0].partitions is "6": ${count}; write it without quotes`],
        valid: orders("partitions: 6"),
    },
    {
        name: "no copy",
        yaml: orders("replication: 0"),
        errors: [`kafka:topics[0].replication is 0: ${copies}`],
        valid: orders("replication: 1"),
    },
    {
        name: "more copies than brokers",
        yaml: orders("replication: 4"),
        errors: [
            "kafka:topics[0].replication is 4: must be at most kafka:brokers.replicas (3); lower it, or add brokers",
        ],
        valid: orders("replication: 3"),
        editor: false,
    },
    {
        name: "more copies than fewer brokers",
        yaml: `${orders("replication: 3")}\nkafka:brokers: { replicas: 2 }`,
        errors: [
            "kafka:topics[0].replication is 3: must be at most kafka:brokers.replicas (2); lower it, or add brokers",
        ],
        valid: `${orders("replication: 2")}\nkafka:brokers: { replicas: 2 }`,
        editor: false,
    },
    {
        name: "more copies than brokers that are not drained",
        yaml: `${orders("replication: 4")}\nkafka:brokers: { replicas: 4, drain: [3] }`,
        errors: [
            "kafka:topics[0].replication is 4: must be at most the number of brokers that kafka:brokers.drain leaves (3 of 4); lower it first, or drain fewer",
        ],
        valid: `${orders("replication: 3")}\nkafka:brokers: { replicas: 4, drain: [3] }`,
        editor: false,
    },
    ...(["partitions", "replication"] as const).map((field) => {
        const property = { partitions: "num.partitions", replication: "default.replication.factor" }[field];
        const brokers = `kafka:brokers: { config: { ${property}: "\${env:N}" } }`;
        return {
            name: `no ${field} where only brokers know the default`,
            yaml: `${topics("[{ name: orders }]")}\n${brokers}`,
            errors: [
                `kafka:topics[0].${field} is missing: must be set while kafka:brokers.config["${property}"] is a reference, which only brokers resolve`,
            ],
            valid: `${orders(`${field}: 2`)}\n${brokers}`,
            editor: false as const,
        };
    }),
];

/** Bad files of `kafka:topics`: the list, its names and numbers. */
export const badTopics: readonly BadFile[] = [...lists, ...names, ...numbers];
