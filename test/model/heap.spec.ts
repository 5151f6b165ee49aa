import fc from "fast-check";
import assert from "node:assert/strict";
import { brokerHeap, heapMiB, kafkaManagerHeap, zookeeperHeap } from "../../model/heap";
import { GiB, MiB, quantity } from "../../model/quantity";

const [kafkaHeap, heapWithAgent] = [brokerHeap(false), brokerHeap(true)];
const rules = { kafkaHeap, heapWithAgent, zookeeperHeap, kafkaManagerHeap };

describe("heapMiB", () => {
    const cases = [
        { rule: kafkaHeap, memory: "2Gi", heap: 1024, why: "half for the page cache" },
        { rule: kafkaHeap, memory: "640Mi", heap: 320, why: "half of the dev stack's broker" },
        { rule: kafkaHeap, memory: "64Gi", heap: 6144, why: "the ceiling" },
        { rule: heapWithAgent, memory: "2Gi", heap: 1024, why: "the agent has room in the other half" },
        {
            rule: heapWithAgent,
            memory: "640Mi",
            heap: 256,
            why: "the agent takes what the tools of a small broker need",
        },
        { rule: zookeeperHeap, memory: "512Mi", heap: 307, why: "0.6 rounded down to whole mebibytes" },
        { rule: zookeeperHeap, memory: "256Mi", heap: 153, why: "0.6 of the dev stack's server" },
        { rule: zookeeperHeap, memory: "16Gi", heap: 4096, why: "the ceiling" },
        { rule: kafkaManagerHeap, memory: "768Mi", heap: 460, why: "0.6" },
        { rule: kafkaHeap, memory: 2 * GiB, heap: 1024, why: "a number is bytes" },
        { rule: kafkaHeap, memory: "1G", heap: 476, why: "decimal units are smaller" },
    ];
    for (const { rule, memory, heap, why } of cases) {
        it(`takes ${heap} MiB of ${memory}: ${why}`, () => {
            assert.equal(heapMiB(rule, memory), heap);
        });
    }

    it("takes the heap that is asked for, above the share and above the ceiling too", () => {
        assert.equal(heapMiB(kafkaHeap, "2Gi", "1500Mi"), 1500);
        assert.equal(heapMiB(kafkaHeap, "64Gi", "30Gi"), 30720);
        assert.equal(heapMiB(zookeeperHeap, "512Mi", 100 * MiB), 100);
    });

    for (const [name, rule] of Object.entries(rules)) {
        it(`never asks for the whole limit, nor for less of a larger one (${name})`, () => {
            const mebibytes = fc.integer({ min: 512, max: 2 ** 20 });
            fc.assert(
                fc.property(mebibytes, mebibytes, (a, b) => {
                    const [small, large] = [Math.min(a, b), Math.max(a, b)];
                    const heap = heapMiB(rule, `${small}Mi`);
                    assert.ok(heap >= 1 && heap * MiB < quantity(`${small}Mi`));
                    assert.ok(heap <= heapMiB(rule, `${large}Mi`));
                    assert.ok(heap * MiB <= rule.ceiling);
                }),
            );
        });
    }
});
