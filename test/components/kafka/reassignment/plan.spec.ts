import assert from "node:assert/strict";
import { carriedOut, plan } from "./planned";
import { counted } from "./topics";

function newCopies(lines: readonly string[]): number {
    return lines.reduce((sum, line) => sum + (line.startsWith("move ") ? Number(line.split(" ")[4]) : 0), 0);
}

describe("the plan of the moves", () => {
    it("is empty where nobody leaves and nothing is to be balanced", () => {
        assert.deepEqual(plan({ a: [[0], [0], [0]], b: [[0, 1]] }, { replicas: 3 }), []);
        assert.deepEqual(plan({}, { replicas: 3, rebalance: true, drain: [0] }), []);
    });

    it("empties a broker: each copy to whoever holds least, at the same place of the list", () => {
        const before = {
            a: [
                [2, 0],
                [0, 2],
                [1, 0],
            ],
        };
        assert.deepEqual(plan(before, { replicas: 4, drain: [2] }), ["move a 0 3,0 1", "move a 1 0,1 1"]);
    });

    it("empties brokers beyond the number wanted", () => {
        assert.deepEqual(
            plan(
                {
                    a: [
                        [3, 4],
                        [0, 1],
                    ],
                },
                { replicas: 3 },
            ),
            ["move a 0 2,0 2"],
        );
    });

    it("never puts two copies of a partition on one broker, whoever holds least", () => {
        assert.deepEqual(plan({ a: [[3, 0]], b: [[1], [1], [2], [2]] }, { replicas: 4, drain: [3] }), [
            "move a 0 1,0 1",
        ]);
    });

    it("says which topics have more copies than brokers are left", () => {
        const before = {
            a: [[0, 1, 2]],
            b: [[2, 1]],
            c: [
                [2, 0, 1],
                [0, 1, 2],
            ],
        };
        const lines = plan(before, { replicas: 3, drain: [2] });
        assert.deepEqual(
            lines.filter((line) => line.startsWith("crowded")),
            ["crowded a 3 2", "crowded c 3 2"],
        );
        assert.deepEqual(plan({ a: [[0]] }, { replicas: 1, drain: [0] }), ["crowded a 1 0"]);
    });

    it("says which partitions have no leader, and leaves them alone", () => {
        const odd = { leaders: { "a-0": "none", "a-1": "none" } } as const;
        const lines = plan({ a: [[2], [0]] }, { replicas: 3, drain: [2], odd });
        assert.deepEqual(lines, ["dead a 0"]);
        assert.deepEqual(plan({ a: [[0], [0]] }, { replicas: 2, rebalance: true, odd }), []);
    });

    it("plans nothing while partitions are being moved", () => {
        const odd = { busy: { "a-0": ["2", ""], "a-1": ["2,1", "0"], "a-2": ["", "10"] } } as const;
        const lines = plan(
            {
                a: [
                    [2, 0],
                    [2, 1, 0],
                    [1, 10],
                ],
                b: [[3]],
            },
            { replicas: 3, rebalance: true, odd },
        );
        assert.deepEqual(lines, ["busy a 0", "busy a 1", "busy a 2"]);
    });

    it("lists every partition of a topic that has the throttles of moves", () => {
        const before = { a: [[0], [1]], "a.b": [[0]] };
        assert.deepEqual(plan(before, { replicas: 2, odd: { throttled: ["a"] } }), [
            "throttled a 0 0",
            "throttled a 1 1",
        ]);
    });

    it("says who is led by another broker than the first of the list, with rebalance", () => {
        const odd = { leaders: { "a-0": 1 } };
        assert.deepEqual(
            plan(
                {
                    a: [
                        [0, 1],
                        [1, 0],
                    ],
                },
                { replicas: 2, rebalance: true, odd },
            ),
            ["elect a 0"],
        );
        assert.deepEqual(
            plan(
                {
                    a: [
                        [0, 1],
                        [1, 0],
                    ],
                },
                { replicas: 2, odd },
            ),
            [],
        );
    });

    it("gives internal topics more copies with rebalance, as many as there are brokers at the most", () => {
        const before = { __consumer_offsets: [[0], [0], [0]], a: [[0]] };
        const after = carriedOut(
            before,
            plan(before, { replicas: 3, rebalance: true, copies: "__consumer_offsets 3\n__transaction_state 3" }),
        );
        assert.deepEqual(
            after["__consumer_offsets"]?.map((ids) => ids.length),
            [3, 3, 3],
        );
        assert.equal(after["a"]?.[0]?.length, 1);
        const fewer = carriedOut(
            before,
            plan(before, { replicas: 3, rebalance: true, drain: [1], copies: "__consumer_offsets 3" }),
        );
        assert.deepEqual(
            fewer["__consumer_offsets"]?.map((ids) => ids.length),
            [2, 2, 2],
        );
    });

    it("gives new brokers copies and leaders, and moves as few as that takes", () => {
        const before = { a: Array.from({ length: 12 }, () => [0]) };
        const lines = plan(before, { replicas: 3, rebalance: true });
        assert.equal(newCopies(lines), 8);
        assert.deepEqual(counted(carriedOut(before, lines), [0, 1, 2]), { copies: [4, 4, 4], leaders: [4, 4, 4] });
    });

    it("takes from the topic that is most unequal", () => {
        const before = { a: [[0], [0], [0], [0]], b: [[0], [1], [2], [2]] };
        const after = carriedOut(before, plan(before, { replicas: 3, rebalance: true }));
        assert.deepEqual(after["b"], before.b);
    });

    it("evens leaders out by the order alone, where the copies are even already", () => {
        const before = {
            a: [
                [0, 1],
                [0, 1],
                [0, 2],
                [0, 2],
                [1, 2],
                [1, 2],
            ],
        };
        const lines = plan(before, { replicas: 3, rebalance: true });
        assert.equal(newCopies(lines), 0);
        assert.deepEqual(counted(carriedOut(before, lines), [0, 1, 2]).leaders, [2, 2, 2]);
    });

    it("hands leaders on over a third broker", () => {
        // Nobody shares a list with both 0 and 2.
        const before = {
            a: [
                [0, 1],
                [0, 1],
                [0, 1],
                [1, 2],
                [2, 1],
            ].map((ids) => ids),
            b: [[1, 2]],
        };
        const after = carriedOut(before, plan(before, { replicas: 3, rebalance: true }));
        assert.deepEqual(counted(after, [0, 1, 2]).leaders, [2, 2, 2]);
    });

    it("keeps copies in racks of their own, and takes those apart that share one", () => {
        const racks = ["x", "x", "y", "y"];
        const lines = plan(
            {
                a: [
                    [0, 2],
                    [1, 0],
                ],
                b: [[3]],
            },
            { replicas: 4, rebalance: true, racks },
        );
        const after = carriedOut(
            {
                a: [
                    [0, 2],
                    [1, 0],
                ],
                b: [[3]],
            },
            lines,
        );
        for (const ids of after["a"] ?? []) {
            assert.deepEqual(ids.map((id) => racks[id]).sort(), ["x", "y"]);
        }
        // Broker 1 holds less, but is in the rack of the copy that stays.
        assert.deepEqual(plan({ a: [[0, 3]], b: [[2]] }, { replicas: 4, drain: [3], racks }), ["move a 0 0,2 1"]);
        assert.deepEqual(plan({ a: [[0, 3]], b: [[2]] }, { replicas: 4, drain: [3] }), ["move a 0 0,1 1"]);
    });

    it("keeps copies apart by the racks that are known, where a broker has none", () => {
        // Broker 3 has none: it may be in any of them, and the others are still told apart.
        const racks = ["x", "x", "y"];
        assert.deepEqual(plan({ a: [[0, 3]], b: [[2], [2]] }, { replicas: 4, drain: [3], racks }), ["move a 0 0,2 1"]);
        const before = { a: [[0, 1], [2], [2], [2]] };
        const after = carriedOut(before, plan(before, { replicas: 4, rebalance: true, racks }));
        assert.notDeepEqual(
            after["a"]?.[0]?.map((id) => racks[id]),
            ["x", "x"],
        );
    });
});
