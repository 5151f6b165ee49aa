import assert from "node:assert/strict";
import { resources } from "../../../components/kubernetes/resources";

describe("resources", () => {
    it("requests all memory, and limits no processor time unless asked to", () => {
        assert.deepEqual(resources({ cpu: "250m", memory: "512Mi" }), {
            requests: { cpu: "250m", memory: "512Mi" },
            limits: { memory: "512Mi" },
        });
    });

    it("limits processor time where asked to, and writes numbers as Kubernetes reads them", () => {
        assert.deepEqual(resources({ cpu: 0.5, cpuLimit: 2, memory: 1073741824 }), {
            requests: { cpu: "0.5", memory: "1073741824" },
            limits: { cpu: "2", memory: "1073741824" },
        });
    });
});
