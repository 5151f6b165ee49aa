import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { text } from "../../harness";
import { inOrder } from "../support/inOrder";
import { eventually } from "../support/run";
import { Patient } from "./patient";
import { writeSection } from "./table";

const section = "changed by hand";

describe("a cluster that was changed by hand, or whose state was lost", function () {
    this.timeout("15m");
    inOrder(this);

    const patient = new Patient(section, "kafka-hand-e2e");
    const { stack, kubectl } = patient;
    const topics = async (...args: string[]) =>
        kubectl.exec(
            "kafka-0",
            "env",
            "KAFKA_HEAP_OPTS=-Xmx64m",
            "/opt/kafka/bin/kafka-topics.sh",
            "--bootstrap-server",
            "kafka:9092",
            ...args,
        );

    before(async () => {
        await patient.admit({ "kafka:zookeeper.replicas": 1, "kafka:brokers.replicas": 1 });
        await stack.up();
        await patient.write();
    });
    after(async () => {
        writeSection(section);
        await patient.discharge();
    });

    it("keeps the brokers that somebody has added, while they hold anything", async () => {
        await kubectl.call("scale", "statefulset", "kafka", "--replicas=2");
        await eventually("kafka-1", 180, async () => kubectl.call("wait", "--for=condition=Ready", "pod/kafka-1"));
        await topics("--create", "--topic", "hand", "--replica-assignment", "1");
        stack.edit({ "kafka:brokers.memory": "704Mi" });
        const line = /kafka:brokers\.replicas 2 -> 1: broker 1 holds \d+ partition/;
        await patient.told("kubectl scale to one more broker, then another edit", line, "preview");
        stack.edit({ "kafka:brokers.memory": "640Mi", "kafka:brokers.replicas": 2 });
        await patient.cured("the same, with that number in the file", "pulumi up", () => stack.up());
        assert.doesNotMatch(await topics("--describe", "--topic", "hand"), /Leader: none/);
    });

    it("leaves a claim that somebody has let grow, and lets the others follow", async () => {
        const patch = JSON.stringify({ spec: { resources: { requests: { storage: "5Gi" } } } });
        await kubectl.call("patch", "persistentvolumeclaim", "data-kafka-0", "-p", patch);
        stack.edit({ "kafka:brokers.disk": "3Gi" });
        await patient.cured("a claim grown by hand, then a smaller growth", "pulumi up", () => stack.up());
        assert.deepEqual(await patient.sizes("kafka"), ["5Gi", "3Gi"]);
        await stack.up("--refresh");
    });

    it("says that a StatefulSet is gone, and makes it again", async () => {
        await kubectl.call("delete", "statefulset", "kafka", "--cascade=orphan");
        const line = /StatefulSet kafka is gone, although Pulumi's state has it: run pulumi up --refresh/;
        await patient.told("the brokers' StatefulSet deleted", line, "preview");
        await patient.told("the brokers' StatefulSet deleted", line);
        await patient.cured("the same", "pulumi up --refresh", () => stack.up("--refresh"));
    });

    it("changes one part while an edit of another waits", async () => {
        const before = await patient.uids();
        stack.edit({ "kafka:brokers.memory": "704Mi", "kafka:kafkaManager.memory": "576Mi" });
        await stack.up("--target", "**::kafka-manager");
        const after = await patient.uids();
        assert.deepEqual(
            Object.keys(before)
                .filter((name) => before[name] !== after[name])
                .map((name) => name.split("-").slice(0, 2).join("-")),
            ["kafka-manager"],
        );
        stack.edit({ "kafka:brokers.memory": "640Mi" });
        await patient.cured("one part targeted, the other edit taken back", "pulumi up", () => stack.up());
    });

    it("is adopted by a state that knows nothing of it: no pod restarts, nothing is orphaned, the password stays", async () => {
        const names = async () =>
            (await kubectl.list("configmaps,secrets,jobs,services")).map((one) => text(one, "metadata", "name"));
        const [uids, objects, outputs] = [await patient.uids(), await names(), await stack.outputs()];
        const file = readFileSync(stack.stackFile, "utf8");
        await stack.pulumi(["stack", "rm", "dev", "--yes", "--force"]);
        writeFileSync(stack.stackFile, file.replace(/^encryptionsalt: .*\n/m, ""));
        await stack.init();
        await patient.cured("the state lost", "pulumi up", () => stack.up());
        assert.deepEqual(await patient.uids(), uids);
        assert.deepEqual(await names(), objects);
        assert.equal((await stack.outputs())["kafkaManagerPassword"], outputs["kafkaManagerPassword"]);
    });

    it("is not given a new ensemble for the disks of its brokers", async () => {
        await stack.destroy();
        await kubectl.call("delete", "persistentvolumeclaim", "data-zookeeper-0");
        const line =
            /the disks of the brokers \(data-kafka-0, data-kafka-1\) belong to an ensemble whose disks are gone/;
        await patient.told("ZooKeeper's claims deleted, those of the brokers not", line, "preview");
        await patient.told("ZooKeeper's claims deleted, those of the brokers not", line);
        assert.deepEqual(await kubectl.list("pods"), []);
        await kubectl.call("delete", "persistentvolumeclaim", "data-kafka-0", "data-kafka-1");
        patient.giveUpRecords();
        await patient.cured("the same, the brokers' claims given up", "pulumi up", () => stack.up());
    });
});
