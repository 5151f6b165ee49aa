import assert from "node:assert/strict";
import { Namespace } from "../../../components/namespace";
import { stackOwnership } from "../../../components/ownership";
import { at, deploy, find } from "../../harness";
import type { Deployment } from "../../harness";
import { outputOf } from "../parts";

async function namespace(labels = {}, preview = false): Promise<Deployment> {
    return deploy(() => new Namespace("namespace", { name: "apps", labels }), {}, "test", preview);
}

describe("Namespace", () => {
    it("is a patch that is left in place: deleting a namespace deletes every claim in it", async () => {
        const deployment = await namespace();
        const patch = find(deployment, "NamespacePatch", "namespace");
        assert.equal(patch.retainOnDelete, true);
        assert.deepEqual(at(patch.inputs, "metadata", "annotations"), { "pulumi.com/patchForce": "true" });
        assert.ok(
            !deployment.resources.some(({ type }) => type.endsWith(":Namespace") && type.startsWith("kubernetes:")),
        );
    });

    it("asks for the restricted level in all three modes, whatever labels are added", async () => {
        const { inputs } = find(await namespace({ team: "data" }), "NamespacePatch", "namespace");
        assert.deepEqual(at(inputs, "metadata", "labels"), {
            team: "data",
            "app.kubernetes.io/part-of": "kafka",
            "pod-security.kubernetes.io/enforce": "restricted",
            "pod-security.kubernetes.io/warn": "restricted",
            "pod-security.kubernetes.io/audit": "restricted",
        });
    });

    it("cannot be talked out of the level", async () => {
        const loose = { "pod-security.kubernetes.io/enforce": "privileged" };
        const { inputs } = find(await namespace(loose), "NamespacePatch", "namespace");
        assert.equal(at(inputs, "metadata", "labels", "pod-security.kubernetes.io/enforce"), "restricted");
    });

    it("is marked as the stack's own, and looked up before it is made", async () => {
        const deployment = await deploy(
            () => new Namespace("namespace", { name: "apps", ownership: stackOwnership() }),
        );
        const { hooks, inputs } = find(deployment, "NamespacePatch", "namespace");
        assert.equal(at(inputs, "metadata", "annotations", "kafka.stack/owner"), "organization/kafka/test");
        assert.deepEqual(hooks, ["refuse-foreign-objects"]);
    });

    it("is left alone where it is not managed", async () => {
        const deployment = await deploy(() => new Namespace("namespace", { name: "apps", manage: false }));
        assert.deepEqual(
            deployment.resources.map(({ type }) => type),
            ["kafka:index:Namespace"],
        );
        assert.equal(await outputOf(deployment, "namespaceName"), "apps");
    });

    it("gives its name, in the first preview too", async () => {
        assert.equal(await outputOf(await namespace(), "namespaceName"), "apps");
        assert.equal(await outputOf(await namespace({}, true), "namespaceName"), "apps");
    });
});
