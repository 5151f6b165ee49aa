import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { readSettings } from "../../stack/read";

/** Reads a configuration as the engine hands it over: every value a text, maps as JSON. */
function read(config: Record<string, string>, secrets: string[] = []): ReturnType<typeof readSettings> {
    pulumi.runtime.setAllConfig(config, secrets);
    return readSettings(new pulumi.Config("kafka"));
}

function linesOf(work: () => unknown): string[] {
    try {
        work();
    } catch (error) {
        assert(pulumi.RunError.isInstance(error), "a RunError, so that no stack trace is shown");
        return error.message.split("\n");
    }
    throw new assert.AssertionError({ message: "nothing was thrown" });
}

describe("readSettings", () => {
    afterEach(() => {
        pulumi.runtime.setAllConfig({});
    });

    it("reads groups from JSON", () => {
        const settings = read({ "kafka:zookeeper": '{"replicas":5}', "kafka:brokers": "{}" });
        assert.equal(settings.zookeeper.replicas, 5);
        assert.equal(settings.brokers.replicas, 3);
    });

    it("leaves other namespaces alone", () => {
        assert.equal(read({ "kubernetes:namespace": "x", "kafkaesque:replicas": "0" }).brokers.replicas, 3);
    });

    it("throws once, with a header and a line for each problem", () => {
        const lines = linesOf(() =>
            read({
                "kafka:zookeper": "{}",
                "kafka:brokers": '{"replicas":0,"memory":"2GB"}',
                "kafka:images": '{"kafka":"apache/kafka:4.0.0"}',
            }),
        );
        assert.deepEqual(lines, [
            `Pulumi.${pulumi.getStack()}.yaml: 4 problems (docs/settings.md lists every key)`,
            "  kafka:zookeper is unknown: did you mean kafka:zookeeper?",
            "  kafka:brokers.replicas is 0: must be an integer from 1 to 99",
            '  kafka:brokers.memory is "2GB": must be a memory quantity from 512Mi to 4Ti, such as 512Mi or 2Gi',
            '  kafka:images.kafka is "apache/kafka:4.0.0": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2',
        ]);
    });

    const groups: readonly (readonly [name: string, text: string, line: string])[] = [
        ["a text", "fast", 'kafka:storage is "fast": must be a map with class, nfs, provisioner, …'],
        ["a number", "3", "kafka:storage is 3: must be a map with class, nfs, provisioner, …"],
        ["broken JSON", '{"class":', 'kafka:storage is "{\\"class\\":": must be a map with class, nfs, provisioner, …'],
        [
            "nothing",
            "",
            "kafka:storage is empty: must be a map with class, nfs, provisioner, …; remove the key to have the default",
        ],
    ];
    for (const [name, text, line] of groups) {
        it(`refuses a group that is ${name}`, () => {
            assert.deepEqual(linesOf(() => read({ "kafka:storage": text })).slice(1), [`  ${line}`]);
        });
    }

    it("refuses a group with a secret in it, and does not show it", () => {
        const lines = linesOf(() => read({ "kafka:brokers": '{"replicas":"hunter2"}' }, ["kafka:brokers"]));
        assert.deepEqual(lines, [
            `Pulumi.${pulumi.getStack()}.yaml: 1 problem (docs/settings.md lists every key)`,
            "  kafka:brokers is secret: no setting takes a secret; write the value in plain, or remove it with pulumi config rm",
        ]);
    });

    it("reads a stack without any settings", () => {
        assert.equal(read({}).namespace.name, "kafka");
    });
});
