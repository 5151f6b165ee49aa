import type { BadFile } from "../refusal";

const brokerRule = "must be one of TRACE, DEBUG, INFO, WARN, ERROR, FATAL";
const nameRule = "its name must be letters, digits, '_', '-' and '$', with single dots between them";

/** `logLevels` and `logFormat`. */
export const badLogLevels: readonly BadFile[] = [
    {
        name: "levels as a text",
        yaml: "kafka:brokers: { logLevels: DEBUG }",
        errors: ['kafka:brokers.logLevels is "DEBUG": must be a map of loggers to levels, such as {root: INFO}'],
        valid: "kafka:brokers: { logLevels: { root: DEBUG } }",
    },
    {
        name: "levels as a list",
        yaml: "kafka:brokers: { logLevels: [kafka] }",
        errors: ['kafka:brokers.logLevels is ["kafka"]: must be a map of loggers to levels, such as {root: INFO}'],
        valid: "kafka:brokers: { logLevels: { kafka: DEBUG } }",
    },
    {
        name: "a level in small letters",
        yaml: "kafka:brokers: { logLevels: { kafka.request.logger: debug } }",
        errors: [`kafka:brokers.logLevels["kafka.request.logger"] is "debug": ${brokerRule}; did you mean DEBUG?`],
        valid: "kafka:brokers: { logLevels: { kafka.request.logger: DEBUG } }",
    },
    {
        name: "a level nearly right",
        yaml: "kafka:brokers: { logLevels: { root: WRAN } }",
        errors: [`kafka:brokers.logLevels.root is "WRAN": ${brokerRule}; did you mean WARN?`],
        valid: "kafka:brokers: { logLevels: { root: WARN } }",
    },
    {
        name: "a level that a running broker does not take",
        yaml: "kafka:brokers: { logLevels: { root: 'OFF' } }",
        errors: [`kafka:brokers.logLevels.root is "OFF": ${brokerRule}`],
        valid: "kafka:brokers: { logLevels: { root: FATAL } }",
    },
    {
        name: "an empty level",
        yaml: "kafka:brokers: { logLevels: { root: } }",
        errors: [`kafka:brokers.logLevels.root is empty: ${brokerRule}; remove the key to have the default`],
        valid: "kafka:brokers: { logLevels: { root: INFO } }",
    },
    {
        name: "a number for a level",
        yaml: "kafka:brokers: { logLevels: { root: 5 } }",
        errors: [`kafka:brokers.logLevels.root is 5: ${brokerRule}`],
        valid: "kafka:brokers: { logLevels: { root: INFO } }",
    },
    {
        name: "a logger set with --path and without quotes",
        yaml: "kafka:brokers: { logLevels: { kafka: { server: DEBUG } } }",
        errors: [
            `kafka:brokers.logLevels.kafka is a map: ${brokerRule}; write the whole name as one key, kafka:brokers.logLevels["kafka.server"]: ` +
                "pulumi config rm --path kafka:brokers.logLevels.kafka && pulumi config set --path 'kafka:brokers.logLevels[\"kafka.server\"]' DEBUG",
        ],
        valid: "kafka:brokers: { logLevels: { kafka.server: DEBUG } }",
    },
    {
        name: "a format in capitals",
        yaml: "kafka:brokers: { logFormat: JSON }",
        errors: ['kafka:brokers.logFormat is "JSON": must be one of text, json; did you mean json?'],
        valid: "kafka:brokers: { logFormat: json }",
    },
    {
        name: "a format that is none",
        yaml: "kafka:brokers: { logFormat: logfmt }",
        errors: ['kafka:brokers.logFormat is "logfmt": must be one of text, json'],
        valid: "kafka:brokers: { logFormat: text }",
    },
    {
        name: "a level of Log4j's for ZooKeeper",
        yaml: "kafka:zookeeper: { logLevels: { root: FATAL } }",
        errors: ['kafka:zookeeper.logLevels.root is "FATAL": must be one of TRACE, DEBUG, INFO, WARN, ERROR, OFF'],
        valid: "kafka:zookeeper: { logLevels: { root: 'OFF' } }",
    },
    {
        name: "a logger of ZooKeeper's that would end its place in the file",
        yaml: `kafka:zookeeper: { logLevels: { 'a"/><b': INFO } }`,
        errors: [`kafka:zookeeper.logLevels["a\\"/><b"] is no logger: ${nameRule}`],
        valid: "kafka:zookeeper: { logLevels: { org.apache.zookeeper: INFO } }",
        editor: false,
    },
    {
        name: "levels for a ZooKeeper that logs by Log4j",
        yaml: "kafka:zookeeper: { logLevels: { root: WARN } }\nkafka:images: { zookeeper: 'zookeeper:3.7.2' }",
        errors: [
            'kafka:zookeeper.logLevels is {"root":"WARN"}: must be empty while kafka:images.zookeeper is zookeeper:3.7.2: levels are read by ZooKeeper 3.8 or newer; remove it, or run a newer ZooKeeper first',
        ],
        valid: "kafka:zookeeper: { logLevels: { root: WARN } }\nkafka:images: { zookeeper: 'zookeeper:3.8.0' }",
        editor: false,
    },
    ...["", " ", "kafka server", ".kafka", "kafka.", "kafka..server", "a=b", "a:b", "kafka.*", "a\\nb"].map((name) => ({
        name: `the logger "${name}"`,
        yaml: `kafka:brokers: { logLevels: { "${name}": INFO } }`,
        errors: [`kafka:brokers.logLevels["${name}"] is no logger: ${nameRule}`],
        valid: "kafka:brokers: { logLevels: { kafka.network.RequestChannel$: INFO } }",
        editor: false as const,
    })),
    ...["rootLogger", "ROOT", "log4j.rootLogger", "log4j.rootCategory"].map((name) => ({
        name: `${name} for the root`,
        yaml: `kafka:brokers: { logLevels: { ${name}: INFO } }`,
        errors: [
            `kafka:brokers.logLevels${name.includes(".") ? `["${name}"]` : `.${name}`} is unknown: did you mean kafka:brokers.logLevels.root?`,
        ],
        valid: "kafka:brokers: { logLevels: { root: INFO } }",
        editor: false as const,
    })),
    {
        name: "a logger as Log4j's files have it",
        yaml: "kafka:brokers: { logLevels: { log4j.logger.kafka.server: INFO } }",
        errors: [
            'kafka:brokers.logLevels["log4j.logger.kafka.server"] is unknown: did you mean kafka:brokers.logLevels["kafka.server"]?',
        ],
        valid: "kafka:brokers: { logLevels: { kafka.server: INFO } }",
        editor: false,
    },
];
