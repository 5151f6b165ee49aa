import * as fc from "fast-check";
import assert from "node:assert/strict";
import { carriedOut, plan } from "./planned";
import { counted } from "./topics";
import type { Assignment } from "./topics";

describe("the plans of the moves, one after the other", () => {
    it("lead any cluster to where nothing is left to do, all at once or in parts", () => {
        const cluster = fc
            .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }), fc.boolean(), fc.boolean())
            .chain(([old, replicas, rebalance, racked]) =>
                fc.record({
                    topics: fc.array(
                        fc.integer({ min: 1, max: Math.min(old, replicas, 3) }).chain((factor) =>
                            fc.array(
                                fc.shuffledSubarray([0, 1, 2, 3, 4, 5].slice(0, old), {
                                    minLength: factor,
                                    maxLength: factor,
                                }),
                                { minLength: 1, maxLength: 9 },
                            ),
                        ),
                        { minLength: 1, maxLength: 4 },
                    ),
                    replicas: fc.constant(replicas),
                    rebalance: fc.constant(rebalance),
                    racks: racked
                        ? fc.array(fc.constantFrom("x", "y", "z"), { minLength: replicas, maxLength: replicas })
                        : fc.constant([]),
                }),
            );
        fc.assert(
            fc.property(cluster, fc.integer({ min: 1, max: 4 }), ({ topics, ...wish }, part) => {
                const before: Assignment = Object.fromEntries(topics.map((lists, index) => [`t${index}`, lists]));
                let now = before;
                for (let round = 0; ; round++) {
                    const lines = plan(now, wish);
                    if (lines.length === 0) {
                        break;
                    }
                    assert.ok(round < 100, "there is no end to it");
                    now = carriedOut(now, lines, round % 2 === 0 ? part : Infinity);
                }
                const ids = Array.from({ length: wish.replicas }, (_, id) => id);
                for (const [topic, lists] of Object.entries(now)) {
                    lists.forEach((list, number) => {
                        assert.equal(new Set(list).size, before[topic]?.[number]?.length);
                        assert.ok(list.every((id) => id < wish.replicas));
                        const apart = (of: readonly number[]) => new Set(of.map((id) => wish.racks[id])).size;
                        if (wish.rebalance && wish.racks.length > 0) {
                            assert.equal(apart(list), Math.min(list.length, apart(ids)));
                        }
                    });
                }
                if (wish.rebalance && wish.racks.length === 0) {
                    const { copies } = counted(now, ids);
                    assert.ok(Math.max(...copies) - Math.min(...copies) <= 1, copies.join());
                }
            }),
            { numRuns: 60 },
        );
    });
});
