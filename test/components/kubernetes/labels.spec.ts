import assert from "node:assert/strict";
import { labels, selectorLabels } from "../../../components/kubernetes/labels";

describe("labels", () => {
    it("select by name and instance only, for a selector can never be edited", () => {
        assert.deepEqual(selectorLabels("kafka", "one"), {
            "app.kubernetes.io/name": "kafka",
            "app.kubernetes.io/instance": "one",
        });
    });

    it("hold nothing that changes with a version: it would roll the pods", () => {
        assert.deepEqual(labels("kafka", "one"), {
            ...selectorLabels("kafka", "one"),
            "app.kubernetes.io/part-of": "kafka",
            "app.kubernetes.io/managed-by": "pulumi",
        });
    });
});
