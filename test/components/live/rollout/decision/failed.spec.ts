import assert from "node:assert/strict";
import { ofDeployment, ofStatefulSet } from "../../../../../components/live/rollout/observation";
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
    waiting,
    zookeeper,
} from "../objects";
import { after, line, old } from "./looks";
import type { Look } from "./looks";

/** Why a rollout is given up after these looks. */
function failure(looks: readonly Look[], deadlineSeconds?: number): string {
    const decision = after(looks, deadlineSeconds);
    assert.equal(decision.kind, "fail");
    return decision.message;
}

const broken = observed([readyPod("zookeeper-0"), imageless("zookeeper-1"), readyPod("zookeeper-2")]);

describe("decide fails", () => {
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
        assert.match(failure([[600, unseen]], 600), /not done after 600 s: waiting for the StatefulSet controller;/);
    });
});
