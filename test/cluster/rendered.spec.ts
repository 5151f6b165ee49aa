import { strict as assert } from "node:assert";
import { readFileSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { commandsOf } from "../documents/commandBlocks";
import { at, text } from "../harness";
import { brokerTool } from "./support/brokerTool";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { eventually } from "./support/run";
import { TestStack } from "./support/stack";

const topic = "orders";
const page = "docs/gitops.md";

const namespace = "kafka-rendered-e2e";

/** What the page has of another stack, in its order. */
const names = { "kafka-prod": namespace, prod: "dev" };

describe("a stack whose manifests are applied", function () {
    this.timeout("20m");
    inOrder(this);

    const stack = new TestStack("dev", namespace);
    const kubectl = new Kubectl(stack.namespace);
    const folder = dirname(stack.stackFile);

    before(async () => {
        await kubectl.remove();
        stack.edit({
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.replicas": 1,
            "kafka:kafkaManager.enabled": false,
            "kafka:security": { authentication: "offered" },
            "kafka:users": [{ name: "orders" }],
        });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    async function render(): Promise<void> {
        await stack.shell("npm run -s render -- -s dev --output rendered --once once.dev.yaml");
    }

    async function apply(): Promise<void> {
        await stack.shell(commandsOf(page, "Wave by wave", 1, { "once.prod.yaml": "once.dev.yaml" }));
    }

    async function podIds(): Promise<readonly string[]> {
        const pods = await kubectl.list("pods", "-l", "app.kubernetes.io/name in (kafka,zookeeper)");
        return pods.map((pod) => `${text(pod, "metadata", "name")} ${text(pod, "metadata", "uid")}`);
    }

    async function read(): Promise<string> {
        const all = ["--topic", topic, "--from-beginning", "--max-messages", "1000", "--timeout-ms", "60000"];
        return brokerTool(kubectl, "console-consumer", ...all);
    }

    it("comes up without Pulumi, and takes records", async () => {
        await render();
        await apply();
        await brokerTool(kubectl, "topics", "--create", "--topic", topic, "--partitions", "1");
        const producer = `/opt/kafka/bin/kafka-console-producer.sh --bootstrap-server kafka:9092 --topic ${topic}`;
        await kubectl.exec("kafka-0", "bash", "-c", `seq 1 1000 | ${producer}`);
        assert.equal((await read()).trim().split("\n").length, 1000);
    });

    it("lets the user in whose password was made once", async () => {
        const file = text(await kubectl.get("secret", "kafka-user-orders"), "data", "client.properties");
        const tool = `/opt/kafka/bin/kafka-topics.sh --bootstrap-server kafka:9093 --command-config /tmp/orders.properties --list`;
        const listed = await kubectl.exec(
            "kafka-0",
            "bash",
            "-c",
            `base64 -d <<<${file} >/tmp/orders.properties && ${tool}`,
        );
        assert.match(listed, /^orders$/m);
    });

    it("stays as it is when it is rendered and applied again", async () => {
        const [pods, once] = [await podIds(), readFileSync(join(folder, "once.dev.yaml"), "utf8")];
        await render();
        await apply();
        assert.deepEqual(await podIds(), pods);
        assert.equal(readFileSync(join(folder, "once.dev.yaml"), "utf8"), once);
    });

    it("has everything that was made once, where the file of it was lost", async () => {
        const pods = await podIds();
        const password = at(await kubectl.get("secret", "kafka-user-orders"), "data", "password");
        rmSync(join(folder, "once.dev.yaml"));
        await stack.shell(commandsOf(page, "What is made once", 1, names));
        assert.match(readFileSync(join(folder, "dev.yaml"), "utf8"), /^kind: StatefulSet$/m);
        await render();
        await apply();
        assert.equal(at(await kubectl.get("secret", "kafka-user-orders"), "data", "password"), password);
        assert.deepEqual(await podIds(), pods);
    });

    it("has larger disks, with the same pods", async () => {
        const pods = await podIds();
        stack.edit({ "kafka:brokers.disk": "3Gi" });
        await render();
        const { "kafka-prod": own } = names;
        const sizes = { "kafka-prod": own, "for id in 0 1 2": "for id in 0", "400Gi": "3Gi" };
        await stack.shell(commandsOf(page, "Larger disks", 1, sizes));
        await eventually("a larger disk", 120, async () => {
            const claim = await kubectl.get("pvc", "data-kafka-0");
            return text(claim, "status", "capacity", "storage") === "3Gi" ? true : undefined;
        });
        const claimed = ["spec", "volumeClaimTemplates", 0, "spec", "resources", "requests", "storage"];
        assert.equal(text(await kubectl.get("statefulset", "kafka"), ...claimed), "3Gi");
        assert.deepEqual(await podIds(), pods);
    });

    it("is judged by the first pulumi up from the settings that it runs with", async () => {
        await stack.init();
        stack.edit({ "kafka:brokers.disk": "1Gi" });
        const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        assert.match(output, /kafka:brokers\.disk 3Gi -> 1Gi: Kubernetes cannot shrink a disk/);
        stack.edit({ "kafka:brokers.disk": "3Gi" });
        await stack.pulumi(["stack", "rm", "--yes", "--preserve-config", "dev"]);
    });

    it("is taken over by pulumi up without a restart, with its passwords and records", async () => {
        const [pods, secret] = [await podIds(), await kubectl.get("secret", "kafka-user-orders")];
        await stack.shell(commandsOf(page, "Back to `pulumi up`", 1, { prod: "dev" }));
        assert.deepEqual(await podIds(), pods);
        assert.deepEqual(at(await kubectl.get("secret", "kafka-user-orders"), "data"), at(secret, "data"));
        assert.equal((await read()).trim().split("\n").length, 1000);
        await stack.up("--expect-no-changes");
    });
});
