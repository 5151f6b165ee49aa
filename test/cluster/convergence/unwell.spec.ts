import { strict as assert } from "node:assert";
import { inOrder } from "../support/inOrder";
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
        await patient.admit({ "kafka:kafkaManager.enabled": false });
        await stack.up();
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

    it("lets its namespace go within minutes, though its ensemble goes first", async () => {
        const begun = Date.now();
        await run("kubectl", ["delete", "namespace", stack.namespace, "--timeout=180s"]);
        const seconds = (Date.now() - begun) / 1000;
        record({ section, state: "running", ran: "kubectl delete namespace", outcome: "gone", seconds });
    });
});
