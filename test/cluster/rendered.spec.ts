import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { at, text } from "../harness";
import { brokerTool } from "./support/brokerTool";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { run } from "./support/run";
import { TestStack } from "./support/stack";

const checkout = join(__dirname, "..", "..");
const topic = "orders";

/** The commands of docs/gitops.md by which a rendering is applied wave by wave. */
function commands(): string {
    const page = readFileSync(join(checkout, "docs", "gitops.md"), "utf8");
    const section = page.slice(page.indexOf("## Wave by wave"));
    return /```sh\n([\s\S]*?)```/.exec(section)?.[1] ?? "";
}

describe("a stack whose manifests are applied", function () {
    this.timeout("20m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-rendered-e2e");
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
        const main = [join(checkout, "node_modules/ts-node/dist/bin.js"), join(checkout, "stack/render/main.ts")];
        await run(process.execPath, [...main, "-s", "dev", "--output", "rendered", "--once", "once.dev.yaml"], {
            cwd: folder,
        });
    }

    async function apply(): Promise<void> {
        const shell = commands().replace("once.prod.yaml", "once.dev.yaml");
        assert.match(shell, /kubectl apply --server-side -k /);
        await run("bash", ["-eu", "-c", shell], { cwd: folder, seconds: 1200 });
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

    it("is judged by the first pulumi up from the settings that it runs with", async () => {
        await stack.init();
        stack.edit({ "kafka:brokers.disk": "1Gi" });
        const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        assert.match(output, /kafka:brokers\.disk 2Gi -> 1Gi: Kubernetes cannot shrink a disk/);
        stack.edit({ "kafka:brokers.disk": "2Gi" });
    });

    it("is taken over by pulumi up without a restart, with its passwords and records", async () => {
        const [pods, secret] = [await podIds(), await kubectl.get("secret", "kafka-user-orders")];
        await stack.up();
        assert.deepEqual(await podIds(), pods);
        assert.deepEqual(at(await kubectl.get("secret", "kafka-user-orders"), "data"), at(secret, "data"));
        assert.equal((await read()).trim().split("\n").length, 1000);
        await stack.up("--expect-no-changes");
    });
});
