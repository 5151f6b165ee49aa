import type { BadFile } from "../refusal";
import { orders } from "./topics";

/** A topic with one property, and the nearest good one. */
function property(name: string, given: string, error: string, good: string, more: Partial<BadFile> = {}): BadFile {
    return {
        name: `${name}: ${given}`,
        yaml: orders(`config: { ${name}: ${given} }`),
        errors: [`kafka:topics[0].config${name.includes(".") ? `["${name}"]` : `.${name}`} is ${error}`],
        valid: orders(`config: { ${good} }`),
        ...more,
    };
}

const unknown = (name: string, meant: string) =>
    property(name, "1", `unknown: did you mean kafka:topics[0].config["${meant}"]?`, `${meant}: 1`);
const throttled = "must not be set: moves of partitions set it, and take it away again; remove it";
const kraft = "must not be set: Kafka refuses it where it runs with ZooKeeper (LogConfig, 3.9); remove it";

const properties: readonly BadFile[] = [
    {
        name: "properties as a list",
        yaml: orders("config: [retention.ms]"),
        errors: ['kafka:topics[0].config is ["retention.ms"]: must be a map of topic properties'],
        valid: orders("config: {}"),
    },
    property("retention.ms", "[1]", "[1]: must be a string, a number, true or false", "retention.ms: 1"),
    property(
        "retention.ms",
        "null",
        "empty: must be a string, a number, true or false; remove the key to have the default",
        "retention.ms: 1",
    ),
    unknown("retention.m", "retention.ms"),
    unknown("retention.hours", "retention.ms"),
    unknown("log.retention.ms", "retention.ms"),
    unknown("log.roll.ms", "segment.ms"),
    unknown("message.max.bytes", "max.message.bytes"),
    unknown("min.isync.replicas", "min.insync.replicas"),
    property(
        "my.property",
        "1",
        "unknown: it is no property of topics (https://kafka.apache.org/39/documentation.html#topicconfigs)",
        "flush.ms: 1",
    ),
    property(
        "num.partitions",
        "6",
        "unknown: it is no property of topics (https://kafka.apache.org/39/documentation.html#topicconfigs)",
        "flush.ms: 1",
    ),
    property(
        "retention.ms",
        "7d",
        '"7d": must be an integer of at least -1, in quotes beyond 9007199254740991',
        "retention.ms: 1",
    ),
    property(
        "retention.ms",
        "-2",
        "-2: must be an integer of at least -1, in quotes beyond 9007199254740991",
        "retention.ms: -1",
    ),
    property("segment.bytes", "13", "13: must be an integer of at least 14", "segment.bytes: 14"),
    property(
        "segment.bytes",
        "2147483648",
        "2147483648: must be an integer of at least 14",
        "segment.bytes: 2147483647",
        { editor: false },
    ),
    property(
        "segment.ms",
        '""',
        '"": must be an integer of at least 1, in quotes beyond 9007199254740991',
        "segment.ms: 1",
    ),
    property("preallocate", "1", "1: must be true or false", "preallocate: true"),
    property(
        "cleanup.policy",
        "compacted",
        '"compacted": must be a list of compact, delete, with commas',
        'cleanup.policy: "compact, delete"',
        { editor: false },
    ),
    property("cleanup.policy", '""', '"": must be a list of compact, delete, with commas', "cleanup.policy: compact", {
        editor: false,
    }),
    property(
        "compression.type",
        "gzip2",
        '"gzip2": must be one of uncompressed, zstd, lz4, snappy, gzip, producer',
        "compression.type: gzip",
    ),
    property("compression.gzip.level", "10", "10: must be -1, or an integer from 1 to 9", "compression.gzip.level: -1"),
    property("min.cleanable.dirty.ratio", "1.5", "1.5: must be a number from 0 to 1", "min.cleanable.dirty.ratio: 0.5"),
    property(
        "message.timestamp.type",
        "createTime",
        '"createTime": must be one of CreateTime, LogAppendTime',
        "message.timestamp.type: CreateTime",
    ),
    property(
        "message.format.version",
        '"9.9"',
        '"9.9": must be a version from 0.8.0 to 3.9, in quotes',
        'message.format.version: "3.0"',
    ),
    property(
        "retention.ms",
        '"${env:MS}"',
        '"${env:MS}": must be the value itself: Kafka resolves no reference for a topic',
        "retention.ms: 1",
    ),
    property("leader.replication.throttled.replicas", '"*"', `"*": ${throttled}`, "flush.ms: 1"),
    property("follower.replication.throttled.replicas", '"*"', `"*": ${throttled}`, "flush.ms: 1"),
    property("remote.log.copy.disable", "true", `true: ${kraft}`, "flush.ms: 1"),
    property("remote.log.delete.on.disable", "true", `true: ${kraft}`, "flush.ms: 1"),
];

