import assert from "node:assert/strict";
import { contentHash } from "../../../components/kubernetes/job";

describe("contentHash", () => {
    it("is eight hexadecimal digits, the same for the same texts", () => {
        assert.match(contentHash("a", "b"), /^[0-9a-f]{8}$/);
        assert.equal(contentHash("a", "b"), contentHash("a", "b"));
    });

    it("tells texts apart, and where one ends", () => {
        assert.equal(
            new Set([contentHash("a", "b"), contentHash("a", "c"), contentHash("ab", ""), contentHash("b", "a")]).size,
            4,
        );
    });
});
