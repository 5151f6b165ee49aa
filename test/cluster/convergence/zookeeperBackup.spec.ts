import { strict as assert } from "node:assert";
import { commandsOf } from "../../documents/commandBlocks";
import { inOrder } from "../support/inOrder";
import { consume, makeTopic, produce } from "../support/kafka";
import { eventually } from "../support/run";
import { Patient } from "./patient";
import { writeSection } from "./table";

const section = "zookeeper backup";
describe("a quorum that is lost for good", function () {
    this.timeout("25m");
    inOrder(this);

    const patient = new Patient(section, "kafka-backup-e2e");
    const { stack, kubectl } = patient;

    before(async () => {
        await patient.admit({ "kafka:kafkaManager.enabled": false, "kafka:zookeeper.backup.keep": 2 });
        await stack.up();
        await patient.write();
    });
    after(async () => {
        writeSection(section);
        await patient.discharge();
    });

    it("has a disk for its backups that may become smaller or larger until the first of them", async () => {
        for (const disk of ["900Mi", "1100Mi"]) {
            stack.edit({ "kafka:zookeeper.backup.disk": disk });
            const asks = `-o=jsonpath={.status.phase} {.spec.resources.requests.storage}`;
            await patient.cured(
                `the disk of the backups never bound`,
                `zookeeper.backup.disk: ${disk}, pulumi up`,
                () => stack.up(),
            );
            assert.equal(await kubectl.call("get", "pvc", "zookeeper-backups", asks), `Pending ${disk}`);
        }
    });

    it("is backed up at any moment, and only so many backups are kept", async () => {
        for (const name of ["first", "second", "third"]) {
            await kubectl.call("create", "job", "--from=cronjob/zookeeper-backup", name);
            await kubectl.call("wait", `job/${name}`, "--for=condition=Complete", "--timeout=300s");
        }
        const said = await kubectl.call("logs", "job/third");
        assert.match(said, /zookeeper-\S+\.tar\.gz: \d+ nodes/);
        assert.match(said, /removed, 2 are kept/);
    });

    it("comes back from a backup, with what has changed since, by the commands of the page", async () => {
        const brokers = [0, 1, 2].map((id) => `kafka-${id}.kafka-headless.${stack.namespace}.svc.cluster.local:9092`);
        const entries = Array.from({ length: 500 }, (_, index) => ({ key: `late-${index}`, value: `record ${index}` }));
        await makeTopic(brokers, "late", 3);
        await produce(brokers, "late", 0, entries);
        // Leaders change: their epochs are newer than the backup.
        await kubectl.call("rollout", "restart", "statefulset/kafka");
        await kubectl.call("rollout", "status", "statefulset/kafka", "--timeout=600s");
        await kubectl.call("delete", "pvc", ...[0, 1, 2].map((id) => `data-zookeeper-${id}`), "--wait=false");
        await kubectl.call(
            "delete",
            "pods",
            ...[0, 1, 2].map((id) => `zookeeper-${id}`),
            "--grace-period=0",
            "--force",
        );
        await patient.cured("the disks of all servers lost", "the commands above, pulumi up --refresh", async () => {
            const [page, heading] = ["docs/recovery.md", "A quorum lost for good"];
            const ask = commandsOf(page, heading, 2, { "namespace=kafka\n": `namespace=${stack.namespace}\n` });
            await stack.shell(`${ask}${commandsOf(page, heading, 3)}`);
        });
        const read = await eventually("the records of the late topic", 240, () => consume(brokers, "late", 500, 180));
        assert.equal(new Set(read.map(({ key }) => key)).size, 500);
    });

    it("refuses a disk that has data, and says what to do", async () => {
        await kubectl.call("create", "job", "--from=cronjob/zookeeper-restore", "again");
        await kubectl.call("wait", "job/again", "--for=condition=Failed", "--timeout=300s");
        assert.match(await kubectl.call("logs", "job/again"), /the disk has data of a server already/);
    });
});
