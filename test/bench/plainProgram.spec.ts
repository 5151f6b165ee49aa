import assert from "node:assert/strict";
import { objectsProgram } from "../../bench/plainProgram";

describe("the program that a stack is compared with", () => {
    it("has the objects of a stack, of which no pod runs and which holds no secret", () => {
        const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
        const inputs = (name: string, more: object) => ({ metadata: { name, namespace: "kafka" }, ...more });
        const urnOf = (type: string) => `urn:pulumi:dev::kafka::${type}::one`;
        const resource = (type: string, given: object, dependencies?: readonly string[]) => ({
            type,
            urn: urnOf(type),
            inputs: given,
            dependencies,
        });
        const state = {
            deployment: {
                resources: [
                    { type: "pulumi:pulumi:Stack", urn: "urn:pulumi:dev::kafka::pulumi:pulumi:Stack::dev" },
                    resource(
                        "kubernetes:apps/v1:StatefulSet",
                        inputs("kafka", { spec: { replicas: 3, serviceName: "a" } }),
                        [urnOf("kubernetes:core/v1:Secret")],
                    ),
                    resource("kubernetes:batch/v1:Job", inputs("work", { spec: { backoffLimit: 0 } })),
                    resource("kubernetes:core/v1:Secret", inputs("login", { stringData: secret })),
                    resource("kubernetes:core/v1:PersistentVolumeClaimPatch", inputs("data", {})),
                    resource("kubernetes:storage.k8s.io/v1:StorageClass", { metadata: { name: "disks" } }),
                    resource("random:index/randomPassword:RandomPassword", { length: 24 }),
                ],
            },
        };
        const made = JSON.parse(objectsProgram(JSON.stringify(state))["objects.json"] ?? "") as unknown;
        const annotations = { "pulumi.com/skipAwait": "true" };
        const metadata = (name: string) => ({ name, namespace: "kafka-objects", annotations });
        assert.deepEqual(made, [
            {
                type: "kubernetes:apps/v1:StatefulSet",
                urn: "urn:pulumi:dev::kafka::kubernetes:apps/v1:StatefulSet::one",
                name: "one",
                props: { metadata: metadata("kafka"), spec: { replicas: 0, serviceName: "a" } },
                dependencies: ["urn:pulumi:dev::kafka::kubernetes:core/v1:Secret::one"],
            },
            {
                type: "kubernetes:batch/v1:Job",
                urn: "urn:pulumi:dev::kafka::kubernetes:batch/v1:Job::one",
                name: "one",
                props: { metadata: metadata("work"), spec: { backoffLimit: 0, suspend: true } },
                dependencies: [],
            },
            {
                type: "kubernetes:core/v1:Secret",
                urn: "urn:pulumi:dev::kafka::kubernetes:core/v1:Secret::one",
                name: "one",
                props: { metadata: metadata("login"), stringData: { secret: "none" } },
                dependencies: [],
            },
            {
                type: "kubernetes:storage.k8s.io/v1:StorageClass",
                urn: "urn:pulumi:dev::kafka::kubernetes:storage.k8s.io/v1:StorageClass::one",
                name: "one",
                props: { metadata: { name: "kafka-objects-disks", annotations } },
                dependencies: [],
            },
            {
                type: "random:index/randomPassword:RandomPassword",
                urn: "urn:pulumi:dev::kafka::random:index/randomPassword:RandomPassword::one",
                name: "one",
                props: { length: 24 },
                dependencies: [],
            },
        ]);
    });
});
