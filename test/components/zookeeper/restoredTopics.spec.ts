import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { Sandbox, scriptFile } from "../bash";

const old = "/kafka/brokers/topics/old";
const late = "/kafka/brokers/topics/late";

describe("restored-topics.awk and raise-epochs.awk", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** What follows from what brokers said of their topics, where the backup has these partitions' states. */
    async function planned(listed: readonly string[], said: readonly string[]): Promise<readonly string[]> {
        writeFileSync(sandbox.path("listed"), `${listed.join("\n")}\n`);
        writeFileSync(sandbox.path("said"), `${said.join("\n")}\n`);
        const variables = ["EPOCHS=1000000", "CHROOT=/kafka", `LISTED=${sandbox.path("listed")}`];
        return awk("restored-topics.awk", variables, sandbox.path("said"));
    }

    async function awk(file: string, variables: readonly string[], input: string): Promise<readonly string[]> {
        const given = variables.flatMap((variable) => ["-v", variable]);
        const { code, stdout, stderr } = await sandbox.run([
            "awk",
            ...given,
            "-f",
            scriptFile("zookeeper", file),
            input,
        ]);
        assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
        return stdout.split("\n").filter((line) => line !== "");
    }

    /** What the epochs of this state become, with what is known. */
    async function raised(said: readonly string[], known: readonly string[] = []): Promise<readonly string[]> {
        writeFileSync(sandbox.path("known"), known.map((line) => `${line}\n`).join(""));
        writeFileSync(sandbox.path("shell"), `${said.join("\n")}\n`);
        const variables = ["EPOCHS=1000000", "IDS=1000000000", `KNOWN=${sandbox.path("known")}`];
        return awk("raise-epochs.awk", variables, sandbox.path("shell"));
    }

    const topic = (name: string, configs = "") =>
        `Topic: ${name}\tTopicId: id-of_${name}\tPartitionCount: 1\tReplicationFactor: 2\tConfigs: ${configs}`;
    const partition = (name: string, leader: string, replicas: string, isr: string, id = 0) =>
        `\tTopic: ${name}\tPartition: ${id}\tLeader: ${leader}\tReplicas: ${replicas}\tIsr: ${isr}\tElr: \tLastKnownElr: `;
    const state = (leader: number, isr: string, epoch: number) =>
        `{"controller_epoch":0,"leader":${leader},"version":1,"leader_epoch":${epoch},"isr":[${isr}]}`;
    const placed = (name: string, map: string) =>
        `{"removing_replicas":{},"partitions":{${map}},"topic_id":"id-of_${name}","adding_replicas":{},"version":3}`;

    it("tell who has copies and who was in sync", async () => {
        const lines = await planned([`${old}/partitions/0/state`], [topic("old"), partition("old", "2", "1,2", "2")]);
        assert.deepEqual(lines, [
            `set ${old} ${placed("old", '"0":[1,2]')}`,
            `known ${old}/partitions/0/state leader 2 isr 2`,
        ]);
    });

    it("make a topic that the backup does not have, with its id, its properties and its copies", async () => {
        const configs = "cleanup.policy=compact,delete,retention.ms=100";
        const lines = await planned([], [topic("late", configs), partition("late", "2", "2,1", "2,1")]);
        assert.deepEqual(lines, [
            'create /kafka/config/topics/late {"version":1,"config":{"cleanup.policy":"compact,delete","retention.ms":"100"}}',
            `create ${late} ${placed("late", '"0":[2,1]')}`,
            `create ${late}/partitions`,
            `create ${late}/partitions/0`,
            `create ${late}/partitions/0/state ${state(2, "2,1", 1000000)}`,
        ]);
    });

    it("make partitions that a topic has got since", async () => {
        const said = [topic("old"), partition("old", "1", "1,2", "1,2"), partition("old", "none", "2,1", "2", 1)];
        assert.deepEqual(await planned([`${old}/partitions/0/state`], said), [
            `set ${old} ${placed("old", '"0":[1,2],"1":[2,1]')}`,
            `known ${old}/partitions/0/state leader 1 isr 1,2`,
            `create ${old}/partitions/1`,
            // Without a leader: who was in sync last.
            `create ${old}/partitions/1/state ${state(2, "2", 1000000)}`,
        ]);
    });

    it("raise the epoch of a leader, and let who was in sync lead", async () => {
        const path = `${old}/partitions/0/state`;
        const shell = [`[zk: 1] Node does not exist: /==${path.slice(1)}`, `[zk: 2] ${state(1, "1, 2", 7)}`];
        assert.deepEqual(await raised(shell), [`set ${path} ${state(1, "1,2", 1000007)}`]);
        assert.deepEqual(await raised(shell, [`known ${path} leader 2 isr 2`]), [
            `set ${path} ${state(2, "2", 1000007)}`,
        ]);
    });

    it("raise the block of producers' ids, and leave alone what is not there", async () => {
        const path = "/kafka/latest_producer_id_block";
        const block = (start: string, end: string) =>
            `{"version":1,"broker":2,"block_start":"${start}","block_end":"${end}"}`;
        const asked = `Node does not exist: /==${path.slice(1)}`;
        assert.deepEqual(await raised([asked, block("5000", "5999")]), [
            `set ${path} ${block("1000005000", "1000005999")}`,
        ]);
        assert.deepEqual(await raised([asked, `Node does not exist: ${path}`]), []);
    });
});
