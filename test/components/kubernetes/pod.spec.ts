import assert from "node:assert/strict";
import { podBase } from "../../../components/kubernetes/pod";

describe("podBase", () => {
    it("pulls as asked, runs where asked, and gives the pod no access to the API server", () => {
        const base = podBase(
            { pullPolicy: "Always", pullSecrets: ["hub"] },
            { nodeSelector: { disk: "ssd" }, tolerations: [{ operator: "Exists" }], priorityClass: "high" },
        );
        assert.deepEqual(base.imagePullSecrets, [{ name: "hub" }]);
        assert.deepEqual(base.nodeSelector, { disk: "ssd" });
        assert.deepEqual(base.tolerations, [{ operator: "Exists" }]);
        assert.equal(base.priorityClassName, "high");
        assert.equal(base.automountServiceAccountToken, false);
        assert.equal(base.enableServiceLinks, false);
    });

    it("sets no field that nothing is asked of", () => {
        const base = podBase({ pullPolicy: "IfNotPresent", pullSecrets: [] }, { nodeSelector: {}, tolerations: [] });
        assert.deepEqual(Object.keys(base).sort(), [
            "automountServiceAccountToken",
            "enableServiceLinks",
            "securityContext",
        ]);
    });
});
