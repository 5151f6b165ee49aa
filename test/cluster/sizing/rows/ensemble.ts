import { strict as assert } from "node:assert";
import { eventually } from "../../support/run";
import { diskSizes, heapOf, leadingServer, serverModes, syncedFollowers } from "../live";
import type { Trial } from "../trial";

/** From one server to three in one edit, and to every number that people have: by ZooKeeper's own reconfiguration, so that nobody restarts. */
export function resizeEnsemble(trial: Trial): void {
    resize(trial, 1, 3);
    resize(trial, 3, 5);
    // What is on the disks of the two is of an earlier life when they come back.
    resize(trial, 5, 2);
    resize(trial, 2, 7);
    resize(trial, 7, 1);
    resize(trial, 1, 3);
}

function resize(trial: Trial, from: number, to: number): void {
    const edit = `ZooKeeper ${from} -> ${to}`;
    it(`carries out ${edit}`, async () => {
        await trial.carriedOut(edit, { "kafka:zookeeper.replicas": to }, {});
        await inSync(trial, to);
    });
}

/** Waits until every server serves, and the leader counts all others as in sync. */
async function inSync({ kubectl }: Trial, servers: number): Promise<void> {
    await eventually(`${servers} servers in sync`, 60, async () => {
        const serving = (await serverModes(kubectl)).filter((mode) => mode !== "");
        return serving.length === servers && (await syncedFollowers(kubectl)) === servers - 1 ? true : undefined;
    });
}

/** The size of each of three servers. */
export function resizeServers(trial: Trial): void {
    const { kubectl } = trial;

    it("carries out more memory for ZooKeeper", async () => {
        await trial.carriedOut("ZooKeeper memory up", { "kafka:zookeeper.memory": "320Mi" }, { zookeeper: 3 });
        assert.equal(await heapOf(kubectl, "zookeeper-0"), "192m");
        await inSync(trial, 3);
    });

    it("carries out larger disks for ZooKeeper, without a restart", async () => {
        await trial.carriedOut("ZooKeeper disk up", { "kafka:zookeeper.disk": "2Gi" });
        const [first, second, third, ...ofGoneServers] = await diskSizes(kubectl, "zookeeper");
        assert.deepEqual([first, second, third], ["2Gi", "2Gi", "2Gi"]);
        assert.deepEqual([...new Set(ofGoneServers)], ["1Gi"]);
    });
}

/** The leader ends without a farewell: nobody may lose more than time. */
export function loseLeader(trial: Trial): void {
    it("survives the ZooKeeper leader being killed", async () => {
        const { kubectl } = trial;
        await inSync(trial, 3);
        const leader = await leadingServer(kubectl);
        const row = await trial.during("ZooKeeper leader killed", async () => {
            await kubectl.replacePod(`zookeeper-${leader}`, "--grace-period=0", "--force");
        });
        assert.deepEqual(row.restarts, { ...row.restarts, kafka: 0, zookeeper: 1 });
        await inSync(trial, 3);
    });
}
