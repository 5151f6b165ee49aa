import fc from "fast-check";
import assert from "node:assert/strict";
import { decide } from "../../../../components/live/rollout/decision";
import type { Decision, Seen } from "../../../../components/live/rollout/decision";
import { isReady } from "../../../../components/live/rollout/diagnosis";
import { ofDeployment, ofStatefulSet } from "../../../../components/live/rollout/observation";
import type { Observation, Pod } from "../../../../components/live/rollout/observation";
import {
    console,
    ended,
    event,
    imageless,
    nodeless,
    observed,
    pod,
    readyPod,
    replicaSet,
    runningPod,
    start,
    waiting,
    zookeeper,
} from "./objects";
import type { PodParts } from "./objects";

const nothingYet: Seen = { started: start, hopeless: new Map() };

const old = { revision: "old" };

/** What is decided of each look, by the second it is taken at; the last one. */
function after(looks: readonly (readonly [number, Observation])[], deadlineSeconds = 3600): Decision {
    let seen = nothingYet;
    let last: Decision | undefined;
    for (const [seconds, look] of looks) {
        ({ decision: last, seen } = decide(look, seen, start + seconds * 1000, deadlineSeconds));
    }
    assert.ok(last);
    return last;
}

function line(look: Observation): string {
    const decision = after([[0, look]]);
    assert.equal(decision.kind, "wait");
    return decision.line;
}

function failure(looks: readonly (readonly [number, Observation])[], deadlineSeconds?: number): string {
    const decision = after(looks, deadlineSeconds);
    assert.equal(decision.kind, "fail");
    return decision.message;
}

const broken = observed([readyPod("zookeeper-0"), imageless("zookeeper-1"), readyPod("zookeeper-2")]);

