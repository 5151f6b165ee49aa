import assert from "node:assert/strict";
import { diagnose } from "../../../../components/live/rollout/diagnosis";
import type { KubernetesEvent, Pod } from "../../../../components/live/rollout/observation";
import {
    at,
    claimEvent,
    container,
    ended,
    event,
    nodeless,
    pod,
    readiness,
    readyPod,
    runningPod,
    start,
    waiting,
} from "./objects";

const name = "zookeeper-1";

/** What is wrong with a pod, so many seconds after its rollout began: `reason: message`, with a mark where it is hopeless. */
function told(one: Pod, events: readonly KubernetesEvent[] = [], seconds = 0): string | undefined {
    const found = diagnose(one, events, start + seconds * 1000);
    return found && `${found.hopeless ? "hopeless " : ""}${found.reason}: ${found.message}`;
}

describe("diagnose", () => {
    it("has nothing to say of a ready pod", () => {
        assert.equal(diagnose(readyPod(name), [], start), undefined);
    });

    it("waits for a pod that terminates, whatever is wrong with it", () => {
        assert.equal(told(readyPod(name, { isTerminating: true })), "Terminating: ");
        assert.equal(
            told(pod(name, { isTerminating: true, containers: [waiting("ImagePullBackOff")] })),
            "Terminating: ",
        );
    });

    const reasons = [
        "ImagePullBackOff",
        "ErrImagePull",
        "InvalidImageName",
        "ErrImageNeverPull",
        "CreateContainerConfigError",
        "CreateContainerError",
        "RunContainerError",
    ];
    for (const reason of reasons) {
        it(`expects nothing of a container or an init container in ${reason}`, () => {
            const stuck = waiting(reason, "the words\n of the kubelet ");
            const expected = `hopeless ${reason}: the words of the kubelet`;
            assert.equal(told(pod(name, { containers: [stuck] })), expected);
            assert.equal(told(pod(name, { init: [stuck], containers: [waiting("PodInitializing")] })), expected);
        });
    }

    it("takes why an image cannot be pulled from an event, where the kubelet only says that it waits", () => {
        const silent = pod(name, { containers: [waiting("ImagePullBackOff", 'Back-off pulling image "z:9"')] });
        const events = [
            event(`uid-${name}`, "Failed", 'Failed to pull image "z:9": not found', 1),
            event(`uid-${name}`, "Failed", "Error: ErrImagePull", 2),
            event("uid-zookeeper-2", "Failed", 'Failed to pull image "z:9": timeout', 3),
        ];
        assert.equal(told(silent, events), 'hopeless ImagePullBackOff: Failed to pull image "z:9": not found');
        assert.equal(told(silent), 'hopeless ImagePullBackOff: Back-off pulling image "z:9"');
        const loud = pod(name, { containers: [waiting("ImagePullBackOff", 'Back-off pulling image "z:9": 401')] });
        assert.equal(told(loud, events), 'hopeless ImagePullBackOff: Back-off pulling image "z:9": 401');
    });

    describe("of a container that crashes", () => {
        const loop = container(
            { waiting: { reason: "CrashLoopBackOff", message: "back-off 40s restarting failed container" } },
            { restartCount: 3, lastState: ended(-20, -15, 7) },
        );

        it("tells how it ended, and where its log is", () => {
            const found = diagnose(pod(name, { containers: [loop] }), [], start);
            assert.deepEqual(found, {
                pod: name,
                reason: "CrashLoopBackOff",
                message: "exit code 7, restarted 3 times",
                hopeless: true,
                log: { container: "zookeeper", previous: true },
            });
        });

        it("names the memory that was too small", () => {
            const killed = { ...loop, lastState: ended(-20, -15, 137, "OOMKilled") };
            assert.equal(
                told(pod(name, { containers: [killed] })),
                "hopeless OOMKilled: exit code 137, restarted 3 times",
            );
        });

        it("tells what could not be run", () => {
            const last = { terminated: { exitCode: 128, reason: "StartError", message: 'exec: "zk": not found' } };
            const broken = pod(name, { init: [{ ...loop, restartCount: 1, lastState: last }] });
            assert.equal(
                told(broken),
                'hopeless CrashLoopBackOff: exit code 128, restarted 1 time, exec: "zk": not found',
            );
        });

        const crashed = { restartCount: 2, lastState: ended(-50, -10) };

        it("is not deceived by its looking well between two crashes", () => {
            const expected = "hopeless CrashLoopBackOff: exit code 1, restarted 2 times";
            assert.equal(told(runningPod(name, {}, crashed)), expected);
            assert.equal(told(runningPod(name, { init: [container({ running: {} }, crashed)] })), expected);
        });

        it("finds its log where it has just ended", () => {
            const one = pod(name, { containers: [container(ended(-20, 0), crashed)] });
            assert.deepEqual(diagnose(one, [], start)?.log, { container: "zookeeper", previous: false });
        });

        it("waits after a first crash", () => {
            assert.equal(told(runningPod(name, {}, { ...crashed, restartCount: 1 })), "Running: not ready yet");
            assert.equal(told(pod(name, { containers: [container(ended(-20, 0))] })), "Error: exit code 1");
        });

        it("waits where the pod was ready before the crash: restarts of months ago prove nothing", () => {
            const restarted = { restartCount: 9, lastState: ended(-50, -10) };
            const wasReady = (since: number) => runningPod(name, { conditions: [readiness(false, since)] }, restarted);
            assert.equal(told(wasReady(-10)), "Running: not ready yet");
            assert.match(told(wasReady(-50)) ?? "", /^hopeless/);
        });

        it("waits for a run that is much longer than the one that crashed: a broker may recover its log for hours", () => {
            const one = runningPod(name, {}, crashed);
            assert.match(told(one, [], 80) ?? "", /^hopeless/);
            assert.equal(told(one, [], 81), "Running: not ready yet");
            const quick = runningPod(name, {}, { restartCount: 2, lastState: ended(-11, -10) });
            assert.match(told(quick, [], 30) ?? "", /^hopeless/);
            assert.equal(told(quick, [], 31), "Running: not ready yet");
        });
    });

    describe("of a pod without a node", () => {
        it("repeats the scheduler", () => {
            assert.equal(
                told(nodeless(name)),
                "hopeless Unschedulable: 0/3 nodes are available: 3 Insufficient memory.",
            );
        });

        for (const reason of ["TriggeredScaleUp", "Nominated"]) {
            it(`waits while an autoscaler makes one (${reason})`, () => {
                const coming = event(`uid-${name}`, reason, "1->2", 0, "Normal");
                assert.match(told(nodeless(name), [coming]) ?? "", /^Unschedulable: a node is on its way; 0\/3 nodes/);
                assert.match(
                    told(nodeless(name), [{ ...coming, involvedObject: { uid: "other" } }]) ?? "",
                    /^hopeless/,
                );
            });
        }

        it("waits for a gate that somebody else lifts", () => {
            const gated = { type: "PodScheduled", status: "False", reason: "SchedulingGated" };
            assert.equal(told(pod(name, { isOnNode: false, conditions: [gated] })), "SchedulingGated: ");
        });

        const events = [
            claimEvent(`data-${name}`, "ProvisioningFailed", "quota of disks reached", 2),
            claimEvent(`data-${name}`, "ProvisioningFailed", "an older one", 1),
            claimEvent(`data-${name}`, "Provisioning", "no warning", 3, "Normal"),
            claimEvent("data-zookeeper-2", "ProvisioningFailed", "another claim", 4),
        ];
        const why = `claim data-${name}: ProvisioningFailed: quota of disks reached`;

        it("tells why its claim has no disk", () => {
            const unbound = nodeless(
                name,
                {},
                "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims.",
            );
            assert.equal(told(unbound, events), `hopeless Unschedulable: ${why}`);
            const classless = claimEvent(`data-${name}`, "FailedBinding", "no storage class is set", 5, "Normal");
            assert.match(told(unbound, [classless]) ?? "", /FailedBinding: no storage class is set$/);
            assert.match(told(unbound) ?? "", /unbound immediate/);
        });

        it("does not blame a claim where something else is short", () => {
            assert.match(told(nodeless(name), events) ?? "", /Insufficient memory\.$/);
        });

        it("waits for a disk that is made when the node is chosen, and tells what is wrong with it", () => {
            assert.equal(told(pod(name, { isOnNode: false }), events), `Pending: ${why}`);
            assert.equal(told(pod(name, { isOnNode: false })), "Pending: ");
        });
    });

    it("expects nothing of a pod that has failed or was evicted", () => {
        const evicted = pod(name, { phase: "Failed", reason: "Evicted", message: "The node was low on memory." });
        assert.equal(told(evicted), "hopeless Evicted: The node was low on memory.");
        assert.equal(told(pod(name, { phase: "Failed" })), "hopeless Failed: ");
    });

    describe("of a pod that starts", () => {
        it("waits", () => {
            assert.equal(told(pod(name)), "Pending: ");
            assert.equal(told(pod(name, { containers: [waiting("ContainerCreating")] })), "ContainerCreating: ");
            assert.equal(told(runningPod(name)), "Running: not ready yet");
        });

        it("names the init container that runs", () => {
            const init = [
                container(ended(-9, -8, 0, "Completed"), { name: "first", ready: true }),
                container({ running: { startedAt: at(-8) } }, { name: "wait-for-zookeeper" }),
            ];
            const one = pod(name, { init, containers: [waiting("PodInitializing")] });
            assert.equal(told(one), "PodInitializing: wait-for-zookeeper is running");
        });

        it("tells of a volume that cannot be mounted, and not what the scheduler said before", () => {
            const events = [
                event(`uid-${name}`, "FailedMount", 'secret "x" not found', 1),
                event(`uid-${name}`, "FailedScheduling", "0/3 nodes are available", 2),
                event(`uid-${name}`, "Scheduled", "on node-1", 3, "Normal"),
            ];
            const one = pod(name, { containers: [waiting("ContainerCreating")] });
            assert.equal(told(one, events), 'ContainerCreating: secret "x" not found');
        });
    });
});
