import { strict as assert } from "node:assert";
import { inOrder } from "../support/inOrder";
import { isReady } from "../support/kubectl";
import { eventually, run } from "../support/run";
import { Patient } from "./patient";
import { record, writeSection } from "./table";

const section = "not well";
const identity = "/var/lib/kafka/data/logs/meta.properties";

describe("a cluster that is not well", function () {
    this.timeout("15m");
    inOrder(this);

    const patient = new Patient(section, "kafka-unwell-e2e");
    const { stack, kubectl } = patient;

    before(async () => {
        // Memory for a client beside the server, which fills the tree below.
        await patient.admit({ "kafka:kafkaManager.enabled": false, "kafka:zookeeper.memory": "512Mi" });
        await stack.up();
        await patient.write();
    });
    after(async () => {
        writeSection(section);
        await patient.discharge();
    });

    it("grows the disk of a broker that cannot start", async () => {
        await kubectl.exec("kafka-1", "cp", identity, `${identity}.kept`);
        await kubectl.exec("kafka-1", "sh", "-c", `echo broken >${identity}`);
        await kubectl.call("delete", "pod", "kafka-1");
        stack.edit({ "kafka:brokers.disk": "3Gi" });
        const begun = Date.now();
        await stack.up();
        assert.deepEqual(await patient.sizes("kafka"), ["3Gi", "3Gi", "3Gi"]);
        record({
            section,
            state: "a broker that cannot start, its disk to grow",
            ran: "pulumi up",
            outcome: "grown",
            seconds: (Date.now() - begun) / 1000,
        });
        await eventually("the broker's container", 120, async () =>
            kubectl.exec("kafka-1", "cp", `${identity}.kept`, identity),
        );
        await eventually("kafka-1 ready", 240, async () =>
            kubectl.call("wait", "--for=condition=Ready", "pod/kafka-1"),
        );
        await patient.cured("the same, repaired", "pulumi up", () => stack.up());
    });

    it("gives a disk that was lost the size of today", async () => {
        await kubectl.call("delete", "persistentvolumeclaim", "data-kafka-2", "--wait=false");
        await kubectl.call("delete", "pod", "kafka-2");
        await eventually("a new disk", 120, async () =>
            (await patient.sizes("kafka"))[2] === "2Gi" ? true : undefined,
        );
        await eventually("kafka-2 ready", 240, async () =>
            kubectl.call("wait", "--for=condition=Ready", "pod/kafka-2"),
        );
        await patient.cured("a disk lost after a growth", "pulumi up, without an edit", () => stack.up());
        assert.deepEqual(await patient.sizes("kafka"), ["3Gi", "3Gi", "3Gi"]);
    });

    it("says within minutes that a tag does not exist, and takes it back", async () => {
        stack.edit({ "kafka:images.kafka": "apache/kafka:3.9.22" });
        const line = /StatefulSet kafka: kafka-2 cannot start: (ImagePullBackOff|ErrImagePull)/;
        await patient.told("a tag that does not exist, on running brokers", line);
        stack.edit({ "kafka:images.kafka": undefined });
        await patient.cured("the same, taken back", "pulumi up", () => stack.up());
    });

    it("says within minutes that no node has room, and takes it back", async () => {
        stack.edit({ "kafka:brokers.cpu": "100" });
        const line = /StatefulSet kafka: kafka-2 cannot start: Unschedulable: .*Insufficient cpu/;
        await patient.told("more cpu than any node has", line);
        stack.edit({ "kafka:brokers.cpu": "50m" });
        await patient.cured("the same, taken back", "pulumi up", () => stack.up());
    });

    it("comes back when the heap of no server holds the tree any more", async () => {
        // 56 MB in nodes below ZooKeeper's limit of 1 MiB; eight a time, for the client keeps a history of what it was told.
        for (let first = 0; first < 80; first += 8) {
            const create = `data=$(head -c 700000 /dev/zero | tr '\\0' x)
                for node in {${first}..${first + 7}}; do echo "create /tree-$node $data"; done | zkCli.sh >/dev/null 2>&1`;
            await kubectl.exec("zookeeper-0", "bash", "-c", create);
        }
        stack.edit({ "kafka:zookeeper.heap": "64Mi" });
        const line = /StatefulSet zookeeper: zookeeper-2 cannot start: CrashLoopBackOff: exit code \d+/;
        const { output } = await patient.told("a heap too small for ZooKeeper's tree", line);
        assert.match(output, /OutOfMemoryError: Java heap space/);
        // Made again from the template that is wanted, as after the loss of a node.
        await kubectl.call("delete", "pods", "-l", "app.kubernetes.io/name=zookeeper");
        await eventually("no server that serves", 120, async () => {
            const pods = await kubectl.list("pods", "-l", "app.kubernetes.io/name=zookeeper");
            return pods.length === 3 && !pods.some(isReady) ? true : undefined;
        });
        stack.edit({ "kafka:zookeeper.heap": undefined });
        await patient.cured("the same on all three servers, taken back", "pulumi up", () => stack.up());
    });

    it("lets its namespace go within minutes, though its ensemble goes first", async () => {
        const begun = Date.now();
        await run("kubectl", ["delete", "namespace", stack.namespace, "--timeout=180s"]);
        const seconds = (Date.now() - begun) / 1000;
        record({ section, state: "running", ran: "kubectl delete namespace", outcome: "gone", seconds });
    });
});