describe("decide", () => {
    it("is done when the workload is complete, however late", () => {
        const complete = observed([0, 1, 2].map((ordinal) => readyPod(`zookeeper-${ordinal}`)));
        assert.deepEqual(after([[0, complete]]), { kind: "done" });
        assert.deepEqual(after([[9999, complete]]), { kind: "done" });
    });

    describe("waits and tells", () => {
        it("for what", () => {
            const pods = [readyPod("zookeeper-0"), runningPod("zookeeper-1"), readyPod("zookeeper-2")];
            assert.equal(
                line(observed(pods)),
                "zookeeper: 2 of 3 ready, waiting for zookeeper-1: Running: not ready yet",
            );
        });

        it("first of what is hopeless, then of what is new", () => {
            const starting = runningPod("zookeeper-0");
            assert.match(line(observed([starting, imageless("zookeeper-1")])), /waiting for zookeeper-1: ImagePull/);
            const leaving = readyPod("zookeeper-0", { ...old, isTerminating: true });
            assert.match(line(observed([leaving, pod("zookeeper-1")])), /waiting for zookeeper-1: Pending$/);
            assert.match(line(observed([leaving])), /waiting for zookeeper-0: Terminating$/);
        });

        it("counts only ready pods of the new revision", () => {
            const pods = [readyPod("zookeeper-0", old), readyPod("zookeeper-1", old), readyPod("zookeeper-2")];
            assert.equal(line(observed(pods)), "zookeeper: 1 of 3 ready, waiting for zookeeper-0 to be replaced");
        });

        it("for the controller, before it has seen the edit", () => {
            const unseen = ofStatefulSet(zookeeper([3, 3, 3], [3, 2]), [imageless("zookeeper-0", old)], []);
            assert.equal(line(unseen), "zookeeper: waiting for the StatefulSet controller");
            assert.equal(line(observed([])), "zookeeper: 0 of 3 ready, waiting for the StatefulSet controller");
        });
    });

    describe("replaces", () => {
        it("the pods of the revision before that cannot start, while a later one waits for them", () => {
            const pods = [imageless("zookeeper-0", old), imageless("zookeeper-1", old), runningPod("zookeeper-2")];
            assert.deepEqual(after([[0, observed(pods)]]), {
                kind: "replace",
                pods: [
                    { name: "zookeeper-0", uid: "uid-zookeeper-0" },
                    { name: "zookeeper-1", uid: "uid-zookeeper-1" },
                ],
                line:
                    "zookeeper: cannot start as made before this edit, replaced: " +
                    "zookeeper-0 (ImagePullBackOff), zookeeper-1 (ImagePullBackOff)",
            });
        });

        const kept = {
            "one that runs and is not ready": runningPod("zookeeper-0", old),
            "one that is ready": readyPod("zookeeper-0", old),
            "one that terminates": imageless("zookeeper-0", { ...old, isTerminating: true }),
            "one of the new revision": imageless("zookeeper-0"),
        };
        for (const [what, one] of Object.entries(kept)) {
            it(`never ${what}`, () => {
                assert.equal(
                    after([[0, observed([one, readyPod("zookeeper-1"), readyPod("zookeeper-2")])]]).kind,
                    "wait",
                );
            });
        }

        it("nothing before the controller has seen the edit: the new revision is not known yet", () => {
            const unseen = ofStatefulSet(zookeeper([0, 0, 3], [3, 2]), [imageless("zookeeper-0", old)], []);
            assert.equal(after([[0, unseen]]).kind, "wait");
        });

        it("nothing of a Deployment, and gives up on none of its old pods", () => {
            const stuck = imageless("console-a", { owner: "uid-console-1" });
            const look = ofDeployment(console([0, 0, 0, 1]), [replicaSet(1), replicaSet(2)], [stuck], []);
            assert.equal(
                after([
                    [0, look],
                    [500, look],
                ]).kind,
                "wait",
            );
        });

        it("a pod, a property: never a ready one, never one of the new revision, and none is left when it is done", () => {
            const kinds: readonly ((name: string, parts: PodParts) => Pod)[] = [
                readyPod,
                imageless,
                runningPod,
                nodeless,
                pod,
            ];
            const some = fc.record({
                kind: fc.constantFrom(...kinds),
                revision: fc.constantFrom("old", "new", "older"),
                isTerminating: fc.boolean(),
            });
            const counts = fc.tuple(fc.constantFrom(2, 3), fc.constantFrom(2, 3), fc.constantFrom(2, 3));
            const generations = fc.constantFrom([2, 2] as const, [3, 2] as const);
            let [replaced, done] = [0, 0];
            fc.assert(
                fc.property(fc.array(some, { maxLength: 4 }), counts, generations, (drawn, status, generation) => {
                    const pods = drawn.map(({ kind, ...parts }, ordinal) => kind(`zookeeper-${ordinal}`, parts));
                    const decision = after([[0, ofStatefulSet(zookeeper(status, generation), pods, [])]]);
                    const isNew = (one: (typeof pods)[number]) =>
                        one.metadata?.labels?.["controller-revision-hash"] === "new";
                    if (decision.kind === "done") {
                        done += 1;
                        assert.ok(pods.every(isNew));
                    }
                    if (decision.kind === "replace") {
                        replaced += 1;
                        for (const { uid } of decision.pods) {
                            const found = pods.find(({ metadata }) => metadata?.uid === uid);
                            assert.ok(found && !isNew(found) && !isReady(found) && !found.metadata?.deletionTimestamp);
                        }
                    }
                }),
                { numRuns: 1000 },
            );
            assert.ok(replaced > 10 && done > 10, `${replaced} and ${done}`);
        });
    });

    describe("fails", () => {
        it("when a pod of the new revision is hopeless for two minutes", () => {
            assert.equal(
                after([
                    [0, broken],
                    [119, broken],
                ]).kind,
                "wait",
            );
            assert.equal(
                failure([
                    [5, broken],
                    [125, broken],
                ]),
                "StatefulSet zookeeper: zookeeper-1 cannot start: ImagePullBackOff: " +
                    'Back-off pulling image "x": not found; correct the stack file and run pulumi up',
            );
        });

        it("not when it recovered in between, or another one has taken its place", () => {
            const better = observed([runningPod("zookeeper-1")]);
            assert.equal(
                after([
                    [0, broken],
                    [100, better],
                    [101, broken],
                    [200, broken],
                ]).kind,
                "wait",
            );
            const other = {
                ...imageless("zookeeper-1"),
                metadata: { ...imageless("zookeeper-1").metadata, uid: "another" },
            };
            assert.equal(
                after([
                    [0, broken],
                    [130, observed([other])],
                ]).kind,
                "wait",
            );
        });

        it("not for a pod that is to go anyway", () => {
            const leaving = observed([imageless("zookeeper-3", { isTerminating: true })]);
            assert.equal(
                after([
                    [0, leaving],
                    [500, leaving],
                ]).kind,
                "wait",
            );
        });

        it("rather than replace others", () => {
            const both = observed([imageless("zookeeper-0", old), imageless("zookeeper-2")]);
            assert.equal(after([[0, both]]).kind, "replace");
            assert.match(
                failure([
                    [0, both],
                    [120, both],
                ]),
                /^StatefulSet zookeeper: zookeeper-2 cannot start/,
            );
        });

        it("with the advice that fits", () => {
            const full = observed([nodeless("zookeeper-0")]);
            assert.match(
                failure([
                    [0, full],
                    [120, full],
                ]),
                /; make room for it or correct the stack file, and run pulumi up$/,
            );
            const loop = waiting("CrashLoopBackOff");
            const killed = { ...loop, restartCount: 4, lastState: ended(-9, -8, 137, "OOMKilled") };
            const small = observed([pod("zookeeper-0", { containers: [killed] })]);
            assert.match(
                failure([
                    [0, small],
                    [120, small],
                ]),
                /OOMKilled: exit code 137, .*; give it more memory in the stack file and run pulumi up$/,
            );
        });

        it("when a pod of a Deployment's newest ReplicaSet is hopeless", () => {
            const stuck = imageless("console-b", { owner: "uid-console-2" });
            const look = ofDeployment(console([1, 0, 0, 1]), [replicaSet(1), replicaSet(2)], [stuck], []);
            assert.match(
                failure([
                    [0, look],
                    [120, look],
                ]),
                /^Deployment console: console-b cannot start: ImagePullBackOff/,
            );
        });

        const quota = "create Pod zookeeper-2 failed: exceeded quota: q";
        const short = (seconds: number) =>
            observed(
                [readyPod("zookeeper-0"), readyPod("zookeeper-1")],
                [event("uid-zookeeper", "FailedCreate", quota, seconds)],
            );

        it("when a pod cannot be made for two minutes", () => {
            assert.equal(
                after([
                    [0, short(0)],
                    [119, short(100)],
                ]).kind,
                "wait",
            );
            assert.equal(line(short(0)), `zookeeper: 2 of 3 ready, 1 cannot be made: ${quota}`);
            assert.equal(
                failure([
                    [0, short(0)],
                    [120, short(100)],
                ]),
                `StatefulSet zookeeper: 2 of 3 ready, 1 cannot be made: ${quota}; ` +
                    "lift what forbids it or correct the stack file, and run pulumi up",
            );
        });

        it("not because one could not be made before this rollout, or was made after all", () => {
            assert.equal(
                after([
                    [0, short(-61)],
                    [500, short(-61)],
                ]).kind,
                "wait",
            );
            const pods = [readyPod("zookeeper-0"), readyPod("zookeeper-1"), runningPod("zookeeper-2")];
            const made = observed(pods, [event("uid-zookeeper", "FailedCreate", quota, 50)]);
            assert.equal(
                after([
                    [0, short(0)],
                    [100, made],
                    [101, short(0)],
                    [200, short(0)],
                ]).kind,
                "wait",
            );
        });

        it("when the deadline is over, and tells what it was waiting for", () => {
            const slow = observed([readyPod("zookeeper-0"), readyPod("zookeeper-1"), runningPod("zookeeper-2")]);
            assert.equal(after([[599, slow]], 600).kind, "wait");
            assert.equal(
                failure([[600, slow]], 600),
                "StatefulSet zookeeper: not done after 600 s: 2 of 3 ready, waiting for zookeeper-2: " +
                    "Running: not ready yet; Kubernetes goes on with it, and pulumi up waits again",
            );
            const unseen = ofStatefulSet(zookeeper([3, 3, 3], [3, 2]), [], []);
            assert.match(
                failure([[600, unseen]], 600),
                /not done after 600 s: waiting for the StatefulSet controller;/,
            );
        });
    });
});
