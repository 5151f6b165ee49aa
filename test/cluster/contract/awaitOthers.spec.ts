import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { field } from "./cluster";
import { fixture } from "./fixture";
import { unique } from "./stack";
import { deployment } from "./workloads";

const short = { customTimeouts: { create: "5s" } };

describe("contract: waiting for services and claims", function () {
    const { namespace, client, stack, at } = fixture(this);

    it("does not wait for the pods of a headless Service, nor of one without a selector", async () => {
        const name = unique("headless");
        await stack().deploy(() => {
            new k8s.core.v1.Service(
                name,
                {
                    metadata: { name, namespace },
                    spec: { clusterIP: "None", selector: { app: name }, ports: [{ port: 80 }] },
                },
                short,
            );
            new k8s.core.v1.Service(
                `${name}-bare`,
                { metadata: { name: `${name}-bare`, namespace }, spec: { ports: [{ port: 80 }] } },
                short,
            );
            return undefined;
        });
    });

    it("waits until the pods behind a Service are ready", async () => {
        const name = unique("unready");
        const test = stack();
        const pods = () => {
            const skip = { "pulumi.com/skipAwait": "true" };
            deployment({ name, namespace, unready: true, annotations: skip });
            return undefined;
        };
        await test.deploy(pods);
        await client.until("a running pod", async () =>
            (await client.list("v1", "Pod", namespace)).some(
                (pod) => pod.metadata.labels?.["app"] === name && field(pod, "status", "phase") === "Running",
            ),
        );
        const { failed, output } = await test.up(() => {
            pods();
            new k8s.core.v1.Service(
                name,
                { metadata: { name, namespace }, spec: { selector: { app: name }, ports: [{ port: 80 }] } },
                { customTimeouts: { create: "15s" } },
            );
            return undefined;
        });
        assert.equal(failed, true);
        assert.match(output, /timed out waiting to be Ready/);
        assert.match(output, /Selected Pods may not be ready/);
    });

    it("accepts a Service without any pods", async () => {
        const name = unique("empty");
        await stack().deploy(() => {
            new k8s.core.v1.Service(name, {
                metadata: { name, namespace },
                spec: { selector: { app: name }, ports: [{ port: 80 }] },
            });
            return undefined;
        });
        assert.notEqual(await client.find(at("v1", "Service", name)), undefined);
    });

    it("accepts a claim that waits for its first consumer", async () => {
        const name = unique("claim");
        const test = stack();
        await test.deploy(() => {
            const { metadata } = new k8s.storage.v1.StorageClass(name, {
                metadata: { name },
                provisioner: "contract.test/none",
                volumeBindingMode: "WaitForFirstConsumer",
            });
            new k8s.core.v1.PersistentVolumeClaim(name, {
                metadata: { name, namespace },
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    storageClassName: metadata.name,
                    resources: { requests: { storage: "1Gi" } },
                },
            });
            return undefined;
        });
        assert.equal((await test.destroy()).failed, false);
    });

    it("does not wait for kinds that have nothing to wait for", async () => {
        const name = unique("plain");
        await stack().deploy(() => {
            const metadata = { name, namespace };
            new k8s.core.v1.ServiceAccount(name, { metadata });
            new k8s.core.v1.Secret(name, { metadata, stringData: { a: "1" } });
            new k8s.policy.v1.PodDisruptionBudget(name, {
                metadata,
                spec: { maxUnavailable: 1, selector: { matchLabels: { app: name } } },
            });
            new k8s.networking.v1.NetworkPolicy(name, { metadata, spec: { podSelector: {} } });
            return undefined;
        });
    });
});
