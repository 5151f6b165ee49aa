import assert from "node:assert/strict";
import { scheduled, spreadOver } from "../../../components/kubernetes/spread";

const selector = { app: "a" };
const labelSelector = { matchLabels: selector };
const others = { topologyKey: "kubernetes.io/hostname", labelSelector };
const better = { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: others }] };
const must = { requiredDuringSchedulingIgnoredDuringExecution: [others] };
const zones = (whenUnsatisfiable: string, more: object = {}) => ({
    topologyKey: "topology.kubernetes.io/zone",
    maxSkew: 1,
    whenUnsatisfiable,
    labelSelector,
    ...more,
});
const nodeAffinity = {
    requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: "disk", operator: "In" as const, values: ["ssd", "nvme"] }] }],
    },
};

describe("spreadOver", () => {
    it("prefers different nodes and zones, without one constraint for both: where no node has a zone, it would switch the other off", () => {
        assert.deepEqual(spreadOver({ spread: { hosts: "preferred", zones: "preferred" } }, selector), {
            affinity: { podAntiAffinity: better },
            topologySpreadConstraints: [zones("ScheduleAnyway")],
        });
    });

    it("requires different nodes by anti-affinity", () => {
        assert.deepEqual(spreadOver({ spread: { hosts: "required", zones: "preferred" } }, selector), {
            affinity: { podAntiAffinity: must },
            topologySpreadConstraints: [zones("ScheduleAnyway")],
        });
    });

    it("requires different zones, without those whose nodes have taints that the pods do not tolerate", () => {
        assert.deepEqual(spreadOver({ spread: { hosts: "preferred", zones: "required" } }, selector), {
            affinity: { podAntiAffinity: better },
            topologySpreadConstraints: [zones("DoNotSchedule", { nodeTaintsPolicy: "Honor" })],
        });
    });

    it("requires so many zones where the settings say how many", () => {
        const { topologySpreadConstraints } = spreadOver(
            { spread: { hosts: "preferred", zones: "required", minDomains: 3 } },
            selector,
        );
        assert.deepEqual(topologySpreadConstraints, [
            zones("DoNotSchedule", { nodeTaintsPolicy: "Honor", minDomains: 3 }),
        ]);
    });

    it("leaves zones alone where they are off", () => {
        assert.deepEqual(spreadOver({ spread: { hosts: "preferred", zones: "off" } }, selector), {
            affinity: { podAntiAffinity: better },
        });
    });

    it("keeps the node affinity beside the anti-affinity", () => {
        const { affinity } = spreadOver({ spread: { hosts: "required", zones: "off" }, nodeAffinity }, selector);
        assert.deepEqual(affinity, { nodeAffinity, podAntiAffinity: must });
    });
});

describe("scheduled", () => {
    it("has the node affinity of a pod that has no like, and none where there is none", () => {
        const scheduling = { nodeSelector: {}, tolerations: [] };
        assert.deepEqual(scheduled({ ...scheduling, nodeAffinity }).affinity, { nodeAffinity });
        assert.equal("affinity" in scheduled(scheduling), false);
    });
});
