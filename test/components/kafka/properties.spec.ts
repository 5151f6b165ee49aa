import assert from "node:assert/strict";
import { log4jProperties, serverProperties } from "../../../components/kafka/properties";
import { openToAll } from "../../../components/security/authentication";
import { reservedNames } from "../../../model/brokerProperties/reserved";
import { settingsOf } from "../parts";
import type { Groups } from "../parts";

const connect = "zookeeper-0.zk:2181,zookeeper-1.zk:2181,zookeeper-2.zk:2181";

function textOf(groups: Groups): string {
    const { brokers, security } = settingsOf(groups);
    return serverProperties(brokers, security, connect);
}

function properties(brokers: object = {}, security: object = {}): Readonly<Record<string, string>> {
    const text = textOf({ brokers, security });
    return Object.fromEntries(
        text
            .trimEnd()
            .split("\n")
            .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
}

describe("serverProperties", () => {
    it("is exactly this for three small brokers", () => {
        const brokers = { replicas: 3, cpu: "200m", memory: "640Mi", disk: "2Gi" };
        assert.equal(
            textOf({ brokers }),
            `broker.id.generation.enable=false
default.replication.factor=3
inter.broker.listener.name=INTERNAL
listener.security.protocol.map=INTERNAL:PLAINTEXT
listeners=INTERNAL://:9092
log.dirs=/var/lib/kafka/data/logs
min.insync.replicas=2
num.recovery.threads.per.data.dir=2
offsets.topic.replication.factor=3
transaction.state.log.min.isr=2
transaction.state.log.replication.factor=3
zookeeper.connect=${connect}/kafka
zookeeper.connection.timeout.ms=300000
`,
        );
    });

    it("keeps the log in a directory below the mount: lost+found in a log directory is fatal", () => {
        assert.match(properties()["log.dirs"] ?? "", /^\/var\/lib\/kafka\/data\/[a-z]+$/);
    });

    it("names the chroot once, after the last server", () => {
        assert.ok(properties()["zookeeper.connect"]?.endsWith("zookeeper-2.zk:2181/kafka"));
    });

    it("follows the number of brokers", () => {
        const one = properties({ replicas: 1 });
        assert.equal(one["default.replication.factor"], "1");
        assert.equal(one["min.insync.replicas"], "1");
        assert.equal(one["offsets.topic.replication.factor"], "1");
        assert.equal(properties({ replicas: 9 })["default.replication.factor"], "3");
    });

    it("reads segments again with as many threads as there may be cores", () => {
        assert.equal(properties({ cpu: "4" })["num.recovery.threads.per.data.dir"], "4");
        assert.equal(properties({ cpu: "1", cpuLimit: "8" })["num.recovery.threads.per.data.dir"], "8");
    });

    it("takes the user's properties, and what is derived may be set otherwise", () => {
        const given = properties({
            config: {
                "log.retention.hours": 168,
                "auto.create.topics.enable": false,
                "offsets.topic.replication.factor": 1,
            },
        });
        assert.equal(given["log.retention.hours"], "168");
        assert.equal(given["auto.create.topics.enable"], "false");
        assert.equal(given["offsets.topic.replication.factor"], "1");
        assert.equal(given["default.replication.factor"], "3");
    });

    it("leaves out what is set while the brokers run: a new text would restart them", () => {
        const config = { "log.retention.ms": 1000, "min.insync.replicas": 1, "num.recovery.threads.per.data.dir": 9 };
        assert.deepEqual(properties({ config }), properties());
        assert.equal(properties({ config: { "max.connections": "${env:MOST}" } })["max.connections"], "${env:MOST}");
    });

    it("lets nobody override what wires the brokers, not even where the checks of the settings were passed by", () => {
        const plain = properties();
        const config = Object.fromEntries(reservedNames.map((name) => [name, "mine"]));
        const settings = { ...settingsOf().brokers, config };
        const text = serverProperties(settings, openToAll, connect);
        const wired = Object.keys(plain).filter((name) => reservedNames.includes(name));
        assert.deepEqual(wired, [
            "broker.id.generation.enable",
            "inter.broker.listener.name",
            "listener.security.protocol.map",
            "listeners",
            "log.dirs",
            "zookeeper.connect",
        ]);
        for (const name of wired) {
            assert.ok(text.split("\n").includes(`${name}=${plain[name] ?? ""}`), name);
        }
    });

    it("is the same text whatever the order of the user's properties: a new text rolls the brokers", () => {
        const [a, b] = [
            { "log.retention.hours": 1, "num.io.threads": 2 },
            { "num.io.threads": 2, "log.retention.hours": 1 },
        ];
        assert.equal(textOf({ brokers: { config: a } }), textOf({ brokers: { config: b } }));
    });

    const escapes = {
        "a\\b": "a\\\\b",
        " a b": "\\ a b",
        "a\tb": "a\\u0009b",
        "User:ü": "User:\\u00fc",
        "😀": "\\ud83d\\ude00",
    };
    for (const [value, text] of Object.entries(escapes)) {
        it(`writes ${JSON.stringify(value)} as Java reads it`, () => {
            assert.equal(properties({ config: { "super.users": value } })["super.users"], text);
        });
    }
});

describe("log4jProperties", () => {
    const properties = log4jProperties({ logFormat: "text" });

    it("logs to the console and nowhere else: the root file system is read-only", () => {
        const appenders = properties.match(/^log4j\.appender\.\w+=.*$/gm);
        assert.deepEqual(appenders, ["log4j.appender.stdout=org.apache.log4j.ConsoleAppender"]);
        assert.match(properties, /^log4j\.rootLogger=INFO, stdout$/m);
    });

    it("names packages, each once and without a level: a running broker takes none for a logger that it does not know", () => {
        const loggers = [...properties.matchAll(/^log4j\.logger\.(.*)=(.*)$/gm)].map(([, name, level]) => [
            name,
            level,
        ]);
        assert.deepEqual(
            loggers.filter(([name]) => name === "kafka.server" || name === "kafka.request.logger"),
            [
                ["kafka.server", ""],
                ["kafka.request.logger", "WARN"],
            ],
        );
        assert.equal(new Set(loggers.map(([name]) => name)).size, loggers.length);
    });
});
