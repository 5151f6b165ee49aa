import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { fixture } from "./fixture";
import { unique } from "./stack";

describe("contract: patches", function () {
    const { namespace, client, stack, at } = fixture(this);
    const force = { "pulumi.com/patchForce": "true" };

    it("sets the given fields of somebody else's object, and gives them up when it is deleted", async () => {
        const name = unique("patched");
        await client.apply({ ...at("v1", "ConfigMap", name), data: { theirs: "1" } });
        const test = stack();
        await test.deploy(() => {
            new k8s.core.v1.ConfigMapPatch(name, { metadata: { name, namespace }, data: { ours: "2" } });
            return undefined;
        });
        assert.deepEqual((await client.get(at("v1", "ConfigMap", name)))["data"], { theirs: "1", ours: "2" });
        assert.equal((await test.destroy()).failed, false);
        assert.deepEqual((await client.get(at("v1", "ConfigMap", name)))["data"], { theirs: "1" });
    });

    it("updates in place what would replace the object itself", async () => {
        const name = unique("inplace");
        await client.apply({ ...at("v1", "ConfigMap", name), data: { theirs: "1" } });
        const test = stack();
        const program = (value: string) => () => {
            new k8s.core.v1.ConfigMapPatch(name, { metadata: { name, namespace }, data: { ours: value } });
            return undefined;
        };
        await test.deploy(program("1"));
        const { steps } = await test.deploy(program("2"));
        assert.deepEqual(steps, [{ op: "update", name, diff: { "data.ours": "update" } }]);
    });

    it("fails on a field of somebody else, unless it is told to force", async () => {
        const name = unique("contested");
        await client.apply({ ...at("v1", "ConfigMap", name), data: { a: "theirs" } });
        const program = (annotations: Record<string, string>) => () => {
            new k8s.core.v1.ConfigMapPatch(name, { metadata: { name, namespace, annotations }, data: { a: "ours" } });
            return undefined;
        };
        const { failed, output } = await stack().up(program({}));
        assert.equal(failed, true);
        assert.match(output, /conflict with "somebody-else"/);
        await stack().deploy(program(force));
        assert.deepEqual((await client.get(at("v1", "ConfigMap", name)))["data"], { a: "ours" });
    });

    it("creates a namespace that is missing, and survives being made again", async () => {
        const name = unique("ensured");
        const identity = { apiVersion: "v1", kind: "Namespace", metadata: { name } };
        const program = () => {
            new k8s.core.v1.NamespacePatch(
                name,
                { metadata: { name, labels: { team: "a" }, annotations: force } },
                { retainOnDelete: true },
            );
            return undefined;
        };
        const test = stack();
        assert.equal((await test.preview(program)).failed, false);
        await test.deploy(program);
        assert.equal((await client.get(identity)).metadata.labels?.["team"], "a");
        assert.equal((await test.destroy()).failed, false);
        await test.deploy(program);
        assert.deepEqual((await test.deploy()).steps, []);
        await client.delete(identity);
    });

    it("refuses a patch that does not say what it patches", async () => {
        const { failed, output } = await stack().preview(() => {
            new k8s.core.v1.ConfigMapPatch(unique("nameless"), { metadata: { namespace }, data: {} });
            return undefined;
        });
        assert.equal(failed, true);
        assert.match(output, /patch resources require the `\.metadata\.name` field to be set/);
    });
});
