import assert from "node:assert/strict";
import { pod, seen } from "./objects";

/** A pod of a Job, with the labels that say whose it is. */
function ofJob(name: string, instance: string): object {
    const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance };
    return { ...pod("apache/kafka:3.9.2", true), metadata: { labels } };
}

describe("what the guard sees of a namespace", () => {
    it("has the Jobs of each part that have pods, and nobody else's", async () => {
        const { brokers, zookeeper } = await seen({
            "Pod kafka-0": ofJob("kafka", "kafka"),
            "Pod kafka-moves-1a2b-xyz": ofJob("kafka-moves", "kafka"),
            "Pod kafka-moves-1a2b-abc": ofJob("kafka-moves", "kafka"),
            "Pod kafka-settings-9z": ofJob("kafka-settings", "other"),
            "Pod zookeeper-members-3c": ofJob("zookeeper-members", "zookeeper"),
        });
        assert.deepEqual(brokers.jobs, ["kafka-moves"]);
        assert.deepEqual(zookeeper.jobs, ["zookeeper-members"]);
        assert.deepEqual([brokers.pods, zookeeper.pods], [1, 0]);
    });
});
