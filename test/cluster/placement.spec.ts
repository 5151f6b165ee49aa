import { strict as assert } from "node:assert";
import { at } from "../harness";
import { brokerTool } from "./support/brokerTool";
import { inOrder } from "./support/inOrder";
import { Kubectl } from "./support/kubectl";
import { attempt } from "./support/run";
import { TestStack } from "./support/stack";

const zone = "topology.kubernetes.io/zone";

describe("brokers that read the zones of their nodes", function () {
    this.timeout("15m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-placement-e2e");
    const kubectl = new Kubectl(stack.namespace);

    /** The one node moves to another zone: whoever starts now is there. */
    async function moveNode(to: string): Promise<void> {
        await kubectl.call("label", "nodes", "--all", "--overwrite", `${zone}=${to}`);
    }

    /** The racks of the brokers as Kafka has them, by id. */
    async function racks(): Promise<readonly string[]> {
        const told = await brokerTool(kubectl, "broker-api-versions");
        return [...told.matchAll(/ \(id: (\d+) rack: ([^ )]*)/g)]
            .map(([, id = "", rack = ""]) => `${id} ${rack}`)
            .sort();
    }

    before(async () => {
        await kubectl.remove();
        await stack.init();
        stack.edit({
            "kafka:kafkaManager.enabled": false,
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.rack": "node",
        });
        await moveNode("zone-a");
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        await attempt("kubectl", ["label", "nodes", "--all", `${zone}-`]);
        stack.dispose();
    });

    it("know them, and have no token of the API server", async () => {
        await stack.up();
        assert.deepEqual(await racks(), ["0 zone-a", "1 zone-a", "2 zone-a"]);
        const mounts = await kubectl.exec("kafka-0", "cat", "/proc/self/mounts");
        assert.doesNotMatch(mounts, /kafka-api|serviceaccount/);
        const role = await kubectl.get("clusterrole", `kafka-node-reader-${stack.namespace}`);
        assert.deepEqual(at(role, "rules"), [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }]);
    });

    it("come to another zone with their node, and topics have a copy in each", async () => {
        await moveNode("zone-b");
        await kubectl.replacePod("kafka-2");
        assert.deepEqual(await racks(), ["0 zone-a", "1 zone-a", "2 zone-b"]);
        stack.edit({ "kafka:topics": [{ name: "orders", partitions: 6, replication: 2 }] });
        await stack.up();
        const described = await brokerTool(kubectl, "topics", "--describe", "--topic", "orders");
        const lists = [...described.matchAll(/\tReplicas: ([\d,]+)/g)].map(([, ids = ""]) => ids.split(","));
        assert.equal(lists.length, 6);
        for (const ids of lists) {
            assert.ok(ids.includes("2"), `copies of a partition are on ${ids.join()}, both in zone-a`);
        }
    });

    it("take their rights away with the stack", async () => {
        await stack.destroy();
        const { code } = await attempt("kubectl", ["get", "clusterrole", `kafka-node-reader-${stack.namespace}`]);
        assert.notEqual(code, 0);
    });
});
