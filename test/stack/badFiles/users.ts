import type { BadFile } from "../refusal";

/** A stack file with users, who may log in. */
export function users(list: string): string {
    return `kafka:security: { authentication: offered }\nkafka:users: ${list}`;
}

/** One user of a name. */
function named(name: string): string {
    return users(`[{ name: ${name} }]`);
}

/** One user with more fields. */
export function orders(fields: string): string {
    return users(`[{ name: orders, ${fields} }]`);
}

const list = "must be a list of users, such as {name: orders}";
/** What a name must be. */
export const nameRule =
    "must be lower-case letters, digits and '-', at most 52, no '-' at either end: it is part of a Secret's name";
/** What no name may be. */
export const system = "must not be a name that the program's own users have; choose another";
/** What the version of a password must be. */
export const version = "must be an integer from 1 to 1000000";

const lists: readonly BadFile[] = [
    {
        name: "the list as a flag",
        yaml: users("true"),
        errors: [`kafka:users is true: ${list}`],
        valid: users("[]"),
    },
    {
        name: "one user that is no list",
        yaml: users("{ name: orders }"),
        errors: [`kafka:users is {"name":"orders"}: ${list}`],
        valid: users("[{ name: orders }]"),
    },
    {
        name: "users by their names",
        yaml: users("{ orders: { grants: [] } }"),
        errors: [`kafka:users is {"orders":{"grants":[]}}: ${list}`],
        valid: users("[{ name: orders, grants: [] }]"),
    },
    {
        name: "the list without a value",
        yaml: users(""),
        errors: [`kafka:users is empty: ${list}; remove the key to have the default`],
        valid: "kafka:security: { authentication: offered }",
    },
    {
        name: "a name that is no user",
        yaml: users("[orders]"),
        errors: ['kafka:users[0] is "orders": must be a map with name, passwordVersion, grants'],
        valid: users("[{ name: orders }]"),
    },
    {
        name: "a slip in the name of the list",
        yaml: "kafka:security: { authentication: offered }\nkafka:user: [{ name: orders }]",
        errors: ["kafka:user is unknown: did you mean kafka:users?"],
        valid: users("[{ name: orders }]"),
    },
    {
        name: "the list in the group of security",
        yaml: "kafka:security: { authentication: offered, users: [{ name: orders }] }",
        errors: [
            "kafka:security.users is unknown: valid keys are authentication, authorization, passwordVersion, tls, networkPolicies",
        ],
        valid: users("[{ name: orders }]"),
    },
    {
        name: "users where nobody logs in",
        yaml: "kafka:users: [{ name: orders }, { name: billing }]",
        errors: [
            'kafka:users is ["orders","billing"]: must be empty as long as kafka:security.authentication is none: nobody logs in; set kafka:security.authentication to offered, or remove them',
        ],
        valid: users("[{ name: orders }, { name: billing }]"),
        editor: false,
    },
];

