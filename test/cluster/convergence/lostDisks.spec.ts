import { strict as assert } from "node:assert";
import { commandsOf } from "../../documents/commandBlocks";
import { inOrder } from "../support/inOrder";
import { eventually, run } from "../support/run";
import { Patient } from "./patient";
import { writeSection } from "./table";

const section = "lost disks";

describe("disks that are lost", function () {
    this.timeout("15m");
    inOrder(this);

    const patient = new Patient(section, "kafka-lost-e2e");
    const { stack, kubectl } = patient;

    before(async () => {
        await patient.admit({
            "kafka:kafkaManager.enabled": false,
            "kafka:storage": { provisioner: "kafka.local/hostpath", reclaimPolicy: "Retain" },
        });
        await stack.up();
        await patient.write();
    });
    after(async () => {
        writeSection(section);
        await patient.discharge();
        await removeVolumes();
    });

    it("come back with a namespace that was deleted, where they were retained", async () => {
        await run("kubectl", ["delete", "namespace", stack.namespace, "--timeout=480s"], { seconds: 500 });
        await patient.cured("the namespace deleted", "the commands above, pulumi up --refresh", async () => {
            const commands = commandsOf("docs/recovery.md", "Disks that are lost", 2, {
                "namespace=kafka owner=organization/kafka/prod": `namespace=${stack.namespace} owner=organization/kafka/dev`,
            });
            await stack.shell(commands);
        });
    });

    it("are filled from the others: of a broker", async () => {
        await lose("kafka-1");
        await patient.cured("a broker's disk lost", "pulumi up, without an edit", () => stack.up());
    });

    it("are told from the disk of another cluster, which is given up", async () => {
        const properties = "/var/lib/kafka/data/logs/meta.properties";
        await kubectl.exec("kafka-1", "sed", "-i", "s/^cluster.id=.*/cluster.id=another-cluster/", properties);
        await kubectl.call("delete", "pod", "kafka-1");
        stack.edit({ "kafka:brokers.config": { "num.network.threads": 4 } });
        const line = /StatefulSet kafka: kafka-1 cannot start: CrashLoopBackOff: exit code \d+/;
        const { output } = await patient.told("a broker's disk is another cluster's, and another edit", line);
        assert.match(output, /Invalid cluster\.id in: .*meta\.properties/);
        await patient.cured("the same", "the disk given up, pulumi up", async () => {
            await giveUp("kafka-1");
            await stack.up();
        });
    });

    it("are filled from the others: of a server", async () => {
        await lose("zookeeper-1");
        await patient.cured("a server's disk lost", "pulumi up, without an edit", () => stack.up());
    });

    it("are filled from the one that is left: of two servers of three at once", async () => {
        await lose("zookeeper-0", "zookeeper-2");
        await patient.cured("the disks of two servers of three lost at once", "pulumi up, without an edit", () =>
            stack.up(),
        );
    });

    /** Takes the disks of these pods, all at once, and waits until each has another and is ready. */
    async function lose(...pods: readonly string[]): Promise<void> {
        await giveUp(...pods);
        await eventually(`${pods.join(", ")} ready`, 300, async () =>
            kubectl.call("wait", "--for=condition=Ready", ...pods.map((pod) => `pod/${pod}`), "--timeout=10s"),
        );
    }

    /** Takes the disks of these pods, and waits until each has another. */
    async function giveUp(...pods: readonly string[]): Promise<void> {
        const claims = pods.map((pod) => `data-${pod}`);
        const uid = async (claim: string) =>
            kubectl.call("get", "persistentvolumeclaim", claim, "-o", "jsonpath={.metadata.uid}");
        const before = await Promise.all(claims.map(uid));
        await kubectl.call("delete", "persistentvolumeclaim", ...claims, "--wait=false");
        await kubectl.call("delete", "pod", ...pods, "--wait=false");
        await eventually("other disks", 240, async () => {
            const now = await Promise.all(claims.map(uid));
            return now.every((one, index) => one !== before[index]) ? true : undefined;
        });
    }

    async function removeVolumes(): Promise<void> {
        const columns = '{range .items[*]}{.metadata.name} {.spec.storageClassName}{"\\n"}{end}';
        const volumes = await run("kubectl", ["get", "persistentvolumes", "-o", `jsonpath=${columns}`]);
        for (const line of volumes.split("\n")) {
            const [name = "", className] = line.split(" ");
            if (className === `${stack.namespace}-storage`) {
                await run("kubectl", ["delete", "persistentvolume", name, "--timeout=60s"]);
            }
        }
    }
});
