import assert from "node:assert/strict";
import { Sandbox, scriptFile, timeless, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { fakeTools } from "../tools";
import { FakeCluster } from "./cluster";
import { counted } from "./topics";
import type { Assignment } from "./topics";

describe("the script that moves partitions", () => {
    let sandbox: Sandbox;
    let cluster: FakeCluster;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    const start = async (assignment: Assignment, brokers: number): Promise<void> => {
        cluster = new FakeCluster(assignment, brokers);
        await fakeTools(sandbox, (tool, args) => cluster.answer(tool, args));
    };
    const run = async (
        environment: Readonly<Record<string, string>>,
        enough?: (said: string) => boolean,
        changes: Readonly<Record<string, string>> = {},
    ): Promise<Ran> => {
        return sandbox.run(
            ["/bin/bash", scriptFile("kafka", "reassign-partitions.sh")],
            {
                DRAIN: "",
                REBALANCE: "false",
                COPIES: "",
                RATE: "52428800",
                BOOTSTRAP: "b:9092",
                HOPELESS: "3",
                LOG_DIR: sandbox.path("logs"),
                TMPDIR: sandbox.directory,
                TOOLS_DIRECTORY: sandbox.directory,
                ...changes,
                ...virtualTime(),
                ...environment,
            },
            enough,
        );
    };

    it("empties a broker, and takes the throttles away", async () => {
        await start(
            {
                a: [
                    [3, 0],
                    [0, 3],
                    [1, 0],
                ],
                "b.c": [[3]],
            },
            4,
        );
        const { code, stdout, stderr } = await run({ REPLICAS: "4", DRAIN: "3" });
        assert.deepEqual([code, stderr], [0, ""]);
        assert.equal(
            timeless(stdout),
            "moving 3 of 3 partitions, 3 new copies in all\npartitions being moved: 3\nthe throttles are taken away\nnothing is left to move\n",
        );
        assert.deepEqual(cluster.changes, ["execute a-0 a-1 b.c-0", "verify"]);
        assert.equal(counted(cluster.assignment, [3]).copies[0], 0);
        assert.equal(cluster.rate, "52428800");
        assert.deepEqual(cluster.throttled, []);
    });

    it("says how much is to be copied, how many partitions are left, and for how long", async () => {
        await start({ a: Array.from({ length: 8 }, () => [1]), "b-1": [[1]] }, 2);
        cluster.size = 1536 * 2 ** 20;
        cluster.atOnce = 2;
        cluster.pace = 30;
        const { stdout } = await run({ REPLICAS: "1" });
        assert.equal(
            timeless(stdout),
            [
                "moving 9 of 9 partitions, 9 new copies in all, 13.5 GiB",
                "partitions being moved: 9",
                "partitions being moved: 7 of 9, about 4 min left",
                "partitions being moved: 5 of 9, about 3 min left",
                "partitions being moved: 3 of 9, about 2 min left",
                "partitions being moved: 1 of 9, about 1 min left",
                "the throttles are taken away",
                "nothing is left to move",
                "",
            ].join("\n"),
        );
    });

    it("looks and ends where nothing is to be moved", async () => {
        await start({ a: [[0], [1]] }, 2);
        const { code, stdout } = await run({ REPLICAS: "2", REBALANCE: "true" });
        assert.deepEqual([code, timeless(stdout)], [0, "nothing is left to move\n"]);
        assert.deepEqual(cluster.changes, []);
    });

    it("spreads copies and leaders over new brokers, and has them lead", async () => {
        await start({ __consumer_offsets: [[0], [0], [0]], a: [[0], [0], [0]] }, 3);
        cluster.lead("a-0", 0);
        const { code } = await run({ REPLICAS: "3", REBALANCE: "true", COPIES: "__consumer_offsets 3" });
        assert.equal(code, 0);
        assert.deepEqual(counted(cluster.assignment, [0, 1, 2]), { copies: [4, 4, 4], leaders: [2, 2, 2] });
        assert.equal(cluster.changes.at(-1), "elect");
    });

    it("goes in parts, each planned from what is then", async () => {
        await start({ a: Array.from({ length: 5 }, () => [1]) }, 2);
        const { code, stdout } = await run({ REPLICAS: "1" }, undefined, { BATCH: "2" });
        assert.equal(code, 0);
        assert.deepEqual(cluster.changes, ["execute a-0 a-1", "execute a-2 a-3", "execute a-4", "verify"]);
        assert.match(stdout, /moving 2 of 5 partitions, 5 new copies in all\n[^]*moving 2 of 3 partitions, 3 new/);
    });

    it("goes on where an earlier run was killed: waits, at the rate wanted now, and takes its throttles away", async () => {
        await start({ a: [[1], [1]] }, 2);
        cluster.pace = 1000;
        const killed = await run({ REPLICAS: "1", RATE: "65536" }, (said) => said.includes("being moved"));
        assert.equal(killed.code, -1);
        assert.equal(cluster.moving.length, 2);
        cluster.pace = 3;
        const { code } = await run({ REPLICAS: "1" });
        assert.equal(code, 0);
        assert.deepEqual(cluster.changes, ["execute a-0 a-1", "faster a-0 a-1", "verify"]);
        assert.deepEqual([cluster.rate, cluster.throttled, cluster.assignment], ["52428800", [], { a: [[0], [0]] }]);
    });

    it("believes no list that still holds the brokers of moves that are done", async () => {
        await start(
            {
                a: [
                    [3, 0, 1],
                    [0, 1, 2],
                ],
                "b-7": [[3]],
            },
            4,
        );
        cluster.stale = 4;
        const { code, stdout } = await run({ REPLICAS: "4", DRAIN: "3" });
        assert.equal(code, 0);
        assert.deepEqual(cluster.changes, ["execute a-0 b-7-0", "verify"]);
        assert.deepEqual(
            cluster.assignment["a"]?.map((ids) => ids.length),
            [3, 3],
        );
        assert.match(stdout, /waiting until every broker knows of the moves that are done/);
    });

    it("believes none either when it begins right then", async () => {
        await start({ a: [[3, 0, 1]] }, 4);
        cluster.pace = 0;
        cluster.stale = 1;
        const killed = await run({ REPLICAS: "4", DRAIN: "3" }, (said) => said.includes("moving 1"));
        assert.equal(killed.code, -1);
        cluster.stale = 1;
        assert.equal((await run({ REPLICAS: "4", DRAIN: "3" })).code, 0);
        assert.deepEqual(
            cluster.changes.filter((change) => change !== "verify"),
            ["execute a-0"],
        );
    });

    it("takes a list as it is at last, if somebody else has moved it on", async () => {
        await start({ a: [[1]] }, 3);
        cluster.instead = (tool) => {
            if (tool === "topics" && cluster.moving.length > 0) {
                cluster.moving = [["a", 0, [2]]];
            }
            return undefined;
        };
        const { code, stdout } = await run(
            { REPLICAS: "1" },
            (said) => said.split("moving 1 of 1 partitions").length > 2,
            { SETTLING: "3" },
        );
        // Killed at the second time.
        assert.equal(code, -1, stdout);
        assert.match(stdout, /waiting until every broker knows/);
    });

    it("takes throttles away that a killed run has left behind", async () => {
        await start({ a: [[0]], b: [[0]] }, 1);
        cluster.throttled = ["b"];
        assert.equal((await run({ REPLICAS: "1", REBALANCE: "true" })).code, 0);
        assert.deepEqual([cluster.changes, cluster.throttled], [["verify"], []]);
    });

    it("fails at once where no broker is left for a copy, and says what to do", async () => {
        await start({ a: [[0, 1, 2]], b: [[2]] }, 3);
        const { code, stdout } = await run({ REPLICAS: "3", DRAIN: "2" });
        assert.equal(code, 3);
        assert.equal(
            stdout,
            "topic a has 3 copies, but only 2 brokers are left for them\n" +
                "topics with more copies than brokers are left: 1; drain fewer brokers, or lower the copies of these topics first\n",
        );
        assert.deepEqual(cluster.changes, []);
    });

    it("waits for every broker that is to hold copies, not for those that are emptied", async () => {
        await start({ a: [[2], [0]] }, 3);
        cluster.nodes = { 0: "null", 3: "null" };
        let asked = 0;
        cluster.instead = (tool) => {
            if (tool === "broker-api-versions" && ++asked === 3) {
                cluster.nodes = { 0: "null", 1: "null" };
            }
            return undefined;
        };
        const { code, stdout } = await run({ REPLICAS: "3", DRAIN: "2" });
        assert.equal(code, 0);
        assert.equal(timeless(stdout).split("\n")[0], "waiting for the brokers 1 at b:9092");
        assert.deepEqual(cluster.assignment, { a: [[1], [0]] });
    });

    it("keeps copies apart by the racks that the brokers name", async () => {
        await start({ a: [[0, 3]], b: [[2]] }, 4);
        cluster.nodes = { 0: "x", 1: "x", 2: "y", 3: "y" };
        assert.equal((await run({ REPLICAS: "4", DRAIN: "3" })).code, 0);
        assert.deepEqual(cluster.assignment["a"], [[0, 2]]);
    });

    it("says which brokers name no rack, where others do", async () => {
        await start({ a: [[0]] }, 11);
        cluster.nodes = { ...cluster.nodes, 0: "x" };
        const told = /whose zone is not known \(broker\.rack\): (.*);/;
        assert.equal(told.exec((await run({ REPLICAS: "11" })).stdout)?.[1], "1 2 3 4 5 6 7 8 9 10");
        await start({ a: [[0]] }, 2);
        assert.doesNotMatch((await run({ REPLICAS: "2" })).stdout, told);
        assert.equal(told.exec((await run({ REPLICAS: "2", ZONES: "true" })).stdout)?.[1], "0 1");
        cluster.nodes = { 0: "x", 1: "y" };
        assert.doesNotMatch((await run({ REPLICAS: "2" })).stdout, told);
    });

    for (const [tool, what] of [
        ["topics", "the brokers do not answer yet: later"],
        ["reassign-partitions", "the moves could not be begun yet: later"],
    ] as const) {
        it(`tries again when ${tool} fails, and gives up when it always does`, async () => {
            await start({ a: [[1]] }, 2);
            let failures = 2;
            const failed = [1, "x.ExecutionException: org.apache.kafka.common.errors.TimeoutException: later"] as const;
            cluster.instead = (asked) => (asked === tool && failures-- > 0 ? failed : undefined);
            const { code, stdout } = await run({ REPLICAS: "1" });
            assert.equal(code, 0);
            assert.ok(timeless(stdout).includes(`${what}\n`), stdout);

            await start({ a: [[1]] }, 2);
            cluster.instead = (asked) => (asked === tool ? failed : undefined);
            const never = await run({ REPLICAS: "1" }, undefined, { ATTEMPTS: "3" });
            assert.equal(never.code, 3);
            assert.ok(never.stdout.endsWith(`${what}\n`));
        });
    }

    it("gives up on partitions without a leader, after all others", async () => {
        await start({ a: [[1], [1]] }, 2);
        cluster.lead("a-0", "none");
        const { code, stdout } = await run({ REPLICAS: "1" }, undefined, { ATTEMPTS: "3" });
        assert.equal(code, 3);
        assert.match(stdout, /\npartitions without a leader to be copied from: 1, the first is a-0\n$/);
        assert.deepEqual(cluster.assignment, { a: [[1], [0]] });
    });

    it("leaves leaders to Kafka that cannot be elected yet", async () => {
        await start(
            {
                a: [
                    [0, 1],
                    [1, 0],
                ],
            },
            2,
        );
        cluster.lead("a-1", 0);
        cluster.instead = (tool) => (tool === "leader-election" ? [1, "PREFERRED_LEADER_NOT_AVAILABLE"] : undefined);
        const { code, stdout } = await run({ REPLICAS: "2", REBALANCE: "true" }, undefined, { ELECTIONS: "2" });
        assert.equal(code, 0);
        assert.equal(
            timeless(stdout),
            "electing leaders of 1 partitions\n".repeat(2) +
                "led by another broker than the first of their list: 1 partitions, as long as that one is not in sync\nnothing is left to move\n",
        );
    });
});
