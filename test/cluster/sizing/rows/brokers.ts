import { strict as assert } from "node:assert";
import { cpuOf, diskSizes, heapOf, held, partitions } from "../live";
import type { Trial } from "../trial";

/** From one broker to three: the copies follow, those of Kafka's own topics too. */
export function growBrokers(trial: Trial): void {
    const { kubectl } = trial;

    it("carries out brokers 1 -> 3, and gives the new ones work", async () => {
        const changes = { "kafka:brokers.replicas": 3, "kafka:brokers.rebalance": true };
        await trial.carriedOut("brokers 1 -> 3, rebalance", changes, { kafka: 1 });
        const offsets = (await partitions(kubectl)).filter(({ topic }) => topic === "__consumer_offsets");
        assert.ok(offsets.length > 0, "the load commits offsets");
        assert.ok(
            offsets.every(({ replicas }) => replicas.length === 3),
            "every partition of __consumer_offsets has three copies",
        );
        for (const broker of [1, 2]) {
            assert.ok((await held(kubectl, broker)) > offsets.length, `broker ${broker} has more than the offsets`);
        }
    });

    it("has topics with three copies from then on", async () => {
        await trial.write("three", 3);
    });
}

/** The size of each of three brokers. */
export function resizeBrokers(trial: Trial): void {
    const { kubectl } = trial;

    it("carries out more CPU and memory for the brokers, one after the other", async () => {
        const changes = { "kafka:brokers.cpu": "60m", "kafka:brokers.memory": "704Mi" };
        await trial.carriedOut("brokers cpu and memory up", changes, { kafka: 3 });
        assert.equal(await heapOf(kubectl, "kafka-0"), trial.heap("704Mi"));
        assert.deepEqual(await cpuOf(kubectl, "kafka"), ["60m", "60m", "60m"]);
    });

    it("carries out larger disks for the brokers, without a restart", async () => {
        await trial.carriedOut("brokers disk up", { "kafka:brokers.disk": "3Gi" });
        assert.deepEqual(await diskSizes(kubectl, "kafka"), ["3Gi", "3Gi", "3Gi"]);
    });
}

/** One broker more, and away again. */
export function addAndDrain(trial: Trial): void {
    const { kubectl } = trial;

    it("carries out brokers 3 -> 4, and gives the new one work", async () => {
        await trial.carriedOut("brokers 3 -> 4, rebalance", { "kafka:brokers.replicas": 4 });
        assert.ok((await held(kubectl, 3)) > 0);
    });

    it("refuses brokers 4 -> 3 while the fourth has partitions", () =>
        trial.refused(
            "brokers 4 -> 3, not drained",
            { "kafka:brokers.replicas": 3 },
            /kafka:brokers\.replicas 4 -> 3: broker 3 holds \d+ partitions; .*kafka:brokers\.drain: \[3\]/,
        ));

    it("drains the fourth broker", async () => {
        await trial.carriedOut("drain broker 3", { "kafka:brokers.drain": [3] });
        assert.equal(await held(kubectl, 3), 0);
    });

    it("carries out brokers 4 -> 3 then, and keeps the disk", async () => {
        await trial.carriedOut("brokers 4 -> 3, drained", {
            "kafka:brokers.replicas": 3,
            "kafka:brokers.drain": undefined,
        });
        assert.equal((await kubectl.list("pods", "-l", "app.kubernetes.io/name=kafka")).length, 3);
        assert.equal((await diskSizes(kubectl, "kafka")).length, 4);
    });
}
