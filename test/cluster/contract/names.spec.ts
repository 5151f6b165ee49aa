import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { field } from "./cluster";
import { fixture } from "./fixture";
import { unique } from "./stack";

describe("contract: names", function () {
    const { namespace, client, stack, at } = fixture(this);

    it("makes up a name with eight digits, marks it, and keeps it", async () => {
        const test = stack();
        const program = () => ({
            name: new k8s.core.v1.ConfigMap("settings", { metadata: { namespace }, data: { a: "1" } }).metadata.name,
        });
        const name = String((await test.deploy(program)).outputs["name"]?.value);
        assert.match(name, /^settings-[0-9a-f]{8}$/);
        const live = await client.get(at("v1", "ConfigMap", name));
        assert.equal(field(live, "metadata", "annotations", "pulumi.com/autonamed"), "true");
        const again = await test.deploy();
        assert.deepEqual(again.steps, []);
        assert.equal(again.outputs["name"]?.value, name);
    });

    it("follows the stack's autonaming pattern", async () => {
        const name = unique("patterned");
        const test = stack({ "pulumi:autonaming": { pattern: "${name}-chosen" } });
        await test.deploy(() => {
            new k8s.core.v1.ConfigMap(name, { metadata: { namespace } });
            return undefined;
        });
        assert.equal(test.resource(name)?.id, `${namespace}/${name}-chosen`);
    });

    it("uses the configured namespace for objects that name none", async () => {
        const name = unique("placed");
        const test = stack({ "kubernetes:namespace": namespace });
        await test.deploy(() => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name } });
            return undefined;
        });
        assert.equal(test.resource(name)?.id, `${namespace}/${name}`);
        assert.notEqual(await client.find(at("v1", "ConfigMap", name)), undefined);
    });

    it("gives a cluster-wide object no namespace, and its bare name as id", async () => {
        const name = unique("wide");
        const test = stack({ "kubernetes:namespace": namespace });
        await test.deploy(() => {
            new k8s.rbac.v1.ClusterRole(name, { metadata: { name }, rules: [] });
            return undefined;
        });
        assert.equal(test.resource(name)?.id, name);
        assert.equal((await test.destroy()).failed, false);
    });

    it("replaces a renamed object: the new one first", async () => {
        const name = unique("renamed");
        const test = stack();
        const program = (suffix: string) => () => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name: name + suffix, namespace } });
            return undefined;
        };
        await test.deploy(program("-a"));
        const { steps } = await test.deploy(program("-b"));
        assert.deepEqual(
            steps.map(({ op }) => op),
            ["create-replacement", "replace", "delete-replaced"],
        );
        assert.equal(await client.find(at("v1", "ConfigMap", `${name}-a`)), undefined);
    });

    it("adds no labels of its own", async () => {
        const name = unique("bare");
        await stack().deploy(() => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace } });
            return undefined;
        });
        const live = await client.get(at("v1", "ConfigMap", name));
        assert.equal(live.metadata.labels, undefined);
        assert.equal(live.metadata.annotations, undefined);
    });
});
