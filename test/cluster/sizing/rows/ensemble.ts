import { strict as assert } from "node:assert";
import { eventually } from "../../support/run";
import { diskSizes, heapOf, serverModes, syncedFollowers } from "../live";
import type { Trial } from "../trial";

/** From one server to two. */
export function secondServer(trial: Trial): void {
    it("refuses ZooKeeper 1 -> 3", () =>
        trial.refused(
            "ZooKeeper 1 -> 3",
            { "kafka:zookeeper.replicas": 3 },
            /kafka:zookeeper\.replicas 1 -> 3: more than one server at a time.* go 1 -> 2 -> 3, one edit at a time/,
        ));

    resize(trial, 1, 2, 1);
}

/** From two servers to three, which is where an ensemble survives the loss of one; there are three brokers already. */
export function thirdServer(trial: Trial): void {
    resize(trial, 2, 3, 3);
}

/** A server less, and back with the disk that it left behind: what was written meanwhile must not be forgotten for what is on it. */
export function removeServer(trial: Trial): void {
    resize(trial, 3, 2, 3);
    resize(trial, 2, 3, 3);
}

function resize(trial: Trial, from: number, to: number, brokers: number): void {
    const edit = `ZooKeeper ${from} -> ${to}`;
    it(`carries out ${edit}`, async () => {
        const restarts = { zookeeper: Math.min(from, to), kafka: brokers, "kafka-manager": 1 };
        await trial.carriedOut(edit, { "kafka:zookeeper.replicas": to }, restarts);
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
        assert.deepEqual(await diskSizes(kubectl, "zookeeper"), ["2Gi", "2Gi", "2Gi"]);
    });
}

/** The leader ends without a farewell: nobody may lose more than time. */
export function loseLeader(trial: Trial): void {
    it("survives the ZooKeeper leader being killed", async () => {
        const { kubectl } = trial;
        // One that is too busy to answer for two seconds looks as if it had no mode.
        await inSync(trial, 3);
        const leader = (await serverModes(kubectl)).indexOf("leader");
        const row = await trial.during("ZooKeeper leader killed", async () => {
            await kubectl.replacePod(`zookeeper-${leader}`, "--grace-period=0", "--force");
        });
        assert.deepEqual(row.restarts, { ...row.restarts, kafka: 0, zookeeper: 1 });
        await inSync(trial, 3);
    });
}
