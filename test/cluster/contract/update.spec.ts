import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { field } from "./cluster";
import { fixture } from "./fixture";
import { unique } from "./stack";

describe("contract: updates", function () {
    const { namespace, client, stack, at } = fixture(this);

    const service =
        (name: string, labels: Record<string, string>, annotations: Record<string, string> = {}) =>
        () => {
            new k8s.core.v1.Service(name, {
                metadata: { name, namespace, labels, annotations },
                spec: { clusterIP: "None", ports: [{ port: 80 }] },
            });
            return undefined;
        };

    it("updates in place, under a field manager of its own that the state keeps", async () => {
        const name = unique("inplace");
        const test = stack();
        await test.deploy(service(name, { a: "1" }));
        const { uid } = (await client.get(at("v1", "Service", name))).metadata;
        const manager = test.resource(name)?.outputs["__fieldManager"];
        assert.match(String(manager), /^pulumi-kubernetes-[0-9a-f]{8}$/);
        const { steps } = await test.deploy(service(name, { a: "2" }));
        assert.deepEqual(
            steps.map(({ op }) => op),
            ["update"],
        );
        const live = await client.get(at("v1", "Service", name));
        assert.deepEqual([live.metadata.uid, live.metadata.labels], [uid, { a: "2" }]);
        assert.equal(test.resource(name)?.outputs["__fieldManager"], manager);
        const appliers = live.metadata.managedFields?.filter(({ operation }) => operation === "Apply");
        assert.deepEqual(
            appliers?.map((entry) => entry.manager),
            [manager],
        );
    });

    it("removes what the program no longer sets, and nothing else", async () => {
        const name = unique("removed");
        const test = stack();
        await test.deploy(service(name, { a: "1", b: "1" }));
        await client.merge({ ...at("v1", "Service", name), metadata: { name, namespace, labels: { other: "kept" } } });
        await test.deploy(service(name, { a: "1" }));
        assert.deepEqual((await client.get(at("v1", "Service", name))).metadata.labels, { a: "1", other: "kept" });
    });

    it("fails on a field that another manager took, in preview and for real, and names it", async () => {
        const name = unique("conflict");
        const test = stack();
        await test.deploy(service(name, { a: "1" }));
        await test.deploy(service(name, { a: "2" }));
        await client.apply({ ...at("v1", "Service", name), metadata: { name, namespace, labels: { a: "theirs" } } });
        for (const run of [await test.preview(service(name, { a: "3" })), await test.up(service(name, { a: "3" }))]) {
            assert.equal(run.failed, true);
            assert.match(run.output, /conflict with "somebody-else".*\.metadata\.labels\.a/s);
        }
        assert.deepEqual((await client.get(at("v1", "Service", name))).metadata.labels, { a: "theirs" });
    });

    it("takes the field over where an annotation says to force", async () => {
        const name = unique("forced");
        const test = stack();
        await test.deploy(service(name, { a: "1" }));
        await client.apply({ ...at("v1", "Service", name), metadata: { name, namespace, labels: { a: "theirs" } } });
        await test.deploy(service(name, { a: "3" }, { "pulumi.com/patchForce": "true" }));
        assert.deepEqual((await client.get(at("v1", "Service", name))).metadata.labels, { a: "3" });
    });

    it("leaves an ignored field to its other manager", async () => {
        const name = unique("ignored");
        const test = stack();
        const program = (replicas: number, label: string) => () => {
            new k8s.apps.v1.Deployment(
                name,
                {
                    metadata: {
                        name,
                        namespace,
                        labels: { a: label },
                        annotations: { "pulumi.com/skipAwait": "true" },
                    },
                    spec: {
                        replicas,
                        selector: { matchLabels: { app: name } },
                        template: {
                            metadata: { labels: { app: name } },
                            spec: { containers: [{ name: "c", image: "nowhere.test/none" }] },
                        },
                    },
                },
                { ignoreChanges: ["spec.replicas"] },
            );
            return undefined;
        };
        await test.deploy(program(0, "1"));
        await test.deploy(program(0, "2"));
        await client.apply({ ...at("apps/v1", "Deployment", name), spec: { replicas: 2 } }, "autoscaler");
        await test.deploy(program(1, "3"));
        const live = await client.get(at("apps/v1", "Deployment", name));
        assert.deepEqual([field(live, "spec", "replicas"), live.metadata.labels], [2, { a: "3" }]);
    });
});
