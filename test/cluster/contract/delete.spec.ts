import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { field } from "./cluster";
import { fixture } from "./fixture";
import { unique } from "./stack";
import type { Program } from "./stack";
import { deployment, statefulSet } from "./workloads";

const nothing: Program = () => undefined;

describe("contract: deletes", function () {
    const { namespace, client, stack, at } = fixture(this);

    const podsOf = async (name: string) =>
        (await client.list("v1", "Pod", namespace)).filter((pod) => pod.metadata.labels?.["app"] === name);

    it("waits until a StatefulSet's pods are gone", async () => {
        const name = unique("set");
        const test = stack();
        await test.deploy(() => {
            statefulSet({ name, namespace });
            return undefined;
        });
        await test.deploy(nothing);
        assert.equal(await client.find(at("apps/v1", "StatefulSet", name)), undefined);
        assert.deepEqual(await podsOf(name), []);
    });

    it("leaves the pods where an annotation of the last deployment says to orphan them", async () => {
        const name = unique("orphaned");
        const test = stack();
        await test.deploy(() => {
            deployment({ name, namespace, annotations: { "pulumi.com/deletionPropagationPolicy": "orphan" } });
            return undefined;
        });
        await test.deploy(nothing);
        assert.equal(await client.find(at("apps/v1", "Deployment", name)), undefined);
        assert.equal((await podsOf(name)).length, 1);
    });

    it("takes what is gone already for deleted", async () => {
        const name = unique("gone");
        const test = stack();
        await test.deploy(() => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace } });
            return undefined;
        });
        await client.delete(at("v1", "ConfigMap", name));
        assert.equal((await test.destroy()).failed, false);
    });

    it("waits for finalizers, gives up in time, and goes on in the next run", async () => {
        const name = unique("held");
        const test = stack();
        await test.deploy(() => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace } }, { customTimeouts: { delete: "5s" } });
            return undefined;
        });
        await client.merge({
            ...at("v1", "ConfigMap", name),
            metadata: { name, namespace, finalizers: ["contract.test/held"] },
        });
        const { failed, output } = await test.destroy();
        assert.equal(failed, true);
        assert.match(output, /finalizers might be preventing deletion \(.*contract\.test\/held.*\)/);
        assert.notEqual(
            field(await client.get(at("v1", "ConfigMap", name)), "metadata", "deletionTimestamp"),
            undefined,
        );
        assert.notEqual(test.resource(name), undefined);
        await client.merge({ ...at("v1", "ConfigMap", name), metadata: { name, namespace, finalizers: [] } });
        assert.equal((await test.destroy()).failed, false);
    });

    it("fails in the API server's words where it will not delete an object, and keeps it in the state", async () => {
        const label = unique("contract");
        const test = stack({
            "kubernetes:upsertExistingObjects": "true",
            "kubernetes:enablePatchForce": "true",
        });
        await test.deploy(() => {
            new k8s.core.v1.Namespace("default", { metadata: { name: "default", labels: { [label]: "true" } } });
            return undefined;
        });
        const identity = { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } };
        try {
            const { failed, output } = await test.destroy();
            assert.equal(failed, true);
            assert.match(output, /namespaces "default" is forbidden: this namespace may not be deleted/);
            assert.notEqual(test.resource("default"), undefined);
            assert.equal((await client.get(identity)).metadata.labels?.[label], "true");
        } finally {
            await client.merge({ ...identity, metadata: { name: "default", labels: { [label]: null } } });
        }
    });

    it("keeps an object that is to be retained", async () => {
        const name = unique("retained");
        const test = stack();
        await test.deploy(() => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace } }, { retainOnDelete: true });
            return undefined;
        });
        assert.equal((await test.destroy()).failed, false);
        assert.notEqual(await client.find(at("v1", "ConfigMap", name)), undefined);
    });
});
