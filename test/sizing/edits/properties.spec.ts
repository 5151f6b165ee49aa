import assert from "node:assert/strict";
import { reach } from "../../../sizing/edits";
import { dynamicNames, liveProperties, startProperties, threadNames } from "../../../sizing/edits/dynamicProperties";
import { settings, cases } from "./cases";
import type { Case } from "./cases";

type Config = Readonly<Record<string, string | number | boolean>>;

function config(old: Config, wanted: Config, ...edits: string[]): Case {
    return {
        old: { brokers: { config: old } },
        wanted: { brokers: { config: wanted } },
        edits: edits.map((edit) => `brokers.config.${edit}`),
    };
}

function refused(one: Case, why: string, instead: string): Case {
    const name = (one.edits.find((edit) => edit.endsWith(": refused")) ?? "").replace(/: refused$/, "");
    const override = `; to do it all the same, add ${JSON.stringify(name)} to kafka:allow`;
    return { ...one, refused: [`kafka:${name}: ${why}; ${instead}${override}`] };
}

describe("judging edits of kafka:brokers.config", () => {
    describe("how they reach the brokers", () => {
        cases([
            config({ "num.io.threads": 8 }, { "num.io.threads": "8" }),
            config({ "auto.create.topics.enable": false }, { "auto.create.topics.enable": "false" }),
            config(
                {},
                { "auto.create.topics.enable": false },
                "auto.create.topics.enable unset -> false: rolls brokers",
            ),
            config({ "num.partitions": 3 }, {}, "num.partitions 3 -> unset: rolls brokers"),
            config({}, { "num.network.threads": 6 }, "num.network.threads unset -> 6: in place"),
            config({}, { "compression.type": "zstd" }, "compression.type unset -> zstd: in place"),
            config(
                { "message.max.bytes": 1000 },
                { "message.max.bytes": 2000 },
                "message.max.bytes 1000 -> 2000: in place",
            ),
            config({}, { "ssl.keystore.location": "/k.jks" }, "ssl.keystore.location unset -> /k.jks: rolls brokers"),
            config(
                {},
                { "max.connections": "${file:/etc/x:y}" },
                'max.connections unset -> "${file:/etc/x:y}": rolls brokers',
            ),
            config(
                { "max.connections": "${file:/etc/x:y}" },
                { "max.connections": 5 },
                'max.connections "${file:/etc/x:y}" -> 5: rolls brokers',
            ),
            config({}, { "my.plugin.setting": "a b" }, 'my.plugin.setting unset -> "a b": rolls brokers'),
            config(
                { "num.io.threads": 8, "background.threads": 10 },
                { "num.io.threads": 16, "num.partitions": 6 },
                "background.threads 10 -> unset: in place",
                "num.io.threads 8 -> 16: in place",
                "num.partitions unset -> 6: rolls brokers",
            ),
            config({}, { "my.plugin.setting": "unset" }, 'my.plugin.setting unset -> "unset": rolls brokers'),
            config({}, { constructor: 1 }, "constructor unset -> 1: rolls brokers"),
            // What is derived anyway gives the same file.
            config({}, { "default.replication.factor": 3 }, "default.replication.factor unset -> 3: nothing"),
            config({}, { "transaction.state.log.min.isr": 2 }, "transaction.state.log.min.isr unset -> 2: nothing"),
            config(
                {},
                { "zookeeper.connection.timeout.ms": 300_000 },
                "zookeeper.connection.timeout.ms unset -> 300000: nothing",
            ),
        ]);

        it("tells for each property how a change is applied", () => {
            assert.equal(reach("log.retention.ms", 1, 2), "all brokers");
            assert.equal(reach("log.retention.hours", 1, 2), "at the start");
            assert.equal(reach("ssl.keystore.location", "a", "b"), "at the start");
            assert.equal(reach("listener.name.internal.max.connections", undefined, 5), "at the start");
            assert.equal(reach("leader.replication.throttled.rate", undefined, 5), "at the start");
            assert.equal(reach("log.retention.ms", undefined, "${env:x}"), "at the start");
            assert.equal(reach("log.retention.ms", "${env:x}", 1), "at the start");
            assert.equal(reach("no.such.property", undefined, 1), "at the start");
            assert.equal(reach("toString", undefined, 1), "at the start");
        });
    });

    describe("where they are kept", () => {
        it("is the brokers' files for what is read at the start, and references; for the rest it is not", () => {
            const given = {
                "log.retention.ms": 5,
                "log.retention.hours": 7,
                "max.connections": "${env:X}",
                "my.own": true,
            };
            const { "log.retention.ms": live, ...file } = given;
            assert.deepEqual(liveProperties(given), { "log.retention.ms": live });
            assert.deepEqual(startProperties(given), file);
        });

        it("is known for every number of threads", () => {
            assert.deepEqual(
                threadNames.filter((name) => !dynamicNames.includes(name)),
                [],
            );
            assert.ok(threadNames.includes("num.io.threads") && !threadNames.includes("message.max.bytes"));
            assert.ok(!dynamicNames.includes("listeners"));
        });
    });

    describe("numbers of threads", () => {
        // However far: the Job goes by steps that a running broker takes.
        cases([
            config({ "num.io.threads": 8 }, { "num.io.threads": 16 }, "num.io.threads 8 -> 16: in place"),
            config({ "num.io.threads": 8 }, { "num.io.threads": 40 }, "num.io.threads 8 -> 40: in place"),
            config({ "num.io.threads": 32 }, {}, "num.io.threads 32 -> unset: in place"),
            config(
                {},
                { "num.recovery.threads.per.data.dir": 9 },
                "num.recovery.threads.per.data.dir unset -> 9: in place",
            ),
            config(
                { "num.io.threads": 8 },
                { "num.io.threads": "${env:N}" },
                'num.io.threads 8 -> "${env:N}": rolls brokers',
            ),
        ]);
    });

    describe("what an acknowledgement is worth", () => {
        cases([
            refused(
                config({}, { "min.insync.replicas": 1 }, "min.insync.replicas unset -> 1: refused"),
                "records would be acknowledged with a single copy, and be lost with it",
                "keep 2, or lower it for single topics with kafka-configs.sh",
            ),
            refused(
                config({}, { "min.insync.replicas": 3 }, "min.insync.replicas unset -> 3: refused"),
                "it would be as high as the number of copies, and every restart of a broker would stop the writers",
                "keep min.insync.replicas below default.replication.factor",
            ),
            config({ "min.insync.replicas": 1 }, { "min.insync.replicas": 2 }, "min.insync.replicas 1 -> 2: in place"),
            config({ "min.insync.replicas": 1 }, {}, "min.insync.replicas 1 -> unset: in place"),
            config({}, { "transaction.state.log.min.isr": 1 }, "transaction.state.log.min.isr unset -> 1: refused"),
            refused(
                config(
                    { "min.insync.replicas": 1 },
                    { "min.insync.replicas": 1, "default.replication.factor": 1 },
                    "default.replication.factor unset -> 1: refused",
                ),
                "new topics would have a single copy, and lose every record with its disk",
                "keep 3, or create single topics with fewer copies",
            ),
            config({}, { "default.replication.factor": 2 }, "default.replication.factor unset -> 2: refused"),
            config(
                { "min.insync.replicas": 1 },
                { "min.insync.replicas": 1, "default.replication.factor": 2 },
                "default.replication.factor unset -> 2: rolls brokers",
            ),
            {
                ...config({}, { "min.insync.replicas": 1 }, "min.insync.replicas unset -> 1: in place"),
                allow: ["brokers.config.min.insync.replicas unset -> 1"],
            },
            {
                ...config(
                    {},
                    { "offsets.topic.replication.factor": 2 },
                    "offsets.topic.replication.factor unset -> 2: rolls brokers",
                ),
                notes: [/^__consumer_offsets keeps the copies it has/],
            },
            config({}, { "offsets.topic.num.partitions": 10 }, "offsets.topic.num.partitions unset -> 10: refused"),
            config(
                { "transaction.state.log.num.partitions": 10 },
                {},
                "transaction.state.log.num.partitions 10 -> unset: refused",
            ),
            refused(
                config(
                    {},
                    { "unclean.leader.election.enable": true },
                    "unclean.leader.election.enable unset -> true: refused",
                ),
                "a replica that is behind could become leader, and acknowledged records would be lost",
                "leave it false; in an emergency elect one partition by hand with kafka-leader-election.sh --election-type unclean",
            ),
            config(
                { "unclean.leader.election.enable": "true" },
                { "unclean.leader.election.enable": false },
                "unclean.leader.election.enable true -> false: in place",
            ),
            config(
                {},
                { "unclean.leader.election.enable": false },
                "unclean.leader.election.enable unset -> false: in place",
            ),
            refused(
                config(
                    {},
                    { "min.insync.replicas": "${env:MIN}" },
                    'min.insync.replicas unset -> "${env:MIN}": refused',
                ),
                "records depend on this property, and what the reference stands for cannot be judged",
                "write the value itself",
            ),
        ]);
    });

    describe("what is deleted", () => {
        cases([
            {
                ...config({}, { "log.retention.hours": 24 }, "log.retention.hours unset -> 24: rolls brokers"),
                notes: [/^records older than 24 hours are deleted within minutes, as asked$/],
            },
            {
                ...config({}, { "log.retention.ms": 86400000 }, "log.retention.ms unset -> 86400000: in place"),
                notes: [/^records older than 24 hours are deleted/],
            },
            {
                ...config({ "log.retention.ms": -1 }, {}, "log.retention.ms -1 -> unset: in place"),
                notes: [/^records older than 7 days are deleted/],
            },
            {
                ...config({}, { "log.retention.hours": 720 }, "log.retention.hours unset -> 720: rolls brokers"),
                notes: [/^$/],
            },
            {
                // The milliseconds win, and do not change.
                ...config(
                    { "log.retention.ms": -1, "log.retention.hours": 10 },
                    { "log.retention.ms": -1, "log.retention.hours": 1 },
                    "log.retention.hours 10 -> 1: rolls brokers",
                ),
                notes: [/^$/],
            },
            {
                ...config({}, { "log.retention.bytes": 1000000 }, "log.retention.bytes unset -> 1000000: in place"),
                notes: [/^of each partition only the last 1000000 bytes stay/],
            },
            {
                ...config(
                    {},
                    { "offsets.retention.minutes": 60 },
                    "offsets.retention.minutes unset -> 60: rolls brokers",
                ),
                notes: [/^offsets of groups that are gone for 60 minutes are deleted/],
            },
            refused(
                config({}, { "log.cleanup.policy": "compact" }, "log.cleanup.policy unset -> compact: refused"),
                "in every topic without a policy of its own of each key only the last record would stay",
                "set cleanup.policy for single topics with kafka-configs.sh",
            ),
            config({ "log.cleanup.policy": "compact" }, {}, "log.cleanup.policy compact -> unset: refused"),
            // The hours change by a restart of each broker, the milliseconds at once.
            refused(
                config(
                    { "log.retention.ms": -1 },
                    { "log.retention.hours": 720 },
                    "log.retention.hours unset -> 720: rolls brokers",
                    "log.retention.ms -1 -> unset: refused",
                ),
                "while the brokers restart one by one, some would keep records for a shorter time than before and after",
                "make two edits of it: first set log.retention.hours or log.retention.minutes, then remove the other",
            ),
            refused(
                config(
                    { "log.retention.minutes": 50000 },
                    { "log.retention.ms": 4000000000 },
                    "log.retention.minutes 50000 -> unset: rolls brokers",
                    "log.retention.ms unset -> 4000000000: refused",
                ),
                "while the brokers restart one by one, some would keep records for a shorter time than before and after",
                "make two edits of it: first set log.retention.ms, then remove the other",
            ),
            config(
                { "log.retention.ms": 1000000 },
                { "log.retention.hours": 720 },
                "log.retention.hours unset -> 720: rolls brokers",
                "log.retention.ms 1000000 -> unset: in place",
            ),
            config(
                { "log.retention.hours": 1 },
                { "log.retention.ms": 5 },
                "log.retention.hours 1 -> unset: rolls brokers",
                "log.retention.ms unset -> 5: in place",
            ),
            config(
                { "log.retention.ms": -1 },
                { "log.retention.ms": -1, "log.retention.hours": 1 },
                "log.retention.hours unset -> 1: rolls brokers",
            ),
            config(
                { "log.retention.ms": "${env:X}" },
                { "log.retention.ms": -1 },
                'log.retention.ms "${env:X}" -> -1: refused',
            ),
            config(
                { "log.cleanup.policy": "compact,delete" },
                { "log.cleanup.policy": "compact" },
                "log.cleanup.policy compact,delete -> compact: in place",
            ),
            config({}, { "log.cleanup.policy": "delete" }, "log.cleanup.policy unset -> delete: in place"),
            config(
                { "remote.log.storage.system.enable": true },
                {},
                "remote.log.storage.system.enable true -> unset: refused",
            ),
            config(
                {},
                { "remote.log.storage.system.enable": true },
                "remote.log.storage.system.enable unset -> true: rolls brokers",
            ),
        ]);
    });

    it("starts from valid settings in every case", () => {
        assert.equal(settings().brokers.replicas, 3);
    });
});
