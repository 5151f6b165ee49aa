import assert from "node:assert/strict";
import { resources } from "../../../components/kubernetes/pod";

describe("resources", () => {
    it("writes amounts that are numbers in a stack file as Kubernetes reads them", () => {
        assert.deepEqual(resources({ cpu: 0.5, cpuLimit: 2, memory: 1073741824 }, []), {
            requests: { cpu: "0.5", memory: "1073741824", "ephemeral-storage": "50Mi" },
            limits: { cpu: "2", memory: "1073741824", "ephemeral-storage": "1000Mi" },
        });
    });
});
