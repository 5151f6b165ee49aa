import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { readSettings } from "../../stack/read";
import { valueOf } from "../harness";

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

    const property = (key: string) =>
        `${key} is a secret: must not stand in a stack file, encrypted or not: the brokers' ConfigMap has it in plain; remove it with pulumi config rm --path '${key}', or refer to it as \${provider:path:key} by way of config.providers`;
    const inPart =
        'kafka:brokers is secret in part: no setting but kafka:passwords takes a secret, and one of these is, marked "secure" in the stack file:';
    const anyInPlain = "write it in plain: pulumi config set --plaintext --path <key> <value>";
    // Secrets reach the program as texts, whatever they were.
    const secrets: readonly (readonly [name: string, key: string, text: string, line: string])[] = [
        [
            "the only text of a group",
            "kafka:brokers",
            '{"cpu":1,"replicas":"hunter2"}',
            "kafka:brokers.replicas is a secret: no setting but kafka:passwords takes a secret; write it in plain: pulumi config set --plaintext --path kafka:brokers.replicas <value>",
        ],
        [
            "a property of Kafka's, whatever other texts there are",
            "kafka:brokers",
            '{"disk":"10Gi","config":{"ssl.key.password":"hunter2","num.partitions":3}}',
            property('kafka:brokers.config["ssl.key.password"]'),
        ],
        [
            "a property of a plug-in's",
            "kafka:brokers",
            '{"disk":"10Gi","config":{"my.plugin.token":"hunter2"}}',
            property('kafka:brokers.config["my.plugin.token"]'),
        ],
        [
            "one of several texts, references among them",
            "kafka:brokers",
            '{"disk":"hunter2","tolerations":[{"key":"a"}],"config":{"ssl.key.password":"${file:/a:b}"}}',
            `${inPart} kafka:brokers.disk, kafka:brokers.tolerations[0].key, kafka:brokers.config["ssl.key.password"]; ${anyInPlain}`,
        ],
        [
            "one of many texts",
            "kafka:brokers",
            '{"nodeSelector":{"a":"hunter2","b":"","c":"","d":"","e":"","f":""}}',
            `${inPart} ${["a", "b", "c", "d", "e"].map((name) => `kafka:brokers.nodeSelector.${name}`).join(", ")}, …; ${anyInPlain}`,
        ],
        [
            "the name of a Secret, which is none",
            "kafka:security",
            '{"tls":{"secret":"hunter2"}}',
            "kafka:security.tls.secret is a secret: no setting but kafka:passwords takes a secret; write it in plain: pulumi config set --plaintext --path kafka:security.tls.secret <value>",
        ],
        [
            "a whole group",
            "kafka:brokers",
            '{"replicas":3}',
            "kafka:brokers is a secret: no setting but kafka:passwords takes a secret; remove it: pulumi config rm kafka:brokers",
        ],
        [
            "a key without --path",
            "kafka:brokers.replicas",
            "hunter2",
            "kafka:brokers.replicas is a secret: no setting but kafka:passwords takes a secret; remove it: pulumi config rm kafka:brokers.replicas",
        ],
    ];
    for (const [name, key, text, line] of secrets) {
        it(`refuses a secret, and does not show it: ${name}`, () => {
            const lines = linesOf(() => read({ [key]: text, "kafka:zookeeper": "{}" }, [key]));
            assert.deepEqual(lines, [
                `Pulumi.${pulumi.getStack()}.yaml: 1 problem (docs/settings.md lists every key)`,
                `  ${line}`,
            ]);
            assert.doesNotMatch(lines.join("\n"), /hunter2/);
        });
    }

    const withUsers = { "kafka:security": '{"authentication":"required"}', "kafka:users": '[{"name":"orders"}]' };

    it("takes passwords, as secrets, which are no settings", async () => {
        const file = { ...withUsers, "kafka:passwords": '{"orders":"hunter2hunter2"}' };
        const { passwords, ...settings } = read(file, ["kafka:passwords"]);
        const { orders } = passwords;
        assert.ok(orders !== undefined && (await pulumi.isSecret(orders)));
        assert.equal(await valueOf(orders), "hunter2hunter2");
        assert.doesNotMatch(JSON.stringify(settings), /hunter2|passwords/);
        assert.deepEqual(read({ ...withUsers, "kafka:passwords": "" }).passwords, {});
    });

    it("says what is wrong with passwords together with everything else", () => {
        const file = {
            ...withUsers,
            "kafka:brokers": '{"replicas":0}',
            "kafka:passwords": '{"orders":"hunter2","nobody":"hunter2hunter2"}',
        };
        const lines = linesOf(() => read(file, ["kafka:passwords"]));
        assert.deepEqual(
            lines.slice(1).map((line) => line.replace(/: must be 12 .*/, "")),
            [
                "  kafka:brokers.replicas is 0: must be an integer from 1 to 99",
                "  kafka:passwords.orders is a secret that cannot be used",
            ],
        );
        assert.doesNotMatch(lines.join("\n"), /hunter2/);
        assert.match(
            linesOf(() => read({ ...file, "kafka:brokers": "{}" })).join("\n"),
            /passwords\.orders is in plain text: must be a secret; set it again: pulumi config set --secret --path kafka:passwords\.orders\n.*passwords\.nobody is of nobody/,
        );
    });

    it("names every secret that is told by its name", () => {
        const text = '{"config":{"ssl.key.password":"a","sasl.jaas.config":"b"}}';
        const lines = linesOf(() => read({ "kafka:brokers": text }, ["kafka:brokers"]));
        assert.deepEqual(
            lines.slice(1),
            ["ssl.key.password", "sasl.jaas.config"].map((name) => `  ${property(`kafka:brokers.config["${name}"]`)}`),
        );
    });

    it("reads a stack without any settings", () => {
        assert.equal(read({}).namespace.name, "kafka");
    });
});
