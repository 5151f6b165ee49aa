import assert from "node:assert/strict";
import { spreadOver } from "../../../components/kubernetes/spread";

const selector = { app: "a" };
const labelSelector = { matchLabels: selector };
const hosts = { topologyKey: "kubernetes.io/hostname", maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway", labelSelector };
const zones = (whenUnsatisfiable: string) => ({
    topologyKey: "topology.kubernetes.io/zone",
    maxSkew: 1,
    whenUnsatisfiable,
    labelSelector,
});
const apart = {
    podAntiAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: "kubernetes.io/hostname", labelSelector }],
    },
};

describe("spreadOver", () => {
    it("prefers different nodes and zones", () => {
        assert.deepEqual(spreadOver({ hosts: "preferred", zones: "preferred" }, selector), {
            topologySpreadConstraints: [hosts, zones("ScheduleAnyway")],
        });
    });

    it("requires different nodes by anti-affinity", () => {
        assert.deepEqual(spreadOver({ hosts: "required", zones: "preferred" }, selector), {
            affinity: apart,
            topologySpreadConstraints: [zones("ScheduleAnyway")],
        });
    });

    it("requires different zones", () => {
        assert.deepEqual(spreadOver({ hosts: "preferred", zones: "required" }, selector), {
            topologySpreadConstraints: [hosts, zones("DoNotSchedule")],
        });
    });

    it("leaves zones alone where they are off", () => {
        assert.deepEqual(spreadOver({ hosts: "preferred", zones: "off" }, selector), {
            topologySpreadConstraints: [hosts],
        });
    });
});
