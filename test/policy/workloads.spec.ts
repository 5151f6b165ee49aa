import assert from "node:assert/strict";
import { object, said, unknownStringValue, workload } from "./policies";
import type { Given } from "./policies";

const labels = { "app.kubernetes.io/name": "db" };

describe("disruption-budgets", () => {
    const set = workload("StatefulSet", "db", {});
    const budget = (name: string, spec: object): Given =>
        object("policy/v1", "PodDisruptionBudget", name, { spec: { selector: { matchLabels: labels }, ...spec } });
    const of = (resources: readonly Given[], config?: object) => said("disruption-budgets", resources, config);

    it("takes a set with a budget of one, in each way to say it, and a set of one pod without", () => {
        for (const spec of [
            { maxUnavailable: 1 },
            { minAvailable: 2 },
            { minAvailable: "67%" },
            { maxUnavailable: "30%" },
            { maxUnavailable: unknownStringValue },
        ]) {
            assert.deepEqual(of([set, budget("db", spec)]), [], JSON.stringify(spec));
        }
        assert.deepEqual(of([workload("StatefulSet", "db", {}, { replicas: 1 })]), []);
    });

    it("refuses a set without, and one with two", () => {
        assert.deepEqual(of([set]), [
            "StatefulSet shop/db: no PodDisruptionBudget selects its pods: one must; add one with maxUnavailable 1",
        ]);
        const elsewhere = { metadata: { namespace: "other" }, spec: { selector: {}, maxUnavailable: 1 } };
        assert.equal(of([set, object("policy/v1", "PodDisruptionBudget", "db", elsewhere)]).length, 1);
        assert.deepEqual(of([set, budget("a", { maxUnavailable: 1 }), budget("b", { maxUnavailable: 1 })]), [
            "StatefulSet shop/db: PodDisruptionBudget shop/a, PodDisruptionBudget shop/b select its pods: exactly one must; remove the others",
        ]);
    });

    it("refuses a budget that lets more go, unless the configuration does", () => {
        for (const spec of [
            { maxUnavailable: 2 },
            { minAvailable: 1 },
            { minAvailable: "33%" },
            { maxUnavailable: "40%" },
        ]) {
            const lines = of([set, budget("db", spec)]);
            assert.match(lines.join("\n"), /must let at most 1 of 3 pods go at a time; set maxUnavailable to 1$/);
            assert.deepEqual(of([set, budget("db", spec)], { maxUnavailable: 2 }), []);
        }
    });
});

describe("network-policies", () => {
    const of = (...resources: readonly Given[]) => said("network-policies", resources);
    const pods = workload("Deployment", "db", {});
    const policy = (spec: object): Given => object("networking.k8s.io/v1", "NetworkPolicy", "db", { spec });
    const selectors = [
        {},
        { matchLabels: labels },
        { matchExpressions: [{ key: "app.kubernetes.io/name", operator: "In", values: ["db", "web"] }] },
        { matchExpressions: [{ key: "app.kubernetes.io/name", operator: "Exists" }] },
        { matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] },
        { matchExpressions: [{ key: "app.kubernetes.io/name", operator: "NotIn", values: ["web"] }] },
    ];

    it("takes pods that one selects, in each way to select", () => {
        for (const podSelector of selectors) {
            assert.deepEqual(of(pods, policy({ podSelector })), [], JSON.stringify(podSelector));
        }
    });

    it("refuses pods that none selects, or only one for what they reach", () => {
        for (const spec of [
            { podSelector: { matchLabels: { "app.kubernetes.io/name": "web" } } },
            {
                podSelector: {
                    matchExpressions: [{ key: "app.kubernetes.io/name", operator: "NotIn", values: ["db"] }],
                },
            },
            { podSelector: { matchExpressions: [{ key: "tier", operator: "Exists" }] } },
            { podSelector: {}, policyTypes: ["Egress"] },
        ]) {
            assert.deepEqual(of(pods, policy(spec)), [
                "Deployment shop/db: no NetworkPolicy for Ingress selects its pods: one must; add one",
            ]);
        }
    });
});

describe("storage-retained", () => {
    const of = (resource: Given) => said("storage-retained", [resource]);
    const claims = { volumeClaimTemplates: [{ metadata: { name: "data" } }] };
    const set = (policy?: object) =>
        workload("StatefulSet", "db", {}, { ...claims, persistentVolumeClaimRetentionPolicy: policy });
    const storageClass = (reclaimPolicy?: string) =>
        object("storage.k8s.io/v1", "StorageClass", "disks", { metadata: { namespace: undefined }, reclaimPolicy });

    it("takes claims and disks that stay", () => {
        assert.deepEqual([set(), set({ whenDeleted: "Retain", whenScaled: "Retain" })].flatMap(of), []);
        assert.deepEqual([storageClass("Retain"), storageClass(unknownStringValue)].flatMap(of), []);
        const withoutClaims = workload(
            "StatefulSet",
            "db",
            {},
            { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete" } },
        );
        assert.deepEqual(of(withoutClaims), []);
    });

    it("refuses those that go", () => {
        assert.deepEqual(of(set({ whenDeleted: "Delete", whenScaled: "Delete" })), [
            'StatefulSet shop/db: persistentVolumeClaimRetentionPolicy.whenDeleted is "Delete": must be Retain, for the records are on these disks; set it, or remove it',
            'StatefulSet shop/db: persistentVolumeClaimRetentionPolicy.whenScaled is "Delete": must be Retain, for the records are on these disks; set it, or remove it',
        ]);
        assert.deepEqual(of(storageClass()), [
            "StorageClass disks: reclaimPolicy is not set: must be Retain, or a disk is deleted with its claim; set it",
        ]);
        assert.equal(of(storageClass("Delete")).length, 1);
    });
});
