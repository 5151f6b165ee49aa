import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inOrder } from "../support/inOrder";
import { upKilledWhen } from "../support/killed";
import { Patient, small } from "./patient";
import { writeSection } from "./table";

const section = "first deployment";

describe("a first deployment that went wrong", function () {
    this.timeout("15m");
    inOrder(this);

    const patient = new Patient(section, "kafka-first-e2e");
    const { stack, kubectl } = patient;

    before(() => patient.admit());
    after(async () => {
        writeSection(section);
        await patient.discharge();
    });

    it("with a StorageClass that does not exist is told which, and converges with the right one", async () => {
        stack.edit({ "kafka:storage": { class: "nope" } });
        await patient.told(
            "a StorageClass that does not exist",
            /StatefulSet (zookeeper|kafka): \S+ cannot start: Unschedulable: claim \S+: ProvisioningFailed: .*"nope" not found/,
        );
        stack.edit({ "kafka:storage": undefined });
        await patient.cured("the same, corrected", "pulumi up", () => stack.up());
        await patient.claims("Bound", 2);
    });

    it("with disks beyond a quota converges with smaller ones", async () => {
        await patient.restart({ "kafka:brokers.disk": "200Gi" });
        await kubectl.apply({
            apiVersion: "v1",
            kind: "ResourceQuota",
            metadata: { name: "disks" },
            spec: { hard: { "requests.storage": "10Gi" } },
        });
        await patient.told("a disk beyond the quota", /StatefulSet kafka: .*exceeded quota: disks/);
        stack.edit({ "kafka:brokers.disk": "2Gi" });
        await patient.cured("the same, smaller", "pulumi up", () => stack.up());
        assert.deepEqual(await patient.sizes("kafka"), ["2Gi"]);
        await kubectl.call("delete", "resourcequota", "disks");
    });

    it("with a tag that does not exist, on all servers, converges with the right one", async () => {
        await patient.restart({ "kafka:zookeeper.replicas": 3, "kafka:images.zookeeper": "zookeeper:3.8.66" });
        await patient.told(
            "a tag that does not exist, on all three servers",
            /StatefulSet zookeeper: zookeeper-\d cannot start: (ImagePullBackOff|ErrImagePull)/,
        );
        // Downwards: nothing has ever run with it.
        stack.edit({ "kafka:images.zookeeper": undefined });
        await patient.cured("the same, corrected downwards", "pulumi up", () => stack.up());
    });

    it("with a node selector that fits no node, on all servers, converges without it", async () => {
        await patient.restart({ "kafka:zookeeper.nodeSelector": { disk: "none" } });
        await patient.told(
            "a node selector that fits no node, on all three servers",
            /StatefulSet zookeeper: zookeeper-\d cannot start: Unschedulable/,
        );
        stack.edit({ "kafka:zookeeper.nodeSelector": undefined });
        await patient.cured("the same, without it", "pulumi up", () => stack.up());
    });

    it("with a heap too small on all brokers converges with a larger one", async () => {
        await patient.restart({
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.replicas": 3,
            "kafka:brokers.heap": "128Mi",
        });
        const line = /StatefulSet kafka: kafka-\d cannot start: CrashLoopBackOff: exit code \d+/;
        const { output } = await patient.told("a heap too small, on all three brokers", line);
        assert.match(output, /OutOfMemoryError: Java heap space/);
        stack.edit({ "kafka:brokers.heap": undefined });
        await patient.cured("the same, with the derived one", "pulumi up", () => stack.up());
    });

    it("that was killed, of a stack without a file of its own, goes on", async () => {
        await patient.restart(small);
        const settings = readFileSync(stack.stackFile, "utf8");
        assert.ok(!settings.includes("kubernetes:"));
        await upKilledWhen("a StatefulSet in the making", stack, (output) =>
            output.includes("StatefulSet kafka creat"),
        );
        await patient.cured("killed in the middle", "pulumi cancel, pulumi up", async () => {
            await stack.pulumi(["cancel", "--yes"]);
            await stack.up();
        });
    });

    it("with one worker of the engine ends as well", async () => {
        await patient.restart({ "kafka:kafkaManager.enabled": true });
        await patient.cured("nothing", "pulumi up --parallel 1", () => stack.up("--parallel", "1"));
    });

    it("may be one of a project of another name", async () => {
        const file = join(dirname(stack.stackFile), "Pulumi.yaml");
        const [project, settings] = [readFileSync(file, "utf8"), readFileSync(stack.stackFile, "utf8")];
        writeFileSync(file, project.replace("name: kafka\n", "name: acme-kafka\n"));
        stack.edit({ "kafka:namespace.name": "kafka-renamed-e2e" });
        try {
            await stack.init();
            assert.match(await stack.pulumi(["preview", "--non-interactive"]), /\d+ to create/);
        } finally {
            writeFileSync(file, project);
            writeFileSync(stack.stackFile, settings);
        }
    });
});
