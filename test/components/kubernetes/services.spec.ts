import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";
import { clientService, headlessService, serviceDns } from "../../../components/kubernetes/services";
import { deploy, valueOf } from "../../harness";

const selector = { app: "a" };
const ports = [
    { name: "client", port: 2181, targetPort: "client", protocol: "TCP" },
    { name: "election", port: 3888, targetPort: "election", protocol: "TCP" },
];

describe("services", () => {
    it("headless: no address of its own, and names for pods that are not ready yet", () => {
        assert.deepEqual(headlessService(selector, { client: 2181, election: 3888 }), {
            clusterIP: "None",
            publishNotReadyAddresses: true,
            selector,
            ports,
        });
    });

    it("for clients: one address, ready pods only", () => {
        assert.deepEqual(clientService(selector, { client: 2181, election: 3888 }), {
            type: "ClusterIP",
            selector,
            ports,
        });
    });

    it("have a name that resolves in every namespace", async () => {
        const metadata = pulumi.output({ name: "kafka", namespace: "apps" } as k8s.types.output.meta.v1.ObjectMeta);
        const { outputs } = await deploy(() => ({ dns: serviceDns(metadata, "example.internal") }));
        assert.equal(await valueOf(outputs["dns"]), "kafka.apps.svc.example.internal");
    });
});
