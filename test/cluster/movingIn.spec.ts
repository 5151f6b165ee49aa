import { strict as assert } from "node:assert";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brokerTool } from "./support/brokerTool";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { eventually, run } from "./support/run";
import { TestStack } from "./support/stack";

const topic = "orders";
const records = 2000;
const read = 500;

/** The manifest of docs/moving-in.md, for an old cluster at this address. */
function manifest(address: string): string {
    const page = readFileSync(join(__dirname, "../../docs/moving-in.md"), "utf8");
    const block = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? "";
    return block.replace("OLD-KAFKA:9092", address);
}

describe("moving in with the records of another cluster", function () {
    this.timeout("10m");
    inOrder(this);

    const [old, wanted] = [new TestStack("dev", "kafka-old-e2e"), new TestStack("dev", "kafka-new-e2e")];
    const [oldCluster, newCluster] = [new Kubectl(old.namespace), new Kubectl(wanted.namespace)];

    before(async () => {
        for (const stack of [old, wanted]) {
            await new Kubectl(stack.namespace).remove();
            await stack.init();
            stack.edit({
                "kafka:zookeeper.replicas": 1,
                "kafka:brokers.replicas": 1,
                "kafka:kafkaManager.enabled": false,
                // MirrorMaker comes from another namespace.
                "kafka:security.networkPolicies.clients": [wanted.namespace],
            });
            await stack.up();
        }
        const size = ["--partitions", "3", "--replication-factor", "1", "--config", "retention.ms=864000000"];
        await brokerTool(oldCluster, "topics", "--create", "--topic", topic, ...size);
        await write(0, records);
        const group = [
            "--group",
            "billing",
            "--from-beginning",
            "--max-messages",
            String(read),
            "--timeout-ms",
            "30000",
        ];
        await brokerTool(oldCluster, "console-consumer", "--topic", topic, ...group);
    });

    after(async () => {
        for (const stack of [old, wanted]) {
            await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
            await new Kubectl(stack.namespace).remove();
            stack.dispose();
        }
    });

    it("copies what there is, and what is written meanwhile", async () => {
        const address = `kafka.${old.namespace}.svc.cluster.local:9092`;
        await run("kubectl", ["-n", wanted.namespace, "apply", "-f", "-"], { input: manifest(address) });
        await eventually("the first records", 240, async () => ((await count(newCluster)) > 0 ? true : undefined));
        await write(records, records);
        await eventually("all records", 240, async () =>
            (await count(newCluster)) === 2 * records ? true : undefined,
        );
        assert.equal(await count(oldCluster), 2 * records);
    });

    it("loses no record, and makes none twice", async () => {
        const all = [
            "--topic",
            topic,
            "--from-beginning",
            "--max-messages",
            String(2 * records),
            "--timeout-ms",
            "60000",
        ];
        const values = (await brokerTool(newCluster, "console-consumer", ...all)).trim().split("\n");
        assert.deepEqual(
            values.map(Number).sort((a, b) => a - b),
            Array.from({ length: 2 * records }, (_, index) => index),
        );
    });

    it("takes topics over as they are, but for what the brokers decide", async () => {
        const described = await brokerTool(newCluster, "topics", "--describe", "--topic", topic);
        assert.match(described, /PartitionCount: 3/);
        // What is the topic's own: with the topic what its brokers are told is shown too.
        const own = await brokerTool(
            newCluster,
            "configs",
            "--describe",
            "--entity-type",
            "topics",
            "--entity-name",
            topic,
        );
        assert.match(own, /retention\.ms=864000000/);
        assert.doesNotMatch(own, /min\.insync\.replicas/);
    });

    it("has groups begin where they were, or before", async () => {
        await eventually("the group's offsets", 120, async () => {
            const offset = await offsets();
            return offset > 0 && offset <= read ? true : undefined;
        });
    });

    /** Records whose values are numbers, from this one on. */
    async function write(first: number, many: number): Promise<void> {
        const producer = `/opt/kafka/bin/kafka-console-producer.sh --bootstrap-server kafka:9092 --topic ${topic}`;
        await oldCluster.exec("kafka-0", "bash", "-c", `seq ${first} ${first + many - 1} | ${producer}`);
    }

    /** How many records the topic has; 0 where there is no such topic. */
    async function count(cluster: Kubectl): Promise<number> {
        const said = await brokerTool(cluster, "get-offsets", "--topic", topic).catch(() => "");
        return [...said.matchAll(/^orders:\d+:(\d+)$/gm)].reduce((sum, [, offset]) => sum + Number(offset), 0);
    }

    /** The sum of the offsets at which the group would begin. */
    async function offsets(): Promise<number> {
        const said = await brokerTool(newCluster, "consumer-groups", "--describe", "--group", "billing").catch(
            () => "",
        );
        return [...said.matchAll(/^billing +orders +\d+ +(\d+)/gm)].reduce(
            (sum, [, offset]) => sum + Number(offset),
            0,
        );
    }
});