const names: readonly BadFile[] = [
    {
        name: "a user without a name",
        yaml: users("[{}]"),
        errors: [`kafka:users[0].name is missing: ${nameRule}`],
        valid: named("orders"),
    },
    {
        name: "a name without a value, which has no default",
        yaml: named(""),
        errors: [`kafka:users[0].name is empty: ${nameRule}`],
        valid: named("orders"),
    },
    {
        name: "an empty name",
        yaml: named('""'),
        errors: [`kafka:users[0].name is "": ${nameRule}`],
        valid: named('"o"'),
    },
    {
        name: "a name with capitals",
        yaml: named("Orders"),
        errors: [`kafka:users[0].name is "Orders": ${nameRule}`],
        valid: named("orders"),
    },
    {
        name: "a name with a blank",
        yaml: named('"or ders"'),
        errors: [`kafka:users[0].name is "or ders": ${nameRule}`],
        valid: named('"or-ders"'),
    },
    {
        name: "a name with a blank at its end",
        yaml: named('"orders "'),
        errors: [`kafka:users[0].name is "orders ": ${nameRule}`],
        valid: named('"orders"'),
    },
    {
        name: "a name with an underscore",
        yaml: named("order_service"),
        errors: [`kafka:users[0].name is "order_service": ${nameRule}`],
        valid: named("order-service"),
    },
    {
        name: "a name with a dot",
        yaml: named("orders.eu"),
        errors: [`kafka:users[0].name is "orders.eu": ${nameRule}`],
        valid: named("orders-eu"),
    },
    {
        name: "a principal for a name",
        yaml: named("User:orders"),
        errors: [`kafka:users[0].name is "User:orders": ${nameRule}`],
        valid: named("orders"),
    },
    {
        name: "every user",
        yaml: named('"*"'),
        errors: [`kafka:users[0].name is "*": ${nameRule}`],
        valid: named('"all"'),
    },
    {
        name: "a name that ends with a dash",
        yaml: named("orders-"),
        errors: [`kafka:users[0].name is "orders-": ${nameRule}`],
        valid: named("orders-1"),
    },
    {
        name: "a name of 53 letters",
        yaml: named("a".repeat(53)),
        errors: [`kafka:users[0].name is "${"a".repeat(53)}": ${nameRule}`],
        valid: named("a".repeat(52)),
    },
    {
        name: "a name that is a number",
        yaml: named("7"),
        errors: [
            `kafka:users[0].name is 7: ${nameRule}; put it in quotes, or use pulumi config set --path --type string 'kafka:users[0].name' 7`,
        ],
        valid: named('"7"'),
    },
    {
        name: "the brokers' own name",
        yaml: named("kafka-broker-1"),
        errors: [`kafka:users[0].name is "kafka-broker-1": ${system}`],
        valid: named("kafka-brokers-1"),
        editor: false,
    },
    {
        name: "a name that the console may have one day",
        yaml: named("kafka-manager-99"),
        errors: [`kafka:users[0].name is "kafka-manager-99": ${system}`],
        valid: named("my-kafka-manager-99"),
        editor: false,
    },
    {
        name: "the console's name without a number",
        yaml: named("kafka-manager"),
        errors: [`kafka:users[0].name is "kafka-manager": ${system}`],
        valid: named("kafka-managers"),
        editor: false,
    },
    {
        name: "a name twice",
        yaml: users("[{ name: orders }, { name: billing }, { name: orders }]"),
        errors: [
            'kafka:users[2].name is "orders": must be another one than that of kafka:users[0]; put the grants of both into one of them, and remove the other',
        ],
        valid: users("[{ name: orders }, { name: billing }, { name: orders-2 }]"),
        editor: false,
    },
];

const fields: readonly BadFile[] = [
    {
        name: "another word for the name",
        yaml: users("[{ username: orders }]"),
        errors: [
            "kafka:users[0].username is unknown: valid keys are name, passwordVersion, grants",
            `kafka:users[0].name is missing: ${nameRule}`,
        ],
        valid: named("orders"),
    },
    {
        name: "a password of one's own, which is not shown",
        yaml: orders("password: hunter2"),
        errors: ["kafka:users[0].password is unknown: valid keys are name, passwordVersion, grants"],
        valid: orders("passwordVersion: 2"),
    },
    {
        name: "a slip in the name of the grants",
        yaml: orders("grant: []"),
        errors: ["kafka:users[0].grant is unknown: did you mean kafka:users[0].grants?"],
        valid: orders("grants: []"),
    },
    {
        name: "no password",
        yaml: orders("passwordVersion: 0"),
        errors: [`kafka:users[0].passwordVersion is 0: ${version}`],
        valid: orders("passwordVersion: 1"),
    },
    {
        name: "half a version",
        yaml: orders("passwordVersion: 1.5"),
        errors: [`kafka:users[0].passwordVersion is 1.5: ${version}`],
        valid: orders("passwordVersion: 2"),
    },
    {
        name: "too high a version",
        yaml: orders("passwordVersion: 1000001"),
        errors: [`kafka:users[0].passwordVersion is 1000001: ${version}`],
        valid: orders("passwordVersion: 1000000"),
    },
    {
        name: "a version as a text",
        yaml: orders('passwordVersion: "2"'),
        errors: [`kafka:users[0].passwordVersion is "2": ${version}; write it without quotes`],
        valid: orders("passwordVersion: 2"),
    },
];

/** `kafka:users` */
export const badUsers: readonly BadFile[] = [...lists, ...names, ...fields];
