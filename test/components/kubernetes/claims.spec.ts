import assert from "node:assert/strict";
import { settingsAnnotation } from "../../../stack/guard/record";
import { all, at, find, list } from "../../harness";
import type { Deployment } from "../../harness";
import { kafka, zooKeeper } from "../parts";

const parts = [
    { name: "zookeeper", make: zooKeeper, group: "zookeeper", size: "5Gi" },
    { name: "kafka", make: kafka, group: "brokers", size: "10Gi" },
] as const;

for (const { name, make, group, size } of parts) {
    describe(`the claims of ${name}`, () => {
        let deployment: Deployment;
        before(async () => {
            deployment = await make();
        });

        it("are made by the set, one for each pod, of the cluster's default class", () => {
            assert.deepEqual(list(find(deployment, "StatefulSet", name).inputs, "spec", "volumeClaimTemplates"), [
                {
                    metadata: { name: "data" },
                    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: size } } },
                },
            ]);
        });

        it("are of the class that is named", async () => {
            const classed = find(await make({ storage: { class: "fast" } }), "StatefulSet", name);
            const [template] = list(classed.inputs, "spec", "volumeClaimTemplates");
            assert.equal(at(template, "spec", "storageClassName"), "fast");
        });

        it("keep their first template: it cannot be edited", () => {
            assert.deepEqual(find(deployment, "StatefulSet", name).ignoreChanges, ["spec.volumeClaimTemplates"]);
        });

        it("outlive the set, and a scaled-down set in any case", async () => {
            const policy = (made: Deployment): unknown =>
                at(find(made, "StatefulSet", name).inputs, "spec", "persistentVolumeClaimRetentionPolicy");
            assert.deepEqual(policy(deployment), { whenDeleted: "Retain", whenScaled: "Retain" });
            const wiped = await make({ storage: { keepOnDestroy: false } });
            assert.deepEqual(policy(wiped), { whenDeleted: "Delete", whenScaled: "Retain" });
        });

        it("get their size from one patch for each, which is never taken back", async () => {
            const sized = await make({ [group]: { replicas: 2, disk: "7Gi" } });
            const patches = all(sized, "PersistentVolumeClaimPatch");
            assert.deepEqual(
                patches.map((patch) => patch.name),
                [`${name}-0-disk`, `${name}-1-disk`],
            );
            for (const [ordinal, patch] of patches.entries()) {
                assert.equal(patch.retainOnDelete, true);
                const made = { "pulumi.com/patchForce": "true", "pulumi.com/skipAwait": "true" };
                const settings = at(
                    find(sized, "StatefulSet", name).inputs,
                    "metadata",
                    "annotations",
                    settingsAnnotation,
                );
                assert.deepEqual(at(patch.inputs, "metadata"), {
                    name: `data-${name}-${ordinal}`,
                    namespace: "apps",
                    // What the set was made with outlives it.
                    annotations: ordinal === 0 ? { ...made, [settingsAnnotation]: settings } : made,
                });
                assert.deepEqual(at(patch.inputs, "spec"), { resources: { requests: { storage: "7Gi" } } });
                assert.ok(patch.dependencies.some((urn) => urn.endsWith(`:StatefulSet::${name}`)));
            }
        });
    });
}
