import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { field } from "./cluster";
import { fixture } from "./fixture";
import { succeeded, unique } from "./stack";

const adopting = { "kubernetes:upsertExistingObjects": "true", "kubernetes:enablePatchForce": "true" };

describe("contract: creates", function () {
    const { namespace, client, stack, at } = fixture(this);

    const program = (name: string, value: string) => () => {
        new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace }, data: { mine: value } });
        return undefined;
    };

    it("refuses an object that exists, and leaves it alone", async () => {
        const name = unique("taken");
        await client.create({ ...at("v1", "ConfigMap", name), data: { mine: "theirs" } });
        const test = stack();
        const { failed, output } = await test.up(program(name, "ours"));
        assert.equal(failed, true);
        assert.match(output, new RegExp(`was not successfully created.*configmaps "${name}" already exists`, "s"));
        assert.equal(field(await client.get(at("v1", "ConfigMap", name)), "data", "mine"), "theirs");
        assert.equal(test.resource(name), undefined);
    });

    it("takes an existing object over where it is told to upsert and to force", async () => {
        const name = unique("adopted");
        await client.apply({ ...at("v1", "ConfigMap", name), data: { mine: "theirs", other: "kept" } });
        const { uid } = (await client.get(at("v1", "ConfigMap", name))).metadata;
        const test = stack(adopting);
        await test.deploy(program(name, "ours"));
        const live = await client.get(at("v1", "ConfigMap", name));
        assert.deepEqual(live["data"], { mine: "ours", other: "kept" });
        assert.equal(live.metadata.uid, uid);
    });

    it("names the other manager where it is told to upsert but not to force", async () => {
        const name = unique("contested");
        await client.apply({ ...at("v1", "ConfigMap", name), data: { mine: "theirs" } });
        const test = stack({ "kubernetes:upsertExistingObjects": "true" });
        const { failed, output } = await test.up(program(name, "ours"));
        assert.equal(failed, true);
        assert.match(output, /conflict with "somebody-else"/);
    });

    it("says what is wrong with an object, and keeps none in the state", async () => {
        const name = unique("Invalid_Name");
        const test = stack();
        const { failed, output } = await test.up(program(name, "ours"));
        assert.equal(failed, true);
        assert.match(output, /was not successfully created by the Kubernetes API server/);
        assert.match(output, /metadata\.name: Invalid value/);
        assert.equal(test.resource(name), undefined);
    });

    it("sends and keeps every field under the name that it has in the API", async () => {
        const name = unique("verbatim");
        const test = stack();
        const from = [{ podSelector: { matchLabels: { app: name } } }];
        await test.deploy(() => {
            new k8s.networking.v1.NetworkPolicy(name, {
                metadata: { name, namespace },
                spec: { podSelector: {}, ingress: [{ from }] },
            });
            return undefined;
        });
        assert.deepEqual(field(test.resource(name)?.outputs, "spec", "ingress"), [{ from }]);
        succeeded(await test.refresh());
        assert.deepEqual((await test.deploy()).steps, []);
    });

    it("makes, changes and deletes an object whose name has capitals", async () => {
        const name = `Contract-${unique("role")}`;
        const test = stack();
        const program = (verb: string) => () => {
            new k8s.rbac.v1.Role(name, {
                metadata: { name, namespace },
                rules: [{ apiGroups: [""], resources: ["pods"], verbs: [verb] }],
            });
            return undefined;
        };
        await test.deploy(program("get"));
        await test.deploy(program("list"));
        assert.deepEqual(field(test.resource(name)?.outputs, "rules", "0", "verbs"), ["list"]);
        succeeded(await test.refresh());
        assert.deepEqual((await test.deploy()).steps, []);
        assert.equal((await test.destroy()).failed, false);
        const roles = await client.list("rbac.authorization.k8s.io/v1", "Role", namespace);
        assert.equal(
            roles.some((role) => role.metadata.name === name),
            false,
        );
    });

    it("creates a custom resource beside its definition", async () => {
        const plural = unique("things").replaceAll("-", "");
        const name = `${plural}.contract.test`;
        const test = stack();
        await test.deploy(() => {
            const definition = new k8s.apiextensions.v1.CustomResourceDefinition(name, {
                metadata: { name },
                spec: {
                    group: "contract.test",
                    scope: "Namespaced",
                    names: { plural, singular: plural, kind: plural },
                    versions: [
                        {
                            name: "v1",
                            served: true,
                            storage: true,
                            schema: { openAPIV3Schema: { type: "object" } },
                        },
                    ],
                },
            });
            new k8s.apiextensions.CustomResource(
                plural,
                { apiVersion: "contract.test/v1", kind: plural, metadata: { name: "one", namespace } },
                { dependsOn: definition },
            );
            return undefined;
        });
        assert.equal(test.resource(plural)?.id, `${namespace}/one`);
        assert.equal((await test.destroy()).failed, false);
    });
});
