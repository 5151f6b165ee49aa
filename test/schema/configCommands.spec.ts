import assert from "node:assert/strict";
import { removeCommand, setCommand, stepsOf } from "../../schema/configCommands";
import type { Path } from "../../schema/problems";

describe("commands that set a value", () => {
    const set = "pulumi config set --path";
    const cases: readonly (readonly [path: Path, value: unknown, command: string])[] = [
        [["zookeeper", "replicas"], 5, `${set} kafka:zookeeper.replicas 5`],
        [["brokers", "drain", 0], 3, `${set} 'kafka:brokers.drain[0]' 3`],
        [
            ["brokers", "config", "log.retention.hours"],
            -1,
            `${set} 'kafka:brokers.config["log.retention.hours"]' -- -1`,
        ],
        [["storage", "class"], "12", `${set} --type string kafka:storage.class 12`],
        [["storage", "class"], "true", `${set} --type string kafka:storage.class true`],
        [["brokers", "config", "a"], "it's $HOME", `${set} kafka:brokers.config.a 'it'\\''s $HOME'`],
        [["brokers", "config", "a"], "", `${set} kafka:brokers.config.a ''`],
        [["brokers", "config", "a"], "x\ny", `${set} kafka:brokers.config.a <value>`],
        [["brokers", "config", "a"], "x".repeat(61), `${set} kafka:brokers.config.a <value>`],
        [["brokers", "config", "a"], ["x"], `${set} kafka:brokers.config.a <value>`],
        [["brokers", "config", "my.plugin.token"], "x", `${set} 'kafka:brokers.config["my.plugin.token"]' <value>`],
        [["brokers", "config", "ssl.key.password"], "x", `${set} 'kafka:brokers.config["ssl.key.password"]' <value>`],
        [["security", "tls", "secret"], "own", `${set} kafka:security.tls.secret own`],
        [["brokers", "config", "it's"], 1, `${set} 'kafka:brokers.config["it'\\''s"]' 1`],
    ];
    for (const [path, value, command] of cases) {
        it(command, () => {
            assert.equal(setCommand(path, value), command);
        });
    }
});

it("the command that removes a value leaves its group", () => {
    assert.equal(removeCommand(["brokers", "config", "a.b"]), `pulumi config rm --path 'kafka:brokers.config["a.b"]'`);
});

it("paths are read as they are written", () => {
    assert.deepEqual(stepsOf('brokers.config["a.b"]'), ["brokers", "config", "a.b"]);
    assert.deepEqual(stepsOf("brokers.tolerations[1].key"), ["brokers", "tolerations", 1, "key"]);
    assert.deepEqual(stepsOf("a..b"), ["a", "b"]);
});
