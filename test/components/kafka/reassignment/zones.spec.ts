import * as fc from "fast-check";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { copyLines } from "../../../../components/kafka/reassignment";
import { Sandbox } from "../../bash";
import { madeTopics } from "../topics/planned";
import { carriedOut, plan } from "./planned";
import type { Wish } from "./planned";
import { counted } from "./topics";
import type { Assignment } from "./topics";

/** Six brokers in three zones, as Kubernetes may have placed them: in any order. */
const threeZones = ["a", "b", "c", "a", "b", "c"];
const shuffled = fc.shuffledSubarray(threeZones, { minLength: 6, maxLength: 6 });

describe("three zones with two brokers each", () => {
    let sandbox: Sandbox;
    before(() => {
        sandbox = new Sandbox();
    });
    after(() => {
        sandbox.remove();
    });

    /** Topics of so many copies, as this program makes them: `t1`, `t2` … */
    function made(zones: readonly string[], copies: readonly number[]): Assignment {
        const topics = copies.map((replication, index) => ({ name: `t${index + 1}`, partitions: 8, replication }));
        const znodes = madeTopics(sandbox, zones, topics);
        return Object.fromEntries(topics.map(({ name }) => [name, znodes.lists(name)]));
    }

    /** Moves until nothing is left to be moved, the first time only a part. */
    function moved(before: Assignment, wish: Wish): Assignment {
        let now = before;
        for (let round = 0; ; round++) {
            // Who leads or is in sync changes with the moves.
            const { odd, ...rest } = wish;
            const lines = plan(now, round === 0 ? wish : rest);
            if (!lines.some((line) => line.startsWith("move "))) {
                return now;
            }
            assert.ok(round < 50, "there is no end to it");
            now = carriedOut(now, lines, round === 0 && odd === undefined ? 3 : Infinity);
        }
    }

    /** The brokers that keep copies, by id. */
    function kept({ replicas, drain = [] }: Wish): number[] {
        return Array.from({ length: replicas }, (_, id) => id).filter((id) => !drain.includes(id));
    }

    /** Copies of every partition are in as many zones as there are copies, or zones of brokers that keep any. */
    function assertApart(now: Assignment, zones: readonly string[], wish: Wish): void {
        const possible = new Set(kept(wish).map((id) => zones[id])).size;
        for (const [topic, lists] of Object.entries(now)) {
            lists.forEach((list, number) => {
                assert.ok(
                    list.every((id) => kept(wish).includes(id)),
                    `${topic}-${number} is on brokers ${list.join()}`,
                );
                assert.equal(
                    new Set(list.map((id) => zones[id])).size,
                    Math.min(list.length, possible),
                    `${topic}-${number} is in zones ${list.map((id) => zones[id]).join()}`,
                );
            });
        }
    }

    const copies = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 });

    it("hold a copy of every partition each, of topics that this program makes", () => {
        fc.assert(
            fc.property(shuffled, copies, (zones, each) => {
                assertApart(made(zones, each), zones, { replicas: 6 });
            }),
            { numRuns: 30 },
        );
    });

    it("still do when brokers are emptied, with a balance or without", () => {
        const drained = fc.subarray([0, 1, 2, 3, 4, 5], { minLength: 1, maxLength: 2 });
        fc.assert(
            fc.property(shuffled, copies, drained, fc.boolean(), (zones, each, drain, rebalance) => {
                const wish = { replicas: 6, drain, rebalance, racks: zones };
                assertApart(moved(made(zones, each), wish), zones, wish);
            }),
            { numRuns: 40 },
        );
    });

    it("still do when there are fewer brokers, one at a time", () => {
        fc.assert(
            fc.property(shuffled, fc.boolean(), (zones, rebalance) => {
                let now = made(zones, [3, 2]);
                for (const replicas of [5, 4, 3]) {
                    const wish = { replicas, rebalance, racks: zones };
                    now = moved(now, wish);
                    assertApart(now, zones, wish);
                }
            }),
            { numRuns: 20 },
        );
    });

    it("share what three brokers in three zones hold, when three more come and all are balanced", () => {
        fc.assert(
            fc.property(fc.shuffledSubarray(["a", "b", "c"], { minLength: 3 }), (more) => {
                const zones = ["a", "b", "c", ...more];
                const wish = { replicas: 6, rebalance: true, racks: zones };
                const now = moved(made(zones.slice(0, 3), [3]), wish);
                assertApart(now, zones, wish);
                assert.deepEqual(counted(now, kept(wish)).copies, [4, 4, 4, 4, 4, 4]);
            }),
            { numRuns: 12 },
        );
    });

    it("come to hold a copy each where topics were made before the zones were known, with a balance", () => {
        const list = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1, maxLength: 4 });
        fc.assert(
            fc.property(shuffled, fc.array(list, { minLength: 1, maxLength: 12 }), (zones, lists) => {
                const wish = { replicas: 6, rebalance: true, racks: zones };
                assertApart(moved({ t: lists }, wish), zones, wish);
            }),
            { numRuns: 60 },
        );
    });

    it("still do when topics get more copies or fewer, whoever is in sync, leads, or is emptied meanwhile", () => {
        const exactly = sandbox.path("copies");
        const oddities = fc.array(fc.record({ out: fc.subarray([0, 1, 2, 3], { maxLength: 2 }), leader: fc.nat(3) }), {
            minLength: 8,
            maxLength: 8,
        });
        const drained = fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 2 });
        fc.assert(
            fc.property(
                shuffled,
                fc.integer({ min: 1, max: 4 }),
                fc.integer({ min: 1, max: 4 }),
                oddities,
                drained,
                fc.boolean(),
                (zones, from, to, odds, drain, rebalance) => {
                    writeFileSync(exactly, copyLines([{ name: "t1", replication: to }]));
                    const before = made(zones, [from]);
                    const of = <T>(what: (ids: readonly number[], odd: (typeof odds)[number]) => T) =>
                        Object.fromEntries(
                            odds.map((odd, number) => [`t1-${number}`, what(before["t1"]?.[number] ?? [], odd)]),
                        );
                    const leaders = of((ids, { leader }) => ids[leader % ids.length] ?? "none");
                    const inSync = of((ids, { out, leader }) =>
                        ids.filter((_, at) => at === leader % ids.length || !out.includes(at)),
                    );
                    const wish = { replicas: 6, drain, rebalance, racks: zones, exactly };
                    const now = moved(before, { ...wish, odd: { leaders, inSync } });
                    assertApart(now, zones, wish);
                    assert.ok(now["t1"]?.every((ids) => ids.length === to));
                },
            ),
            { numRuns: 150 },
        );
    });

    it("never hold a partition in fewer zones than before, where copies share some already and nothing is balanced", () => {
        const exactly = sandbox.path("copies");
        const list = fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 1, maxLength: 4 });
        const drained = fc.subarray([0, 1, 2, 3, 4, 5], { maxLength: 2 });
        fc.assert(
            fc.property(
                shuffled,
                fc.array(list, { minLength: 1, maxLength: 8 }),
                fc.option(fc.integer({ min: 1, max: 4 })),
                drained,
                (zones, lists, to, drain) => {
                    writeFileSync(exactly, copyLines(to === null ? [] : [{ name: "t", replication: to }]));
                    const wish = { replicas: 6, drain, racks: zones, exactly };
                    const now = moved({ t: lists }, wish);
                    const zonesOf = (ids: readonly number[]) => new Set(ids.map((id) => zones[id])).size;
                    now["t"]?.forEach((ids, number) => {
                        const least = Math.min(zonesOf(lists[number] ?? []), zonesOf(kept(wish)), ids.length);
                        assert.ok(zonesOf(ids) >= least, `${lists[number]?.join() ?? ""} became ${ids.join()}`);
                    });
                },
            ),
            { numRuns: 150 },
        );
    });
});
