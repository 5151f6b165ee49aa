import * as fc from "fast-check";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { copyLines } from "../../../../components/kafka/reassignment";
import { Sandbox } from "../../bash";
import { carriedOut, plan } from "./planned";
import type { Wish } from "./planned";
import type { Assignment } from "./topics";

describe("the plan of the moves, for topics that are to have so many copies", () => {
    let sandbox: Sandbox;
    before(() => {
        sandbox = new Sandbox();
    });
    after(() => {
        sandbox.remove();
    });
    function planned(assignment: Assignment, replication: number, wish: Omit<Wish, "exactly">): string[] {
        const exactly = sandbox.path("copies");
        writeFileSync(exactly, copyLines([{ name: "a", replication }, { name: "other" }]));
        return plan(assignment, { ...wish, exactly });
    }

    it("is empty where they have them, and where there is no such file", () => {
        assert.deepEqual(planned({ a: [[0, 1]], b: [[0]] }, 2, { replicas: 3 }), []);
        assert.deepEqual(plan({ a: [[0, 1]] }, { replicas: 3, exactly: sandbox.path("none") }), []);
    });

    it("adds copies to each partition, on whoever holds least, without a balance of the rest", () => {
        assert.deepEqual(planned({ a: [[0], [1]], b: [[0], [0], [2]] }, 2, { replicas: 3 }), [
            "move a 0 0,1 1",
            "move a 1 1,2 1",
        ]);
    });

    it("adds them in racks that have none", () => {
        assert.deepEqual(planned({ a: [[0]], b: [[2], [2]] }, 2, { replicas: 3, racks: ["x", "x", "y"] }), [
            "move a 0 0,2 1",
        ]);
    });

    it("takes copies away: from who holds most, and never from the leader", () => {
        assert.deepEqual(planned({ a: [[0, 1, 2]], b: [[2]] }, 2, { replicas: 3 }), ["move a 0 0,1 0"]);
        assert.deepEqual(
            planned({ a: [[0, 1, 2]], b: [[0], [0]] }, 1, { replicas: 3, odd: { leaders: { "a-0": 2 } } }),
            ["move a 0 2 0"],
        );
    });

    it("takes first those away that are not in sync, then those that share a rack", () => {
        const before = { a: [[0, 1, 2]], b: [[2], [2]] };
        assert.deepEqual(planned(before, 2, { replicas: 3, odd: { inSync: { "a-0": [0, 2] } } }), ["move a 0 0,2 0"]);
        assert.deepEqual(planned(before, 2, { replicas: 3, racks: ["x", "x", "y"] }), ["move a 0 0,2 0"]);
    });

    it("leaves no two copies in one rack, where the only one of another rack is taken away", () => {
        const racks = ["x", "x", "y", "y"];
        const before = { a: [[0, 1, 2]], b: [[3]] };
        assert.deepEqual(planned(before, 2, { replicas: 4, racks, odd: { inSync: { "a-0": [0, 1] } } }), [
            "move a 0 0,2 0",
        ]);
        assert.deepEqual(planned(before, 2, { replicas: 4, racks, drain: [2] }), ["move a 0 0,3 1"]);
        // Without another rack they stay.
        assert.deepEqual(planned({ a: [[0, 1, 2]] }, 2, { replicas: 3, racks: ["x", "x", "x"] }), ["move a 0 0,1 0"]);
    });

    it("takes those away first that stand on a broker to be emptied, so that enough are left for the others", () => {
        assert.deepEqual(planned({ a: [[0, 1, 2]], b: [[2]] }, 2, { replicas: 4, drain: [1] }), ["move a 0 0,2 0"]);
    });

    it("leaves partitions alone that nobody leads", () => {
        assert.deepEqual(planned({ a: [[0]] }, 2, { replicas: 3, odd: { leaders: { "a-0": "none" } } }), []);
    });

    it("leads to what is left as it is, with any number of copies, racks, drained brokers and a balance", () => {
        const list = (brokers: number) => fc.shuffledSubarray([...Array(brokers).keys()], { minLength: 1 });
        fc.assert(
            fc.property(
                fc.array(list(5), { minLength: 1, maxLength: 8 }),
                fc.array(list(5), { maxLength: 4 }),
                fc.integer({ min: 1, max: 4 }),
                fc.boolean(),
                fc.constantFrom([], ["x", "y", "x", "y", "z"]),
                fc.constantFrom<readonly number[]>([], [4]),
                (a, b, replication, rebalance, racks, drain) => {
                    const before = { a, b: b.map((ids) => ids.slice(0, 3)) };
                    const wish = { replicas: 5, rebalance, racks, drain };
                    const lines = planned(before, replication, wish);
                    const after = carriedOut(before, lines);
                    assert.deepEqual(
                        after["a"]?.map((ids) => new Set(ids).size),
                        a.map(() => replication),
                    );
                    // The leader has a copy still, unless its broker is to be empty.
                    a.forEach(([first = -1], number) => {
                        const kept = after["a"]?.[number] ?? [];
                        assert.ok(rebalance || kept.includes(first) || drain.includes(first));
                    });
                    assert.deepEqual(planned(after, replication, wish), []);
                },
            ),
            { numRuns: 60 },
        );
    });
});
