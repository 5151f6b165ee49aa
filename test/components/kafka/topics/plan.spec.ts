import * as fc from "fast-check";
import assert from "node:assert/strict";
import { Sandbox } from "../../bash";
import { madeTopics, makeTopics } from "./planned";
import type { Wanted } from "./planned";

describe("the plan of the topics", () => {
    let sandbox: Sandbox;
    before(() => {
        sandbox = new Sandbox();
    });
    after(() => {
        sandbox.remove();
    });

    const made = (racks: readonly (string | undefined)[], topics: readonly Wanted[]) =>
        madeTopics(sandbox, racks, topics);

    it("places copies as Kafka's documentation has it, in racks", () => {
        // The example in the documentation of AdminUtils.assignReplicasToBrokers.
        const racks = ["rack1", "rack3", "rack3", "rack2", "rack2", "rack1"];
        assert.deepEqual(made(racks, [{ name: "a", partitions: 7, replication: 3 }]).lists("a"), [
            [0, 3, 1],
            [3, 1, 5],
            [1, 5, 4],
            [5, 4, 2],
            [4, 2, 0],
            [2, 0, 3],
            [0, 4, 2],
        ]);
    });

    it("places copies as Kafka's documentation has it, without racks", () => {
        const lists = made(Array.from({ length: 5 }), [{ name: "a", partitions: 10, replication: 3 }]).lists("a");
        assert.deepEqual(lists.slice(0, 5), [
            [0, 1, 2],
            [1, 2, 3],
            [2, 3, 4],
            [3, 4, 0],
            [4, 0, 1],
        ]);
        assert.deepEqual(lists.slice(5, 7), [
            [0, 2, 3],
            [1, 3, 4],
        ]);
    });

    it("takes no notice of racks that some brokers do not have", () => {
        const some = made(["a", "a", undefined], [{ name: "t", partitions: 3, replication: 2 }]).lists("t");
        const none = made([undefined, undefined, undefined], [{ name: "t", partitions: 3, replication: 2 }]).lists("t");
        assert.deepEqual(some, none);
    });

    it("makes topics of which every broker leads as many partitions, whatever their number", () => {
        const topics = Array.from({ length: 30 }, (_, index) => ({
            name: `t${index}`,
            partitions: 1 + (index % 4),
            replication: 2,
        }));
        const znodes = made([undefined, undefined, undefined], topics);
        const lists = topics.flatMap(({ name }) => znodes.lists(name));
        const led = [0, 1, 2].map((id) => lists.filter(([first]) => first === id).length);
        assert.ok(Math.max(...led) - Math.min(...led) <= 1, led.join());
    });

    it("puts no two copies on one broker, and copies into as many racks as there can be, also of partitions that are added", () => {
        fc.assert(
            fc.property(
                fc.array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 7 }),
                fc.nat(6),
                fc.integer({ min: 1, max: 20 }),
                fc.nat(20),
                (racks, more, partitions, added) => {
                    const replication = 1 + (more % racks.length);
                    const topic = { name: "t", partitions, replication };
                    const znodes = made(racks, [topic]);
                    const first = znodes.lists("t");
                    znodes.elect();
                    makeTopics(sandbox, znodes, racks, [{ ...topic, partitions: partitions + added }]);
                    const lists = znodes.lists("t");
                    assert.deepEqual(lists.slice(0, partitions), first);
                    assert.equal(lists.length, partitions + added);
                    const possible = Math.min(replication, new Set(racks).size);
                    for (const list of lists) {
                        assert.equal(new Set(list).size, replication);
                        assert.equal(new Set(list.map((id) => racks[id])).size, possible);
                    }
                },
            ),
            { numRuns: 40 },
        );
    });
});
