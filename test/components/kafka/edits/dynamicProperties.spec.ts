import assert from "node:assert/strict";
import {
    dynamicNames,
    liveProperties,
    reach,
    startProperties,
    threadNames,
} from "../../../../model/brokerProperties/dynamic";
import { cases } from "../../../stack/edits/cases";
import { config } from "./propertyCases";

describe("how broker properties reach the brokers", () => {
    cases([
        config({ "num.io.threads": 8 }, { "num.io.threads": "8" }),
        config({ "auto.create.topics.enable": false }, { "auto.create.topics.enable": "false" }),
        config({}, { "auto.create.topics.enable": false }, "auto.create.topics.enable unset -> false: rolls brokers"),
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
            { "max.connections": 500 },
            'max.connections "${file:/etc/x:y}" -> 500: rolls brokers',
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

describe("where broker properties are kept", () => {
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

    it("are dynamic, all of them, and other properties are not among them", () => {
        assert.deepEqual(
            threadNames.filter((name) => !dynamicNames.includes(name)),
            [],
        );
        assert.ok(threadNames.includes("num.io.threads") && !threadNames.includes("message.max.bytes"));
        assert.ok(!dynamicNames.includes("listeners"));
    });
});
