import assert from "node:assert/strict";
import { all, at, find, named, text } from "../../harness";
import type { Deployment } from "../../harness";
import { kafka } from "../parts";

function names(deployment: Deployment): readonly string[] {
    return all(deployment, "Job").map(({ name }) => name);
}

describe("the Jobs of the brokers", () => {
    it("always set the properties that running brokers can change: one that is no longer wanted has to go", async () => {
        const deployment = await kafka();
        assert.deepEqual(names(deployment), ["kafka-settings"]);
    });

    it("set them once the brokers are there: a Job that waits for them would be in their way where the engine does one thing at a time", async () => {
        for (const running of [true, false]) {
            const { dependencies } = find(await kafka({}, running), "Job", "kafka-settings");
            assert.equal(dependencies.filter((urn) => urn.endsWith("StatefulSet::kafka")).length, 1);
        }
    });

    it("move partitions where brokers are drained or all are to hold as many", async () => {
        for (const brokers of [{ replicas: 4, drain: [3] }, { rebalance: true }]) {
            assert.deepEqual(names(await kafka({ brokers })), ["kafka-moves", "kafka-settings"]);
        }
        assert.deepEqual(names(await kafka({ brokers: { replicas: 4, drain: [] } })), ["kafka-settings"]);
    });

    it("move them once the brokers are there and know their properties", async () => {
        const { dependencies } = find(await kafka({ brokers: { rebalance: true } }), "Job", "kafka-moves");
        assert.deepEqual(
            dependencies
                .map((urn) => urn.split("::").at(-1))
                .filter((name) => name === "kafka" || name === "kafka-settings")
                .sort(),
            ["kafka", "kafka-settings"],
        );
    });

    it("ask brokers that are not ready yet too, are guarded, and are made anew after a failure", async () => {
        const deployment = await kafka({ brokers: { rebalance: true } });
        for (const kind of ["settings", "moves"]) {
            const job = find(deployment, "Job", `kafka-${kind}`);
            assert.deepEqual(job.hooks, ["refuse-foreign-objects", "remove-leftovers"]);
            assert.equal(job.deleteBeforeReplace, true);
            assert.equal(at(job.inputs, "metadata", "annotations", "pulumi.com/replaceUnready"), "true");
            const container = named(at(job.inputs, "spec", "template", "spec"), kind, "containers");
            assert.equal(
                at(named(container, "BOOTSTRAP", "env"), "value"),
                "kafka-headless.apps.svc.example.internal:9092",
            );
        }
    });

    it("have another name for other work, and the same for the same", async () => {
        const nameOf = async (brokers: object, job: string) =>
            at(find(await kafka({ brokers }), "Job", job).inputs, "metadata", "name");
        const plain = await nameOf({}, "kafka-settings");
        assert.match(text(plain), /^kafka-settings-[0-9a-f]{8}$/);
        assert.equal(await nameOf({ memory: "4Gi", disk: "20Gi" }, "kafka-settings"), plain);
        assert.notEqual(await nameOf({ config: { "log.retention.ms": 1 } }, "kafka-settings"), plain);
        assert.notEqual(
            await nameOf({ rebalance: true }, "kafka-moves"),
            await nameOf({ rebalance: true, replicas: 5 }, "kafka-moves"),
        );
    });
});
