import assert from "node:assert/strict";
import { newest, ofDeployment, ofStatefulSet } from "../../../../components/live/rollout/observation";
import { at, console, event, pod, readyPod, replicaSet, start, zookeeper } from "./objects";

const three = [readyPod("zookeeper-0"), readyPod("zookeeper-1"), readyPod("zookeeper-2")];

describe("ofStatefulSet", () => {
    const complete = (set: ReturnType<typeof zookeeper>, pods = three) => ofStatefulSet(set, pods, []).isComplete;

    it("is complete when every pod is updated and ready, and no other is left", () => {
        assert.equal(complete(zookeeper([3, 3, 3])), true);
        for (const counts of [
            [2, 3, 3],
            [3, 2, 3],
            [3, 3, 4],
            [3, 3, 2],
            [4, 4, 4],
        ] as const) {
            assert.equal(complete(zookeeper(counts)), false, String(counts));
        }
    });

    it("is not complete by the counts of the edit before", () => {
        assert.equal(complete(zookeeper([3, 3, 3], [3, 2])), false);
        assert.equal(complete(zookeeper([3, 3, 3], [2, 3])), true);
    });

    it("is neither seen nor complete before its controller has come by", () => {
        const { status, ...set } = zookeeper([3, 3, 3]);
        assert.ok(status);
        const { isObserved, isComplete, counted } = ofStatefulSet(set, [], []);
        assert.deepEqual({ isObserved, isComplete, counted }, { isObserved: false, isComplete: false, counted: 0 });
    });

    it("is not complete while a pod of the revision before is in the list", () => {
        const pods = [readyPod("zookeeper-0", { revision: "old" }), ...three.slice(1)];
        assert.equal(complete(zookeeper([3, 3, 3]), pods), false);
    });

    it("has only pods that it controls itself, from the first to the last", () => {
        const pods = ["zookeeper-10", "zookeeper-2", "zookeeper-0"].map((name) => readyPod(name));
        const found = ofStatefulSet(zookeeper([3, 3, 3]), [...pods, pod("tool-1", { owner: "uid-job" })], []);
        assert.deepEqual(
            found.pods.map((own) => own.pod.metadata?.name),
            ["zookeeper-0", "zookeeper-2", "zookeeper-10"],
        );
    });

    it("tells the newest of its warnings that no pod can be made, and no other's", () => {
        const events = [
            event("uid-zookeeper", "FailedCreate", "exceeded quota: now", 9),
            event("uid-zookeeper", "FailedCreate", "exceeded quota: before", 3),
            event("uid-zookeeper", "FailedCreate", "no warning", 20, "Normal"),
            event("uid-zookeeper", "FailedUpdate", "another reason", 20),
            event("uid-kafka", "FailedCreate", "another set", 20),
        ];
        const { unmade } = ofStatefulSet(zookeeper([0, 0, 0]), [], events);
        assert.deepEqual(unmade, { message: "exceeded quota: now", at: at(9).getTime() });
        assert.equal(ofStatefulSet(zookeeper([0, 0, 0]), [], events.slice(2)).unmade, undefined);
    });
});

describe("ofDeployment", () => {
    const sets = [replicaSet(9), replicaSet(10), replicaSet(11, "uid-other")];
    const of = (
        counts: readonly [number, number, number, number],
        pods = [readyPod("c", { owner: "uid-console-10" })],
    ) => ofDeployment(console(counts), sets, pods, []);

    it("is complete when its pods are available too", () => {
        assert.equal(of([1, 1, 1, 1]).isComplete, true);
        for (const counts of [
            [0, 1, 1, 1],
            [1, 0, 1, 1],
            [1, 1, 0, 1],
            [1, 1, 1, 2],
        ] as const) {
            assert.equal(of(counts).isComplete, false, String(counts));
        }
    });

    it("has as current the pods of its newest ReplicaSet", () => {
        const pods = [
            pod("a", { owner: "uid-console-10" }),
            pod("b", { owner: "uid-console-9" }),
            pod("c", { owner: "uid-console-11" }),
        ];
        assert.deepEqual(
            of([1, 0, 0, 2], pods).pods.map((own) => [own.pod.metadata?.name, own.isCurrent]),
            [
                ["a", true],
                ["b", false],
            ],
        );
    });

    it("leaves out pods that have ended, for which there are others already", () => {
        const pods = ["Failed", "Succeeded"].map((phase) => pod(phase, { owner: "uid-console-10", phase }));
        assert.deepEqual(of([1, 0, 0, 1], pods).pods, []);
    });

    it("tells by its condition that no pod can be made", () => {
        const made = console([0, 0, 0, 0]);
        const condition = { type: "ReplicaFailure", status: "True", message: "exceeded quota" };
        const failed = (status: string) => ({
            ...made,
            status: { ...made.status, conditions: [{ ...condition, status }] },
        });
        const { unmade } = ofDeployment(failed("True"), sets, [], []);
        assert.deepEqual(unmade, { message: "exceeded quota", at: undefined });
        assert.equal(ofDeployment(failed("False"), sets, [], []).unmade, undefined);
    });
});

describe("newest", () => {
    it("takes the last time of an event that was seen again and again", () => {
        const once = event("u", "A", "once", 5);
        const { lastTimestamp, ...without } = event("u", "A", "series");
        assert.equal(lastTimestamp?.getTime(), start);
        const series = { ...without, series: { count: 2, lastObservedTime: at(9) } };
        assert.equal(newest([series, once], () => true)?.message, "series");
        assert.equal(newest([series, once], ({ message }) => message === "once")?.message, "once");
        assert.equal(
            newest([], () => true),
            undefined,
        );
    });
});
