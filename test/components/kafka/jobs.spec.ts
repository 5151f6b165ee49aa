import assert from "node:assert/strict";
import { all, at, find, list, named, text } from "../../harness";
import type { Deployment } from "../../harness";
import { containerOf, environmentOf, kafka } from "../parts";

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

    it("end moves that are not wanted any more, for whoever stops them needs their throttles taken away", async () => {
        assert.deepEqual(names(await kafka({}, true, ["kafka-settings"])), ["kafka-settings"]);
        const deployment = await kafka({}, true, ["kafka-moves", "kafka-settings"]);
        assert.deepEqual(names(deployment), ["kafka-moves", "kafka-settings"]);
        const { DRAIN, REBALANCE } = environmentOf(containerOf(deployment, "Job", "kafka-moves", "moves"));
        assert.deepEqual([DRAIN, REBALANCE], [undefined, "false"]);
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

    const topics = [
        { name: "orders", partitions: 6, config: { "retention.ms": 5, "cleanup.policy": "compact, delete" } },
    ];

    it("make topics where the stack file has some, once the brokers are there and know their properties", async () => {
        const deployment = await kafka({ topics });
        assert.deepEqual(names(deployment), ["kafka-settings", "kafka-topics"]);
        const job = find(deployment, "Job", "kafka-topics");
        assert.deepEqual(
            job.dependencies
                .map((urn) => urn.split("::").at(-1))
                .filter((name) => name === "kafka" || name?.startsWith("kafka-settings"))
                .sort(),
            ["kafka", "kafka-settings"],
        );
        const container = named(at(job.inputs, "spec", "template", "spec"), "topics", "containers");
        assert.equal(at(named(container, "ZOOKEEPER", "env"), "value"), "zk-0:2181,zk-1:2181/kafka");
        assert.equal(
            at(find(deployment, "ConfigMap", "kafka-topics-tools").inputs, "data", "topics"),
            'orders\t6\t-\tcleanup.policy="compact,delete"\tretention.ms="5"\n',
        );
    });

    it("log in to the ensemble for topics as brokers do, where these log in", async () => {
        for (const [authentication, count] of [
            ["none", 0],
            ["offered", 0],
            ["preferred", 1],
            ["required", 1],
        ] as const) {
            const job = find(await kafka({ topics, security: { authentication } }), "Job", "kafka-topics");
            const volumes = list(at(job.inputs, "spec", "template", "spec") ?? {}, "volumes");
            assert.equal(volumes.filter((volume) => at(volume, "name") === "zookeeper-login").length, count);
        }
    });

    it("change copies of topics by moves, after these are made, and only where the file says how many", async () => {
        const deployment = await kafka({ topics: [{ name: "orders", replication: 2 }, { name: "bills" }] });
        assert.deepEqual(names(deployment), ["kafka-moves", "kafka-settings", "kafka-topics"]);
        const { dependencies } = find(deployment, "Job", "kafka-moves");
        assert.ok(dependencies.some((urn) => urn.endsWith("Job::kafka-topics")));
        assert.equal(at(find(deployment, "ConfigMap", "kafka-moves-tools").inputs, "data", "copies"), "orders 2\n");
    });

    it("make topics anew for every edit of them, and move copies only for one of copies", async () => {
        const nameOf = async (topic: object, job: string) =>
            at(
                find(await kafka({ topics: [{ name: "orders", replication: 2, ...topic }] }), "Job", job).inputs,
                "metadata",
                "name",
            );
        const [plain, moves] = [await nameOf({}, "kafka-topics"), await nameOf({}, "kafka-moves")];
        assert.match(text(plain), /^kafka-topics-[0-9a-f]{8}$/);
        const other = { partitions: 5, config: { "flush.ms": 1 } };
        assert.notEqual(await nameOf(other, "kafka-topics"), plain);
        assert.equal(await nameOf(other, "kafka-moves"), moves);
        assert.notEqual(await nameOf({ replication: 3 }, "kafka-moves"), moves);
    });

    it("ask brokers that are not ready yet too, are guarded, and are made anew after a failure", async () => {
        const deployment = await kafka({ brokers: { rebalance: true } });
        for (const kind of ["settings", "moves"]) {
            const job = find(deployment, "Job", `kafka-${kind}`);
            assert.deepEqual(job.hooks, ["refuse-foreign-objects", "remove-leftovers", `follow-${job.name}`]);
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
