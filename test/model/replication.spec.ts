import fc from "fast-check";
import assert from "node:assert/strict";
import { maxUnavailable, replication } from "../../model/replication";

describe("replication", () => {
    const expected = [
        { brokers: 1, factor: 1, inSync: 1 },
        { brokers: 2, factor: 2, inSync: 1 },
        { brokers: 3, factor: 3, inSync: 2 },
        { brokers: 4, factor: 3, inSync: 2 },
        { brokers: 9, factor: 3, inSync: 2 },
    ];
    for (const { brokers, factor, inSync } of expected) {
        it(`keeps ${factor} copies on ${brokers} brokers, ${inSync} of them acknowledged`, () => {
            assert.deepEqual(replication(brokers), {
                "default.replication.factor": factor,
                "min.insync.replicas": inSync,
                "offsets.topic.replication.factor": factor,
                "transaction.state.log.replication.factor": factor,
                "transaction.state.log.min.isr": inSync,
            });
        });
    }

    it("never asks for more copies than there are brokers, and lets writers go on without one broker", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 99 }), (brokers) => {
                const all = replication(brokers);
                const pairs = [
                    [all["default.replication.factor"], all["min.insync.replicas"]],
                    [all["transaction.state.log.replication.factor"], all["transaction.state.log.min.isr"]],
                ] as const;
                for (const [factor, inSync] of pairs) {
                    assert.ok(inSync >= 1 && factor <= brokers);
                    assert.ok(inSync < factor || (factor === 1 && inSync === 1));
                }
                assert.ok(all["offsets.topic.replication.factor"] <= brokers);
            }),
        );
    });

    it("never keeps fewer copies because there are more brokers", () => {
        for (let brokers = 1; brokers < 9; brokers++) {
            const [now, then] = [replication(brokers), replication(brokers + 1)];
            assert.ok(now["default.replication.factor"] <= then["default.replication.factor"]);
            assert.ok(now["min.insync.replicas"] <= then["min.insync.replicas"]);
        }
    });
});

describe("maxUnavailable", () => {
    it("lets one pod at a time be away, and gives a single pod no budget at all", () => {
        assert.deepEqual([1, 2, 3, 5, 99].map(maxUnavailable), [undefined, 1, 1, 1, 1]);
    });

    it("takes no more brokers away than the writers can do without", () => {
        for (let brokers = 2; brokers <= 9; brokers++) {
            const { "default.replication.factor": factor, "min.insync.replicas": inSync } = replication(brokers);
            assert.ok(factor - (maxUnavailable(brokers) ?? 0) >= inSync, `${brokers} brokers`);
        }
    });
});
