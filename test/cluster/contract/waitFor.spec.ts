import { strict as assert } from "node:assert";
import { field } from "./cluster";
import type { LiveObject } from "./cluster";
import { fixture } from "./fixture";
import { succeeded, unique } from "./stack";
import type { Program } from "./stack";
import { deployment, statefulSet } from "./workloads";
import type { Workload } from "./workloads";

const nothing: Program = () => undefined;

// A field that every object has from the start.
const always = { "pulumi.com/waitFor": "jsonpath={.metadata.uid}" };
const skip = { "pulumi.com/skipAwait": "true" };

// Far less than the providers' own limit: a wait that should not be ends in an error, not in the test's own timeout.
const options = { customTimeouts: { create: "30s", update: "30s" } };

describe("contract: waiting for what pulumi.com/waitFor names", function () {
    const { namespace, client, stack, at } = fixture(this);

    const podsOf = async (name: string): Promise<LiveObject[]> =>
        (await client.list("v1", "Pod", namespace)).filter((pod) => pod.metadata.labels?.["app"] === name);

    const runningPods = async (name: string): Promise<void> => {
        await client.until("a running pod", async () =>
            (await podsOf(name)).some((pod) => field(pod, "status", "phase") === "Running"),
        );
    };

    // `sleep` is the first process of its container, and so takes no notice of the signal to stop.
    const slow =
        (seconds: number): NonNullable<Workload["pod"]> =>
        (spec) => ({ ...spec, terminationGracePeriodSeconds: seconds });

    for (const [kind, make] of [
        ["StatefulSet", statefulSet],
        ["Deployment", deployment],
    ] as const) {
        const program =
            (workload: Omit<Workload, "namespace">): Program =>
            () => {
                make({ namespace, unready: true, annotations: always, options, ...workload });
                return undefined;
            };

        it(`creates and updates a ${kind} without waiting for its pods`, async () => {
            const name = unique("applied");
            const test = stack();
            await test.deploy(program({ name }));
            await test.deploy(program({ name, replicas: 2 }));
            const { outputs, initErrors = [] } = test.resource(name) ?? {};
            assert.deepEqual(initErrors, []);
            assert.equal(field(outputs, "spec", "replicas"), 2);
            // The controller has seen the update, so that whoever waits on can go by the status.
            const live = await client.get(at("apps/v1", kind, name));
            assert.equal(field(live, "status", "observedGeneration"), field(live, "metadata", "generation"));
            assert.equal(field(live, "status", "readyReplicas") ?? 0, 0);
        });

        it(`deletes a ${kind} and waits until its pods are gone`, async () => {
            const name = unique("removed");
            const test = stack();
            await test.deploy(program({ name, pod: slow(10) }));
            await runningPods(name);
            await test.deploy(nothing);
            assert.equal(await client.find(at("apps/v1", kind, name)), undefined);
            assert.deepEqual(await podsOf(name), []);
        });

        it(`does not wait until the pods of a ${kind} are gone where it is to be skipped`, async () => {
            const name = unique("skipped");
            const test = stack();
            await test.deploy(program({ name, pod: slow(30), annotations: skip }));
            await runningPods(name);
            await test.deploy(nothing);
            assert.equal(test.resource(name), undefined);
            const live = await client.get(at("apps/v1", kind, name));
            assert.notEqual(field(live, "metadata", "deletionTimestamp"), undefined);
            assert.equal((await podsOf(name)).length, 1);
        });

        it(`reports in a refresh that a ${kind} is not ready, and is content again after the next run`, async () => {
            const name = unique("refreshed");
            const test = stack();
            await test.deploy(program({ name }));
            await runningPods(name);
            succeeded(await test.refresh());
            const [first] = test.resource(name)?.initErrors ?? [];
            assert.equal(first, `Resource '${name}' was created but failed to initialize`);
            const { generation } = (await client.get(at("apps/v1", kind, name))).metadata;
            const { steps } = await test.deploy();
            assert.deepEqual(
                steps.map(({ op }) => op),
                ["update"],
            );
            assert.deepEqual(test.resource(name)?.initErrors ?? [], []);
            assert.equal((await client.get(at("apps/v1", kind, name))).metadata.generation, generation);
            assert.deepEqual((await test.deploy()).steps, []);
        });

        it(`takes the annotation for a ${kind} that is there already, and restarts nothing`, async () => {
            const name = unique("annotated");
            const test = stack();
            await test.deploy(program({ name, annotations: skip }));
            await runningPods(name);
            const before = (await podsOf(name)).map(({ metadata }) => metadata.uid);
            const { steps } = await test.deploy(program({ name }));
            assert.deepEqual(
                steps.map(({ op }) => op),
                ["update"],
            );
            assert.deepEqual(
                (await podsOf(name)).map(({ metadata }) => metadata.uid),
                before,
            );
        });
    }

    it("replaces a StatefulSet when the pods of the old one are gone", async () => {
        const name = unique("replaced");
        const test = stack();
        const replaced = { ...options, replaceOnChanges: ["spec.replicas"], deleteBeforeReplace: true };
        const program =
            (replicas: number): Program =>
            () => {
                const pod = slow(5);
                statefulSet({ name, namespace, replicas, pod, unready: true, annotations: always, options: replaced });
                return undefined;
            };
        await test.deploy(program(1));
        await runningPods(name);
        const { uid } = (await client.get(at("apps/v1", "StatefulSet", name))).metadata;
        // An object of the same name cannot be created while the old one waits for its pods.
        const { steps } = await test.deploy(program(2));
        assert.deepEqual(
            steps.map(({ op }) => op),
            ["delete-replaced", "replace", "create-replacement"],
        );
        assert.notEqual((await client.get(at("apps/v1", "StatefulSet", name))).metadata.uid, uid);
    });

    it("waits for a field's value, and gives up in time, in words of its own", async () => {
        const name = unique("expression");
        const test = stack();
        const program =
            (replicas: number, create: string): Program =>
            () => {
                const annotations = { "pulumi.com/waitFor": `jsonpath={.status.replicas}=${replicas}` };
                statefulSet({
                    name,
                    namespace,
                    unready: true,
                    annotations,
                    options: { customTimeouts: { create, update: create } },
                });
                return undefined;
            };
        await test.deploy(program(1, "30s"));
        const { failed, output } = await test.up(program(7, "5s"));
        assert.equal(failed, true);
        assert.match(output, /failed to fully initialize or become live: timed out waiting for the condition/);
        assert.equal(test.resource(name)?.id, `${namespace}/${name}`);
    });

    it("fails on an annotation that it cannot read, when the object is there already", async () => {
        const name = unique("unreadable");
        const test = stack();
        const { failed, output } = await test.up(() => {
            statefulSet({ name, namespace, replicas: 0, annotations: { "pulumi.com/waitFor": "metadata.uid" } });
            return undefined;
        });
        assert.equal(failed, true);
        assert.match(output, /expected a "jsonpath=" or "condition=" prefix, got "metadata\.uid"/);
        assert.notEqual(await client.find(at("apps/v1", "StatefulSet", name)), undefined);
        assert.equal(test.resource(name), undefined);
    });
});
