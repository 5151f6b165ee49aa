import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { fixture } from "./fixture";
import { succeeded, unique } from "./stack";

describe("contract: reads", function () {
    const { namespace, client, stack, at } = fixture(this);

    it("notices in a refresh that an object is gone, and creates it again", async () => {
        const name = unique("gone");
        const test = stack();
        const program = () => {
            new k8s.core.v1.ConfigMap(name, { metadata: { name, namespace } });
            return undefined;
        };
        await test.deploy(program);
        await client.delete(at("v1", "ConfigMap", name));
        succeeded(await test.refresh());
        assert.equal(test.resource(name), undefined);
        const { steps } = await test.deploy();
        assert.deepEqual(
            steps.map(({ op }) => op),
            ["create"],
        );
    });

    it("changes nothing in a refresh when nothing changed", async () => {
        const name = unique("still");
        const test = stack();
        await test.deploy(() => {
            new k8s.core.v1.Service(name, {
                metadata: { name, namespace },
                spec: { clusterIP: "None", ports: [{ port: 80 }] },
            });
            return undefined;
        });
        succeeded(await test.refresh());
        assert.deepEqual((await test.deploy()).steps, []);
    });

    it("imports an object by its id, without a difference", async () => {
        const name = unique("imported");
        const spec = { clusterIP: "None", ports: [{ name: "http", port: 80, protocol: "TCP", targetPort: 80 }] };
        await client.create({ ...at("v1", "Service", name), spec });
        const { uid } = (await client.get(at("v1", "Service", name))).metadata;
        const test = stack();
        const program = (id?: string) => () => {
            new k8s.core.v1.Service(
                name,
                {
                    metadata: { name, namespace },
                    spec: {
                        ...spec,
                        clusterIPs: ["None"],
                        internalTrafficPolicy: "Cluster",
                        ipFamilies: ["IPv4"],
                        ipFamilyPolicy: "SingleStack",
                        sessionAffinity: "None",
                        type: "ClusterIP",
                    },
                },
                id === undefined ? {} : { import: id },
            );
            return undefined;
        };
        await test.deploy(program(`${namespace}/${name}`));
        assert.deepEqual((await test.deploy(program())).steps, []);
        assert.equal((await client.get(at("v1", "Service", name))).metadata.uid, uid);
    });

    it("reads an object that belongs to somebody else", async () => {
        const name = unique("read");
        await client.create({ ...at("v1", "ConfigMap", name), data: { a: "1" } });
        const test = stack();
        const { outputs } = await test.deploy(() => ({
            data: k8s.core.v1.ConfigMap.get(name, `${namespace}/${name}`).data,
        }));
        assert.deepEqual(outputs["data"]?.value, { a: "1" });
        assert.equal((await test.destroy()).failed, false);
        assert.notEqual(await client.find(at("v1", "ConfigMap", name)), undefined);
    });
});
