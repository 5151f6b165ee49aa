import { strict as assert } from "node:assert";
import { at } from "../harness";
import { brokerProperty, cpuOf } from "./sizing/live";
import { inOrder } from "./support/inOrder";
import { upKilledWhen } from "./support/killed";
import { Kubectl } from "./support/kubectl";
import { TestStack } from "./support/stack";

const retention = "log.retention.ms";

describe("an interrupted `pulumi up`", function () {
    this.timeout("10m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-killed-e2e");
    const kubectl = new Kubectl(stack.namespace);

    before(async () => {
        await kubectl.remove();
        await stack.init();
        // Small and quick: one of each.
        stack.edit({ "kafka:zookeeper.replicas": 1, "kafka:brokers.replicas": 1 });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    async function goOn(): Promise<void> {
        await stack.pulumi(["cancel", "--yes"]);
        await stack.up();
        await stack.up("--expect-no-changes");
    }

    it("converges after the CLI and everything it started were killed while StatefulSets were being made", async () => {
        await upKilledWhen("a StatefulSet in the making", stack, (output) =>
            output.includes("StatefulSet kafka creat"),
        );
        await goOn();
        const sets = await kubectl.list("statefulsets");
        assert.deepEqual(
            sets.map((set) => at(set, "status", "readyReplicas")),
            [1, 1],
        );
    });

    it("takes a dynamic property back that it had set", async () => {
        stack.edit({ "kafka:brokers.config": { [retention]: 900_000_000 } });
        await stack.up();
        stack.edit({ "kafka:brokers.config": { [retention]: 800_000_000 } });
        await upKilledWhen("the property set", stack, async () => {
            return (await brokerProperty(kubectl, 0, retention)) === "800000000";
        });
        stack.edit({ "kafka:brokers.config": { [retention]: 900_000_000 } });
        await goOn();
        assert.equal(await brokerProperty(kubectl, 0, retention), "900000000");
    });

    it("takes an edit back for which pods had restarted", async () => {
        const cpu = await cpuOf(kubectl, "zookeeper");
        stack.edit({ "kafka:zookeeper.cpu": "30m" });
        await upKilledWhen("the pod restarted", stack, async () => {
            return (await cpuOf(kubectl, "zookeeper")).join() === "30m";
        });
        stack.edit({ "kafka:zookeeper.cpu": cpu[0] });
        await goOn();
        assert.deepEqual(await cpuOf(kubectl, "zookeeper"), cpu);
    });

    it("removes the Job that it had begun before the next one of the same work begins", async () => {
        const left = "kafka-settings-00000000";
        const settings = (await kubectl.list("jobs")).find(
            (job) => at(job, "metadata", "labels", "app.kubernetes.io/name") === "kafka-settings",
        );
        const { annotations, labels } = at(settings, "metadata") as { annotations: object; labels: object };
        const template = at(settings, "spec", "template", "spec") as { containers: object[] };
        const [container] = template.containers;
        await kubectl.apply({
            apiVersion: "batch/v1",
            kind: "Job",
            metadata: { name: left, annotations, labels },
            spec: {
                template: { spec: { ...template, containers: [{ ...container, command: ["sleep", "3600"] }] } },
            },
        });
        stack.edit({ "kafka:brokers.config": undefined });
        await stack.up();
        const jobs = (await kubectl.list("jobs")).map((job) => at(job, "metadata", "name"));
        assert.ok(!jobs.includes(left));
    });
});

describe("a stack that is made anew over the disks of a destroyed one", function () {
    this.timeout("10m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-anew-e2e");
    const kubectl = new Kubectl(stack.namespace);

    before(async () => {
        await kubectl.remove();
        await stack.init();
        stack.edit({
            "kafka:zookeeper.replicas": 1,
            "kafka:brokers.replicas": 1,
            "kafka:kafkaManager.enabled": false,
            // The local cluster's own provisioner, through a class that the stack makes.
            "kafka:storage": { provisioner: "kafka.local/hostpath", reclaimPolicy: "Delete" },
        });
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    it("has its disks from a StorageClass that it makes", async () => {
        await stack.up();
        const claims = await kubectl.list("persistentvolumeclaims");
        assert.deepEqual(
            claims.map((claim) => [at(claim, "spec", "storageClassName"), at(claim, "status", "phase")]),
            claims.map(() => [`${stack.namespace}-storage`, "Bound"]),
        );
        assert.equal(claims.length, 2);
    });

    it("is judged by what they were written with", async () => {
        await stack.destroy();
        stack.edit({ "kafka:zookeeper.replicas": 3, "kafka:brokers.disk": "1Gi" });
        for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
            const { code, output } = await stack.tryPulumi([...command, "--non-interactive"]);
            assert.notEqual(code, 0, output);
            assert.match(output, /kafka:brokers\.disk 2Gi -> 1Gi: Kubernetes cannot shrink a disk/);
        }
        assert.deepEqual(await kubectl.list("pods"), []);
        stack.edit({ "kafka:zookeeper.replicas": 3, "kafka:brokers.disk": "3Gi" });
        await stack.up();
    });
});