const pairs: readonly BadFile[] = [
    {
        name: "more in sync than copies",
        yaml: orders("replication: 2, config: { min.insync.replicas: 3 }"),
        errors: [
            'kafka:topics[0].config["min.insync.replicas"] is 3: must be at most the number of copies (2); lower it, or raise replication',
        ],
        valid: orders("replication: 2, config: { min.insync.replicas: 2 }"),
        editor: false,
    },
    {
        name: "more in sync than the copies of a new topic",
        yaml: `${orders("config: { min.insync.replicas: 2 }")}\nkafka:brokers: { replicas: 1 }`,
        errors: [
            'kafka:topics[0].config["min.insync.replicas"] is 2: must be at most the number of copies (1); lower it, or raise replication',
        ],
        valid: `${orders("config: { min.insync.replicas: 2 }")}\nkafka:brokers: { replicas: 2 }`,
        editor: false,
    },
    {
        name: "compaction that must wait longer than it may",
        yaml: orders("config: { min.compaction.lag.ms: 10, max.compaction.lag.ms: 9 }"),
        errors: ['kafka:topics[0].config["min.compaction.lag.ms"] is 10: must be at most max.compaction.lag.ms (9)'],
        valid: orders("config: { min.compaction.lag.ms: 9, max.compaction.lag.ms: 9 }"),
        editor: false,
    },
    {
        name: "the same with what the brokers say",
        yaml: `${orders("config: { max.compaction.lag.ms: 9 }")}\nkafka:brokers: { config: { log.cleaner.min.compaction.lag.ms: 10 } }`,
        errors: ['kafka:topics[0].config["max.compaction.lag.ms"] is 9: must be at least min.compaction.lag.ms (10)'],
        valid: `${orders("config: { max.compaction.lag.ms: 10 }")}\nkafka:brokers: { config: { log.cleaner.min.compaction.lag.ms: 10 } }`,
        editor: false,
    },
];

const system = "kafka:brokers: { config: { remote.log.storage.system.enable: true } }";

const remote: readonly BadFile[] = [
    {
        name: "remote storage that the brokers have not",
        yaml: orders("config: { remote.storage.enable: true }"),
        errors: [
            'kafka:topics[0].config["remote.storage.enable"] is true: must not be set while kafka:brokers.config["remote.log.storage.system.enable"] is not true: no broker would start again; enable it for the brokers first',
        ],
        valid: `${orders("config: { remote.storage.enable: true }")}\n${system}`,
        editor: false,
    },
    {
        name: "remote storage of a topic that is compacted",
        yaml: `${orders("config: { remote.storage.enable: true, cleanup.policy: compact }")}\n${system}`,
        errors: [
            'kafka:topics[0].config["remote.storage.enable"] is true: must not be set for a topic that is compacted: Kafka keeps none of these remotely',
        ],
        valid: `${orders("config: { remote.storage.enable: true, cleanup.policy: delete }")}\n${system}`,
        editor: false,
    },
    {
        name: "more kept here than in all",
        yaml: `${orders("config: { remote.storage.enable: true, retention.ms: 5, local.retention.ms: 6 }")}\n${system}`,
        errors: [
            'kafka:topics[0].config["local.retention.ms"] is 6: must be at most retention.ms (5), or -2 for the same',
        ],
        valid: `${orders("config: { remote.storage.enable: true, retention.ms: 5, local.retention.ms: -2 }")}\n${system}`,
        editor: false,
    },
    {
        name: "all kept here, and less in all",
        yaml: `${orders("config: { remote.storage.enable: true, retention.bytes: 5, local.retention.bytes: -1 }")}\n${system}`,
        errors: [
            'kafka:topics[0].config["local.retention.bytes"] is -1: must be at most retention.bytes (5), or -2 for the same',
        ],
        valid: `${orders("config: { remote.storage.enable: true, retention.bytes: -1, local.retention.bytes: -1 }")}\n${system}`,
        editor: false,
    },
];

/** Bad files of `kafka:topics`: properties, by themselves and together with others. */
export const badTopicProperties: readonly BadFile[] = [...properties, ...pairs, ...remote];
