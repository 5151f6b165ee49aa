import assert from "node:assert/strict";
import { storageClass } from "../../../components/storage/storageClass";
import type { StorageClassManifest } from "../../../components/storage/storageClass";
import { settingsOf } from "../parts";

function made(storage: object, annotations = {}): StorageClassManifest | undefined {
    return storageClass(settingsOf({ storage }).storage, "apps-storage", annotations);
}

describe("storageClass", () => {
    it("is the article's class with the NFS preset, with safe binding and reclaiming", () => {
        assert.deepEqual(made({ nfs: true }), {
            metadata: {
                name: "apps-storage",
                labels: {
                    "app.kubernetes.io/name": "storage",
                    "app.kubernetes.io/instance": "storage",
                    "app.kubernetes.io/part-of": "kafka",
                    "app.kubernetes.io/managed-by": "pulumi",
                },
                annotations: {},
            },
            provisioner: "k8s-sigs.io/nfs-subdir-external-provisioner",
            parameters: { archiveOnDelete: "true" },
            mountOptions: ["hard", "nfsvers=4"],
            reclaimPolicy: "Retain",
            volumeBindingMode: "WaitForFirstConsumer",
            allowVolumeExpansion: false,
        });
    });

    it("is the article's class field by field where the settings say so", () => {
        const article = made({
            nfs: true,
            name: "nfs-storage",
            provisioner: "nfs-client",
            reclaimPolicy: "Delete",
            bindingMode: "Immediate",
            default: true,
        });
        assert.equal(article?.metadata.name, "nfs-storage");
        assert.equal(article.metadata.annotations["storageclass.kubernetes.io/is-default-class"], "true");
        assert.equal(article.provisioner, "nfs-client");
        assert.deepEqual(article.parameters, { archiveOnDelete: "true" });
        assert.deepEqual(article.mountOptions, ["hard", "nfsvers=4"]);
        assert.equal(article.reclaimPolicy, "Delete");
        assert.equal(article.volumeBindingMode, "Immediate");
        assert.equal(article.allowVolumeExpansion, false);
    });

    it("takes parameters and mount options instead of the preset's", () => {
        const own = made({
            nfs: true,
            parameters: { archiveOnDelete: "false" },
            mountOptions: ["soft"],
            expansion: true,
        });
        assert.deepEqual(own?.parameters, { archiveOnDelete: "false" });
        assert.deepEqual(own.mountOptions, ["soft"]);
        assert.equal(own.allowVolumeExpansion, true);
    });

    it("is safe for any other provisioner: retained, bound late, able to grow, and not the default class", () => {
        const other = made({ provisioner: "ebs.csi.aws.com" }, { owner: "me" });
        assert.equal(other?.reclaimPolicy, "Retain");
        assert.equal(other.volumeBindingMode, "WaitForFirstConsumer");
        assert.equal(other.allowVolumeExpansion, true);
        // Empty ones the API server would not keep.
        assert.ok(!("parameters" in other) && !("mountOptions" in other));
        assert.deepEqual(other.metadata.annotations, { owner: "me" });
    });

    it("is not made for the cluster's default, nor for an existing one", () => {
        assert.equal(made({}), undefined);
        assert.equal(made({ class: "fast" }), undefined);
    });
});
