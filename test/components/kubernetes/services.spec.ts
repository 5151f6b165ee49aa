import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { serviceDns } from "../../../components/kubernetes/services";
import { deploy, valueOf } from "../../harness";

describe("serviceDns", () => {
    it("is a name that resolves in every namespace", async () => {
        const metadata = pulumi.output({ name: "kafka", namespace: "apps" } as k8s.types.output.meta.v1.ObjectMeta);
        const { outputs } = await deploy(() => ({ dns: serviceDns(metadata, "example.internal") }));
        assert.equal(await valueOf(outputs["dns"]), "kafka.apps.svc.example.internal");
    });
});
