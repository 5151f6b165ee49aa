import fc from "fast-check";
import assert from "node:assert/strict";
import { isReady } from "../../../../../components/live/rollout/diagnosis";
import { ofDeployment, ofStatefulSet } from "../../../../../components/live/rollout/observation";
import type { Pod } from "../../../../../components/live/rollout/observation";
import { console, imageless, nodeless, observed, pod, readyPod, replicaSet, runningPod, zookeeper } from "../objects";
import type { PodParts } from "../objects";
import { after, old } from "./looks";

describe("decide replaces", () => {
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
            assert.equal(after([[0, observed([one, readyPod("zookeeper-1"), readyPod("zookeeper-2")])]]).kind, "wait");
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
            // One of 70 comes to an end: of a thousand there were six once.
            { numRuns: 5000 },
        );
        assert.ok(replaced > 10 && done > 10, `${replaced} and ${done}`);
    });
});
