import assert from "node:assert/strict";
import { claim, pod, seen } from "./objects";

/** A pod with the labels that say whose Job it is of, and what made it. */
function ofJob(name: string, instance: string, owner = "Job"): object {
    const labels = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": instance };
    return { ...pod("apache/kafka:3.9.2", true), metadata: { labels, ownerReferences: [{ kind: owner }] } };
}

describe("what the guard sees of a namespace", () => {
    it("takes a claim for a disk that names its volume, before it is bound: it must not be made anew", async () => {
        const { brokers } = await seen({
            "PersistentVolumeClaim data-kafka-0": claim("2Gi", ""),
            "PersistentVolumeClaim data-kafka-1": {
                ...claim("2Gi", ""),
                spec: { resources: { requests: { storage: "2Gi" } }, volumeName: "pvc-1" },
            },
            "PersistentVolumeClaim data-kafka-2": claim("2Gi"),
        });
        assert.deepEqual(
            [0, 1, 2].map((ordinal) => brokers.claims.get(ordinal)?.isBound),
            [false, true, true],
        );
    });

    it("has the Jobs of each part that have pods, and nobody else's", async () => {
        const { brokers, zookeeper } = await seen({
            "Pod kafka-0": ofJob("kafka", "kafka", "StatefulSet"),
            "Pod kafka-moves-1a2b-xyz": ofJob("kafka-moves", "kafka"),
            "Pod kafka-moves-1a2b-abc": ofJob("kafka-moves", "kafka"),
            "Pod kafka-settings-9z": ofJob("kafka-settings", "other"),
            "Pod with-its-labels": ofJob("kafka-settings", "kafka", "ReplicaSet"),
            "Pod zookeeper-members-3c": ofJob("zookeeper-members", "zookeeper"),
        });
        assert.deepEqual(brokers.jobs, ["kafka-moves"]);
        assert.deepEqual(zookeeper.jobs, ["zookeeper-members"]);
        assert.deepEqual([brokers.pods, zookeeper.pods], [1, 0]);
    });
});
