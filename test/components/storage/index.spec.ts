import type * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { stackOwnership } from "../../../components/ownership";
import { Storage } from "../../../components/storage";
import { all, at, deploy, find } from "../../harness";
import type { Deployment } from "../../harness";
import { outputOf, settingsOf } from "../parts";

async function storage(settings: object): Promise<Deployment> {
    const args = { settings: settingsOf({ storage: settings }).storage, defaultName: "apps-storage" };
    return deploy(() => new Storage("storage", { ...args, ownership: stackOwnership() }));
}

describe("Storage", () => {
    it("makes nothing and names nothing for the cluster's default class", async () => {
        const deployment = await storage({});
        assert.deepEqual(all(deployment, "StorageClass"), []);
        assert.equal(await outputOf(deployment, "className"), undefined);
    });

    it("makes nothing for an existing class, and names it", async () => {
        const deployment = await storage({ class: "fast" });
        assert.deepEqual(all(deployment, "StorageClass"), []);
        assert.equal(await outputOf(deployment, "className"), "fast");
    });

    it("makes a class for a provisioner, under the default name", async () => {
        const deployment = await storage({ provisioner: "ebs.csi.aws.com", parameters: { type: "gp3" } });
        const { inputs } = find(deployment, "StorageClass", "storage");
        assert.equal(at(inputs, "metadata", "name"), "apps-storage");
        assert.equal(at(inputs, "provisioner"), "ebs.csi.aws.com");
        assert.equal(await outputOf(deployment, "className"), "apps-storage");
    });

    it("marks the class as the stack's own, and guards against taking over another's", async () => {
        const made = find(await storage({ nfs: true }), "StorageClass", "storage");
        assert.equal(at(made.inputs, "metadata", "annotations", "kafka.stack/owner"), "organization/kafka/test");
        assert.deepEqual(made.hooks, ["refuse-foreign-objects"]);
    });

    it("replaces the class where Kubernetes refuses an update, the old one first, for the name is the same", async () => {
        const made = find(await storage({ nfs: true }), "StorageClass", "storage");
        assert.deepEqual(made.replaceOnChanges, ["reclaimPolicy", "volumeBindingMode"]);
        assert.equal(made.deleteBeforeReplace, true);
    });

    it("ties nothing to the class but its name: what depends on a replaced resource may be replaced with it", async () => {
        const deployment = await storage({ nfs: true });
        const name = deployment.outputs["className"] as pulumi.Output<string> & {
            readonly allResources: () => Promise<ReadonlySet<pulumi.Resource>>;
        };
        assert.equal(await outputOf(deployment, "className"), "apps-storage");
        assert.equal((await name.allResources()).size, 0);
    });
});
