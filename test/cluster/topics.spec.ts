import { strict as assert } from "node:assert";
import { brokerTool } from "./support/brokerTool";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { TestStack } from "./support/stack";

/** A topic of `kafka:topics`. */
type Topic = Readonly<Record<string, unknown>>;

describe("topics of the stack file, with authentication: none", function () {
    this.timeout("15m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-topics-e2e");
    const kubectl = new Kubectl(stack.namespace);

    before(async () => {
        await kubectl.remove();
        await stack.init();
        stack.edit({ "kafka:kafkaManager.enabled": false, "kafka:zookeeper.replicas": 1 });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    async function apply(...topics: readonly Topic[]): Promise<void> {
        stack.edit({ "kafka:topics": topics });
        await stack.up();
    }

    /** Partitions, copies and properties of a topic, as Kafka describes it; fails where a partition has no leader. */
    async function described(name: string): Promise<readonly [partitions: number, copies: number, config: string]> {
        const text = await brokerTool(kubectl, "topics", "--describe", "--topic", name);
        const [, partitions, copies, config = ""] =
            /PartitionCount: (\d+)\tReplicationFactor: (\d+)\tConfigs: (.*)/.exec(text) ?? [];
        assert.doesNotMatch(text, /Leader: none/);
        // The program sets it for all brokers, and Kafka shows what differs from its own default.
        const own = config
            .split(/,(?=[a-z.]+=)/)
            .filter((one) => one !== "" && !one.startsWith("min.insync.replicas="));
        return [Number(partitions), Number(copies), own.sort().join(",")];
    }

    const orders = { name: "orders", partitions: 3, replication: 2, config: { "retention.ms": 86_400_000 } };

    it("makes them with the brokers", async () => {
        await apply(orders, { name: "bills" });
        assert.deepEqual(await described("orders"), [3, 2, "retention.ms=86400000"]);
        assert.deepEqual(await described("bills"), [1, 3, ""]);
    });

    it("does nothing where nothing is edited", async () => {
        assert.doesNotMatch(await stack.up(), /batch\/v1:Job/);
    });

    it("adds partitions, and alters and resets properties, without a restart", async () => {
        const pods = async () =>
            kubectl.call(
                "get",
                "pods",
                "-l",
                "app.kubernetes.io/name=kafka",
                "-o",
                "jsonpath={.items[*].metadata.uid}",
            );
        const before = await pods();
        await apply({ ...orders, partitions: 6, config: { "segment.ms": 3_600_000 } }, { name: "bills" });
        assert.deepEqual(await described("orders"), [6, 2, "segment.ms=3600000"]);
        assert.equal(await pods(), before);
    });

    it("changes the number of copies", async () => {
        await apply({ ...orders, partitions: 6, replication: 3, config: {} }, { name: "bills" });
        assert.deepEqual(await described("orders"), [6, 3, ""]);
    });

    it("takes over a topic that somebody has made, and leaves what the file does not say", async () => {
        const made = ["--partitions", "2", "--replication-factor", "1", "--config", "flush.ms=1000"];
        await brokerTool(kubectl, "topics", "--create", "--topic", "clicks", ...made);
        await apply(
            { ...orders, partitions: 6, replication: 3, config: {} },
            { name: "clicks", config: { "segment.ms": 7_200_000 } },
        );
        assert.deepEqual(await described("clicks"), [2, 1, "flush.ms=1000,segment.ms=7200000"]);
    });

    it("leaves a topic that is listed no more", async () => {
        assert.deepEqual(await described("bills"), [1, 3, ""]);
    });

    it("refuses fewer partitions in preview", async () => {
        stack.edit({ "kafka:topics": [{ ...orders, partitions: 3, replication: 3, config: {} }, { name: "clicks" }] });
        const { code, output } = await stack.tryPulumi(["preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        assert.match(output, /kafka:topics\.orders\.partitions 6 -> 3: Kafka cannot take partitions away/);
    });

    it("ends with the reason where the cluster has more partitions than anybody has declared", async () => {
        stack.edit({ "kafka:topics": [{ name: "clicks", partitions: 1 }] });
        const { code, output } = await stack.tryPulumi(["up", "--yes", "--skip-preview", "--non-interactive"]);
        assert.notEqual(code, 0);
        assert.match(output, /kafka-topics-[0-9a-f]{8}/);
        const log = await kubectl.call("logs", "-l", "app.kubernetes.io/name=kafka-topics", "--tail=1");
        assert.match(
            log,
            /^topic clicks has 2 partitions, and Kafka takes none away: set partitions to 2 in kafka:topics/,
        );
        await apply({ name: "clicks", partitions: 2 });
    });
});
