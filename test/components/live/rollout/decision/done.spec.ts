import assert from "node:assert/strict";
import { ofStatefulSet } from "../../../../../components/live/rollout/observation";
import { imageless, observed, pod, readyPod, runningPod, zookeeper } from "../objects";
import { after, line, old } from "./looks";

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

        it("counts only ready pods of the new revision, and says so while there are others", () => {
            const [first, second] = [readyPod("zookeeper-0", old), readyPod("zookeeper-1", old)];
            assert.equal(
                line(observed([first, second, readyPod("zookeeper-2")])),
                "zookeeper: 1 of 3 updated and ready, waiting for zookeeper-0 to be replaced",
            );
            assert.equal(
                line(observed([first, second, runningPod("zookeeper-2")])),
                "zookeeper: 0 of 3 updated and ready, waiting for zookeeper-2: Running: not ready yet",
            );
        });

        it("for the controller, before it has seen the edit", () => {
            const unseen = ofStatefulSet(zookeeper([3, 3, 3], [3, 2]), [imageless("zookeeper-0", old)], []);
            assert.equal(line(unseen), "zookeeper: waiting for the StatefulSet controller");
            assert.equal(line(observed([])), "zookeeper: 0 of 3 ready, waiting for the StatefulSet controller");
        });
    });
});
