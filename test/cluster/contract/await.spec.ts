import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { fixture, image } from "./fixture";
import { succeeded, unique } from "./stack";
import { deployment, podSpec, statefulSet } from "./workloads";

const short = { customTimeouts: { create: "5s", update: "5s" } };

describe("contract: waiting for workloads", function () {
    const { namespace, client, stack, at } = fixture(this);

    it("waits until a StatefulSet's pods are ready, after a create and after an update", async () => {
        const name = unique("set");
        const test = stack();
        const program = (replicas: number, mark: string) => () => {
            const pod = (spec: ReturnType<typeof podSpec>) => ({ ...spec, hostname: undefined, nodeSelector: {} });
            const set = statefulSet({ name, namespace, replicas, pod, annotations: { mark } });
            return { ready: set.status.readyReplicas };
        };
        assert.equal((await test.deploy(program(1, "a"))).outputs["ready"]?.value, 1);
        assert.equal((await test.deploy(program(2, "b"))).outputs["ready"]?.value, 2);
    });

    it("fails when a StatefulSet is not ready in time, says why, and keeps it in the state", async () => {
        const name = unique("late");
        const test = stack();
        const run = await test.up(() => {
            statefulSet({ name, namespace, unready: true, options: short });
            return undefined;
        });
        assert.equal(run.failed, true);
        assert.match(run.output, new RegExp(`'${name}' timed out waiting to be Ready`));
        assert.match(run.output, /0 out of 1 replicas succeeded readiness checks/);
        assert.equal(test.resource(name)?.id, `${namespace}/${name}`);
    });

    it("goes on from a failed wait: the next run updates the object and waits again", async () => {
        const name = unique("resumed");
        const test = stack();
        const program = (unready: boolean) => () => {
            deployment({ name, namespace, unready, options: short });
            return undefined;
        };
        assert.equal((await test.up(program(true))).failed, true);
        const { uid } = (await client.get(at("apps/v1", "Deployment", name))).metadata;
        assert.ok((test.resource(name)?.initErrors ?? []).length > 0);
        succeeded(
            await test.up(() => {
                deployment({ name, namespace });
                return undefined;
            }),
        );
        assert.equal((await client.get(at("apps/v1", "Deployment", name))).metadata.uid, uid);
        assert.deepEqual(test.resource(name)?.initErrors ?? [], []);
    });

    it("stops waiting when the user cancels, and keeps the object in the state", async () => {
        const name = unique("cancelled");
        const test = stack();
        const interrupt = new AbortController();
        const running = test.up(() => {
            statefulSet({ name, namespace, unready: true });
            return undefined;
        }, interrupt.signal);
        await client.until("the StatefulSet", async () => {
            return (await client.find(at("apps/v1", "StatefulSet", name))) !== undefined;
        });
        interrupt.abort();
        const { failed, output } = await running;
        assert.equal(failed, true);
        assert.match(output, new RegExp(`Resource operation was cancelled for "${name}"`));
        assert.equal(test.resource(name)?.id, `${namespace}/${name}`);
    });

    it("waits until a Deployment's new pods are ready", async () => {
        const name = unique("rolled");
        const test = stack();
        const program = (mark: string) => () => {
            const pod = (spec: ReturnType<typeof podSpec>) => ({ ...spec, automountServiceAccountToken: mark === "a" });
            const made = deployment({ name, namespace, pod });
            return { updated: made.status.updatedReplicas, available: made.status.availableReplicas };
        };
        for (const mark of ["a", "b"]) {
            const { outputs } = await test.deploy(program(mark));
            assert.deepEqual([outputs["updated"]?.value, outputs["available"]?.value], [1, 1]);
        }
    });

    it("fails when a Deployment's pods find no node", async () => {
        const name = unique("unschedulable");
        const { failed, output } = await stack().up(() => {
            const pod = (spec: ReturnType<typeof podSpec>) => ({
                ...spec,
                nodeSelector: { "contract.test/no": "node" },
            });
            deployment({ name, namespace, pod, options: short });
            return undefined;
        });
        assert.equal(failed, true);
        // What the scheduler says is shown meanwhile at best: no error has it.
        assert.match(output, /Minimum number of live Pods was not attained/);
    });

    it("tells what keeps a StatefulSet's container from starting", async () => {
        const name = unique("crashing");
        const { failed, output } = await stack().up(() => {
            const pod = (spec: ReturnType<typeof podSpec>) => ({
                ...spec,
                containers: [{ name: "c", image, imagePullPolicy: "IfNotPresent", command: ["sh", "-c", "exit 7"] }],
            });
            statefulSet({ name, namespace, pod, options: { customTimeouts: { create: "15s" } } });
            return undefined;
        });
        assert.equal(failed, true);
        assert.match(output, new RegExp(`\\[Pod ${namespace}/${name}-0\\]: `));
        assert.match(output, /exit code 7|CrashLoopBackOff/);
    });

    it("takes the limit from an annotation too", async () => {
        const name = unique("annotated");
        const started = Date.now();
        const { failed, output } = await stack().up(() => {
            statefulSet({ name, namespace, unready: true, annotations: { "pulumi.com/timeoutSeconds": "5" } });
            return undefined;
        });
        assert.equal(failed, true);
        assert.match(output, /timed out waiting to be Ready/);
        assert.ok(Date.now() - started < 60_000);
    });

    it("does not wait where an annotation says so", async () => {
        const name = unique("skipped");
        await stack().deploy(() => {
            statefulSet({ name, namespace, unready: true, annotations: { "pulumi.com/skipAwait": "true" } });
            return undefined;
        });
    });

    it("waits until a Pod is ready", async () => {
        const name = unique("pod");
        const test = stack();
        const { outputs } = await test.deploy(() => {
            const pod = new k8s.core.v1.Pod(name, { metadata: { name, namespace }, spec: podSpec({}) });
            return { phase: pod.status.phase };
        });
        assert.equal(outputs["phase"]?.value, "Running");
    });
});
