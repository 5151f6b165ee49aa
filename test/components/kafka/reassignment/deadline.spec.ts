import assert from "node:assert/strict";
import { reassignmentDeadlineSeconds, needsReassignment } from "../../../../components/kafka/reassignment";

describe("moves of partitions", () => {
    it("are needed to empty brokers and to balance them, and else not", () => {
        assert.equal(needsReassignment({ drain: [], rebalance: false }), false);
        assert.equal(needsReassignment({ drain: [2], rebalance: false }), true);
        assert.equal(needsReassignment({ drain: [], rebalance: true }), true);
    });

    it("have time to send a disk three times at the rate, half an hour more, and thirty days at the most", () => {
        assert.equal(reassignmentDeadlineSeconds({ disk: "100Mi", moveRate: "50Mi" }), 1806);
        assert.equal(
            reassignmentDeadlineSeconds({ disk: "900Gi", moveRate: "50Mi" }),
            1800 + Math.ceil((3 * 900 * 1024) / 50),
        );
        assert.equal(reassignmentDeadlineSeconds({ disk: "64Ti", moveRate: "64Ki" }), 2_592_000);
    });
});
