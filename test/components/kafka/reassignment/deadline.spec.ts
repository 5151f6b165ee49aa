import * as fc from "fast-check";
import assert from "node:assert/strict";
import { needsReassignment, reassignmentDeadlineSeconds } from "../../../../components/kafka/reassignment";

/** Sizes of disks and rates, in MiB. */
const disks = fc.integer({ min: 1024, max: 64 * 2 ** 20 });
const rates = fc.integer({ min: 1, max: 10 * 1024 });
const month = 30 * 86_400;

function deadline(disk: number, rate: number): number {
    return reassignmentDeadlineSeconds({ disk: `${disk}Mi`, moveRate: `${rate}Mi` });
}

describe("needsReassignment", () => {
    it("asks for a Job that moves partitions to empty brokers and to balance them, and else for none", () => {
        assert.equal(needsReassignment({ drain: [], rebalance: false }, []), false);
        assert.equal(needsReassignment({ drain: [2], rebalance: false }, []), true);
        assert.equal(needsReassignment({ drain: [], rebalance: true }, []), true);
    });
});

describe("reassignmentDeadlineSeconds", () => {
    it("gives a Job more than the time in which a broker sends its whole disk three times, or else a month", () => {
        fc.assert(
            fc.property(disks, rates, (disk, rate) => {
                const given = deadline(disk, rate);
                assert.ok(given === month || given > (3 * disk) / rate, `${given}`);
            }),
        );
    });

    it("gives no Job more than a month, and a month to the largest disk at the lowest rate", () => {
        fc.assert(
            fc.property(disks, rates, (disk, rate) => {
                assert.ok(deadline(disk, rate) <= month);
            }),
        );
        assert.equal(reassignmentDeadlineSeconds({ disk: "64Ti", moveRate: "64Ki" }), month);
        assert.ok(deadline(900 * 1024, 50) < month);
    });

    it("gives more time for a larger disk, and less for a higher rate", () => {
        fc.assert(
            fc.property(disks, disks, rates, rates, (a, b, c, d) => {
                const [small, large, slow, fast] = [Math.min(a, b), Math.max(a, b), Math.min(c, d), Math.max(c, d)];
                assert.ok(deadline(small, slow) <= deadline(large, slow));
                assert.ok(deadline(large, fast) <= deadline(large, slow));
            }),
        );
        assert.ok(deadline(10 * 1024, 50) < deadline(900 * 1024, 50));
        assert.ok(deadline(900 * 1024, 100) < deadline(900 * 1024, 50));
    });
});
