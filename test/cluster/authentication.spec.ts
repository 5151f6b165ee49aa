import { strict as assert } from "node:assert";
import { userSecret } from "../../components/kafka/users/logins";
import { authority } from "../certificates";
import type { Authority } from "../certificates";
import { at, list, text } from "../harness";
import type { Json } from "../harness";
import { ClientPod } from "./authentication/clientPod";
import type { Who } from "./authentication/clientPod";
import { shownTexts } from "./authentication/shownTexts";
import { brokerTool } from "./support/brokerTool";
import { certificateSecret, putCertificate, shownBy } from "./support/brokerCertificate";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { attempt, eventually } from "./support/run";
import type { Result } from "./support/run";
import { TestStack } from "./support/stack";

const writer = {
    name: "writer",
    grants: [
        { topic: "orders*", operations: ["Create", "Read", "Write"] },
        { group: "orders", operations: ["Read"] },
    ],
};
const reader = {
    name: "reader",
    grants: [
        { topic: "orders", operations: ["Read"] },
        { group: "*", operations: ["Read"] },
    ],
};
const server = "kafka.kafka-users-e2e.svc.cluster.local:9093";

/** Brokers that nobody uses without a login and TLS, and that let nobody do what is not granted, from the first `pulumi up` on. */
describe("users, grants, passwords and certificates on a real cluster", function () {
    this.timeout("10m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-users-e2e");
    const kubectl = new Kubectl(stack.namespace);
    const clients = new ClientPod(kubectl, stack.namespace);
    /** Everything that any command of Pulumi has printed. */
    let printed = "";
    let signer: Authority;

    before(async () => {
        await kubectl.remove();
        await stack.init();
        stack.edit({
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.replicas": 2,
            "kafka:security.authentication": "required",
            "kafka:security.authorization": "acl",
            "kafka:users": [writer, reader],
            "kafka:security.tls": { secret: certificateSecret },
        });
        signer = await authority("first");
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    const up = async (...args: readonly string[]): Promise<void> => {
        printed += await stack.pulumi(["preview", "--diff", "--non-interactive"]);
        printed += await stack.up(...args);
    };
    const produce = (who: Who, topic: string, lines: string, at = server, seconds = 40): Promise<Result> =>
        clients.as(
            who,
            "console-producer",
            "--producer.config",
            [
                "--bootstrap-server",
                at,
                "--topic",
                topic,
                "--request-required-acks",
                "all",
                "--producer-property",
                `max.block.ms=${seconds * 1000}`,
            ],
            lines,
        );
    let groups = 0;
    const consume = (who: Who, topic: string, count: number, group = `group-${++groups}`): Promise<Result> => {
        const wanted = ["--from-beginning", "--max-messages", String(count), "--timeout-ms", "25000"];
        const args = ["--bootstrap-server", server, "--topic", topic, "--group", group, ...wanted];
        return clients.as(who, "console-consumer", "--consumer.config", args);
    };
    const topics = (who: Who, ...args: readonly string[]): Promise<Result> =>
        clients.as(who, "topics", "--command-config", ["--bootstrap-server", server, ...args]);

    it("says how to make the Secret of the certificate, while nobody has made it", async () => {
        const { code, output } = await stack.tryPulumi(["up", "--yes", "--skip-preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        assert.match(
            output,
            /there is no Secret kafka-tls in namespace kafka-users-e2e: kubectl -n kafka-users-e2e create secret generic kafka-tls --from-file=tls\.crt --from-file=tls\.key --from-file=ca\.crt; then run pulumi up again/,
        );
        await putCertificate(kubectl, stack.namespace, signer);
    });

    it("comes up in one run, and a second one changes nothing", async () => {
        await up();
        await stack.up("--expect-no-changes");
        await clients.start();
    });

    it("has a file for each user among its outputs, as secrets", async () => {
        const outputs = await stack.outputs();
        const files = outputs["clientProperties"] as Readonly<Record<string, string>>;
        assert.deepEqual(Object.keys(files).sort(), ["reader", "writer"]);
        assert.match(files["writer"] ?? "", /^bootstrap\.servers=kafka\.kafka-users-e2e\.svc\.cluster\.local:9093$/m);
        const shown = await stack.pulumi(["stack", "output", "--json"]);
        assert.equal((JSON.parse(shown) as Readonly<Record<string, unknown>>)["clientProperties"], "[secret]");
    });

    it("lets a user write and read what is granted", async () => {
        const made = await topics(
            { user: "writer" },
            "--create",
            "--topic",
            "orders",
            "--partitions",
            "2",
            "--replication-factor",
            "2",
        );
        assert.equal(made.code, 0, made.output);
        const written = await produce({ user: "writer" }, "orders", "one\ntwo\n");
        assert.equal(written.code, 0, written.output);
        const read = await consume({ user: "reader" }, "orders", 2);
        assert.deepEqual(read.stdout.trim().split("\n").sort(), ["one", "two"], read.output);
    });

    it("refuses what is not granted, in Kafka's own words", async () => {
        const written = await produce({ user: "reader" }, "orders", "three\n");
        // Whoever may write to nothing at all is given no producer's number (KIP-679).
        assert.match(written.output, /ClusterAuthorizationException: Cluster authorization failed/);
        const elsewhere = await produce({ user: "writer" }, "payments", "three\n");
        assert.match(elsewhere.output, /TopicAuthorizationException: Not authorized to access topics: \[payments\]/);
        const made = await topics({ user: "writer" }, "--create", "--topic", "payments");
        assert.match(made.output, /TopicAuthorizationException: Authorization failed/);
    });

    it("refuses a wrong password, an unknown user and whoever does not log in", async () => {
        for (const who of [
            { user: "writer", password: "wrong" },
            { user: "writer", name: "nobody-of-this-name", password: "wrong" },
        ]) {
            const asked = await topics(who, "--list");
            assert.match(
                asked.output,
                /SaslAuthenticationException: Authentication failed during authentication due to invalid credentials with SASL mechanism SCRAM-SHA-512/,
            );
        }
        const closed = await produce("nobody", "orders", "three\n", "kafka-headless:9092", 10);
        assert.match(closed.output, /could not be established|TimeoutException/);
        const left = await consume({ user: "reader" }, "orders", 3);
        assert.doesNotMatch(left.stdout, /three/);
    });

    it("is not trusted by whoever does not know its authority, and speaks no plain text", async () => {
        const untrusting = await topics({ user: "writer", trusts: (await authority("first")).certificate }, "--list");
        assert.match(untrusting.output, /SslAuthenticationException: SSL handshake failed/);
        assert.match(untrusting.output, /PKIX path (building|validation) failed/);
        const plain = await topics({ user: "writer", protocol: "SASL_PLAINTEXT" }, "--list");
        assert.match(plain.output, /disconnected|TimeoutException|OutOfMemoryError/);
    });

    it("lets nobody into ZooKeeper who does not log in, and the program's own", async () => {
        const list = ["zkCli.sh", "-server", "zookeeper:2181", "ls", "/kafka/brokers"];
        assert.match(await kubectl.exec("zookeeper-0", ...list), /^\[ids, /m);
        const refused = await attempt("kubectl", [
            ...["-n", stack.namespace, "exec", "zookeeper-0", "--", "env", "-u", "JAVA_TOOL_OPTIONS"],
            ...list,
        ]);
        assert.match(refused.output, /Session closed because client failed to authenticate/);
        assert.doesNotMatch(refused.output, /^\[ids, /m);
        // What users are kept in belongs to nobody: the next password has another name.
        const acl = ["zkCli.sh", "-server", "zookeeper:2181", "getAcl", "/kafka/config/users/writer"];
        assert.match(await kubectl.exec("zookeeper-0", ...acl), /'world,'anyone/);
    });

    it("lets the console ask the brokers, which logs in", async () => {
        await endOffsets(2);
    });

    it("gives a user a new password, and ends the old one", async () => {
        const old = await passwordOf("reader");
        const pods = await brokers();
        stack.edit({ "kafka:users": [writer, { ...reader, passwordVersion: 2 }] });
        await up();
        assert.deepEqual(await brokers(), pods, "no broker restarts");
        const asked = await topics({ user: "writer", name: "reader", password: old }, "--list");
        assert.match(asked.output, /SaslAuthenticationException/);
        const read = await consume({ user: "reader" }, "orders", 2);
        assert.equal(read.stdout.trim().split("\n").length, 2, read.output);
    });

    it("takes a password that it has not made, which nobody else sees", async () => {
        const old = await passwordOf("writer");
        const own = "OwnPasswordOfSomebody0123456789";
        const set = ["config", "set", "--secret", "--path", "kafka:passwords.writer"];
        await stack.pulumi([...set, "too short"]);
        const refused = await stack.tryPulumi(["preview", "--non-interactive"]);
        assert.notEqual(refused.code, 0);
        assert.match(refused.output, /kafka:passwords\.writer is a secret that cannot be used: must be 12 to 128 /);
        assert.doesNotMatch(refused.output, /too short/);
        await stack.pulumi([...set, own]);
        const pods = await brokers();
        await up();
        assert.deepEqual(await brokers(), pods, "no broker restarts");
        assert.equal(await passwordOf("writer"), own);
        assert.equal((await topics({ user: "writer", password: own }, "--list")).code, 0);
        const asked = await topics({ user: "writer", password: old }, "--list");
        assert.match(asked.output, /SaslAuthenticationException/);
        await stack.up("--expect-no-changes");
    });

    it("takes away a grant and a user, and what was made by hand", async () => {
        const byHand = ["--allow-principal", "User:writer", "--operation", "Delete", "--topic", "orders"];
        await brokerTool(kubectl, "acls", "--add", ...byHand);
        const password = await passwordOf("reader");
        stack.edit({ "kafka:users": [{ ...writer, grants: [{ topic: "orders", operations: ["Write"] }] }] });
        await up();
        assert.match(
            (await topics({ user: "writer", name: "reader", password }, "--list")).output,
            /SaslAuthenticationException/,
        );
        assert.match(
            (await topics({ user: "writer" }, "--delete", "--topic", "orders")).output,
            /TopicAuthorizationException/,
        );
        assert.match(
            (await consume({ user: "writer" }, "orders", 1, "orders")).output,
            /TopicAuthorizationException|GroupAuthorizationException/,
        );
        assert.equal((await produce({ user: "writer" }, "orders", "four\n")).code, 0);
    });

    it("gives brokers and console new passwords one by one", async () => {
        stack.edit({ "kafka:security.passwordVersion": 2 });
        await up();
        await stack.up("--expect-no-changes");
        assert.equal((await produce({ user: "writer" }, "orders", "five\n")).code, 0);
        await endOffsets(4);
        const known = await brokerTool(kubectl, "configs", "--describe", "--entity-type", "users");
        const names = [...known.matchAll(/user-principal '([^']*)'/g)].map(([, name]) => name).sort();
        assert.deepEqual(names, ["kafka-broker-2", "kafka-manager-2", "writer"]);
    });

    it("shows a renewed certificate without a restart", async () => {
        const pods = await brokers();
        const before = await shownBy(kubectl, "kafka-1");
        await putCertificate(kubectl, stack.namespace, signer);
        await eventually("a new certificate", 240, async () => {
            const shown = await Promise.all(["kafka-0", "kafka-1"].map((pod) => shownBy(kubectl, pod)));
            return shown[0] === shown[1] && shown[0] !== before ? true : undefined;
        });
        assert.deepEqual(await brokers(), pods);
        assert.equal((await produce({ user: "writer" }, "orders", "six\n")).code, 0);
        await stack.up("--expect-no-changes");
    });

    it("refuses to go on with a certificate that would not do", async () => {
        await putCertificate(kubectl, "elsewhere", signer);
        stack.edit({ "kafka:brokers.memory": "704Mi" });
        const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
        stack.edit({ "kafka:brokers.memory": "640Mi" });
        assert.notEqual(code, 0);
        assert.match(
            output,
            /kafka:security\.tls\.secret is kafka-tls: it is not for kafka-0\.kafka-headless\.kafka-users-e2e\.svc\.cluster\.local, .*; put another certificate into it/,
        );
        await putCertificate(kubectl, stack.namespace, signer);
    });

    it("shows no password anywhere but in Secrets", async () => {
        const secrets = await kubectl.list("secrets");
        const passwords = new Set(
            secrets.flatMap((secret) =>
                Object.entries((at(secret, "data") ?? {}) as Readonly<Record<string, string>>)
                    .filter(([key]) => /password|secret|seed|jaas|^kafka-|^writer$/.test(key))
                    .flatMap(([, value]) => Buffer.from(value, "base64").toString().split('"'))
                    .filter((value) => /^[A-Za-z0-9]{24,}$/.test(value)),
            ),
        );
        assert.ok(passwords.size >= 5, `${passwords.size} passwords`);
        const texts = new Map<string, string>([
            ["what Pulumi printed", printed],
            ["the state", await stack.pulumi(["stack", "export"])],
            ...(await shownTexts(kubectl, stack.namespace)),
        ]);
        for (const [where, said] of texts) {
            assert.ok(said.length > 0, where);
            for (const password of passwords) {
                assert.ok(!said.includes(password), `${where} shows a password`);
            }
        }
    });

    it("lowers nothing that it cannot, and says why", async () => {
        stack.edit({
            "kafka:security.authentication": "none",
            "kafka:users": undefined,
            "kafka:passwords": undefined,
            "kafka:security.authorization": undefined,
            "kafka:security.tls": undefined,
        });
        const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        assert.match(output, /kafka:security\.authentication required -> none: brokers .* set it to preferred first/);
    });

    /** Waits until the console counts so many records of the topic, which brokers tell it alone: its list of brokers comes from ZooKeeper. */
    async function endOffsets(records: number): Promise<void> {
        const { kafkaManagerPassword } = await stack.outputs();
        const login = Buffer.from(`admin:${String(kafkaManagerPassword)}`).toString("base64");
        const address = text(await kubectl.get("service", "kafka-manager"), "spec", "clusterIP");
        await eventually("the console's end offsets", 90, async () => {
            const answer = await fetch(`http://${address}:9000/api/status/kafka/any/orders/KF/topicSummary`, {
                headers: { authorization: `Basic ${login}` },
            });
            const summary = JSON.parse(await answer.text()) as Json;
            const ends = list(summary, "partitionLatestOffsets").map(Number);
            assert.equal(
                ends.reduce((sum, end) => sum + end, 0),
                records,
                JSON.stringify(summary),
            );
            return true;
        });
    }

    async function passwordOf(user: string): Promise<string> {
        const secret = await kubectl.get("secret", userSecret(user));
        return Buffer.from(text(secret, "data", "password"), "base64").toString();
    }

    async function brokers(): Promise<readonly string[]> {
        const pods = await kubectl.list("pods", "-l", "app.kubernetes.io/name=kafka");
        return pods.map((pod) => text(pod, "metadata", "uid")).sort();
    }
});
