import * as k8s from "@pulumi/kubernetes";
import { strict as assert } from "node:assert";
import { field } from "./cluster";
import { fixture, image } from "./fixture";
import { unique } from "./stack";

type SetSpec = k8s.types.input.apps.v1.StatefulSetSpec;

describe("contract: differences and replacements", function () {
    const { namespace, client, stack, at } = fixture(this);

    const configMap =
        (name: string, value: string, explicit = true) =>
        () => ({
            name: new k8s.core.v1.ConfigMap(name, {
                metadata: explicit ? { name, namespace } : { namespace },
                data: { a: value },
            }).metadata.name,
        });

    const set = (name: string, change: (spec: SetSpec) => SetSpec = (spec) => spec) => {
        const spec: SetSpec = {
            serviceName: name,
            replicas: 0,
            selector: { matchLabels: { app: name } },
            template: {
                metadata: { labels: { app: name } },
                spec: { containers: [{ name: "c", image, resources: { limits: { cpu: "0.5", memory: "1024Mi" } } }] },
            },
            volumeClaimTemplates: [
                {
                    metadata: { name: "data" },
                    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1024Mi" } } },
                },
            ],
        };
        return () => {
            new k8s.apps.v1.StatefulSet(name, { metadata: { name, namespace }, spec: change(spec) });
            return undefined;
        };
    };

    it("sees no difference in how the API server writes quantities, defaults and empty values", async () => {
        const name = unique("written");
        const test = stack();
        await test.deploy(
            set(name, (spec) => ({
                ...spec,
                minReadySeconds: 0,
                template: {
                    ...(spec.template as object),
                    metadata: { labels: { app: name }, annotations: {} },
                    spec: {
                        hostNetwork: false,
                        containers: [
                            {
                                name: "c",
                                image,
                                args: [],
                                env: [{ name: "EMPTY", value: "" }],
                                resources: { requests: { cpu: "1000m", memory: "0.5Gi" } },
                                volumeMounts: [{ name: "tmp", mountPath: "/tmp", readOnly: false }],
                            },
                        ],
                        volumes: [{ name: "tmp", emptyDir: {} }],
                    },
                },
            })),
        );
        assert.deepEqual((await test.deploy()).steps, []);
    });

    it("sees after a refresh what somebody changed, and corrects it", async () => {
        const name = unique("drift");
        const test = stack();
        const program = () => {
            new k8s.core.v1.Service(name, {
                metadata: { name, namespace, labels: { a: "1" } },
                spec: { clusterIP: "None", ports: [{ port: 80 }] },
            });
            return undefined;
        };
        await test.deploy(program);
        await client.merge({ ...at("v1", "Service", name), metadata: { name, namespace, labels: { a: "x" } } });
        assert.equal((await test.refresh()).failed, false);
        const { steps, output } = await test.preview(program);
        assert.deepEqual(steps, [{ op: "update", name, diff: { "metadata.labels.a": "update" } }], output);
    });

    it("replaces a ConfigMap with an explicit name: the old one first", async () => {
        const name = unique("explicit");
        const test = stack();
        await test.deploy(configMap(name, "1"));
        const { uid } = (await client.get(at("v1", "ConfigMap", name))).metadata;
        const { steps } = await test.deploy(configMap(name, "2"));
        assert.deepEqual(
            steps.map(({ op }) => op),
            ["delete-replaced", "replace", "create-replacement"],
        );
        const live = await client.get(at("v1", "ConfigMap", name));
        assert.notEqual(live.metadata.uid, uid);
        assert.deepEqual(live["data"], { a: "2" });
    });

    it("replaces a ConfigMap with a made-up name: the new one first, under another name", async () => {
        const name = unique("made");
        const test = stack();
        const before = String((await test.deploy(configMap(name, "1", false))).outputs["name"]?.value);
        const run = await test.deploy(configMap(name, "2", false));
        assert.deepEqual(
            run.steps.map(({ op }) => op),
            ["create-replacement", "replace", "delete-replaced"],
        );
        assert.notEqual(run.outputs["name"]?.value, before);
        assert.equal(await client.find(at("v1", "ConfigMap", before)), undefined);
    });

    it("updates a ConfigMap in place where the options make it mutable", async () => {
        const name = unique("mutable");
        const test = stack({ "kubernetes:enableConfigMapMutable": "true" });
        await test.deploy(configMap(name, "1"));
        const { steps } = await test.deploy(configMap(name, "2"));
        assert.deepEqual(steps, [{ op: "update", name, diff: { "data.a": "update" } }]);
        assert.deepEqual((await client.get(at("v1", "ConfigMap", name)))["data"], { a: "2" });
    });

    it("foretells which edits of a StatefulSet replace it, and which do not", async () => {
        const edits: readonly [string, "update" | "replace", (spec: SetSpec) => SetSpec][] = [
            ["replicas", "update", (spec) => ({ ...spec, replicas: 1 })],
            ["template", "update", (spec) => ({ ...spec, template: withAnnotation(spec.template) })],
            ["retention", "update", (spec) => ({ ...spec, persistentVolumeClaimRetentionPolicy: deleted })],
            ["service", "replace", (spec) => ({ ...spec, serviceName: "other" })],
            ["management", "replace", (spec) => ({ ...spec, podManagementPolicy: "Parallel" })],
            ["history", "replace", (spec) => ({ ...spec, revisionHistoryLimit: 3 })],
            ["claims", "replace", (spec) => ({ ...spec, volumeClaimTemplates: claims("2Gi") })],
        ];
        const prefix = unique("set");
        const all = (edited: boolean) => () => {
            for (const [what, , change] of edits) {
                set(`${prefix}-${what}`, edited ? change : undefined)();
            }
            return undefined;
        };
        const test = stack();
        await test.deploy(all(false));
        const { steps, output } = await test.preview(all(true));
        for (const [what, expected] of edits) {
            const ops = steps.filter(({ name }) => name === `${prefix}-${what}`).map(({ op }) => op);
            assert.ok(ops.includes(expected), `${what}: ${ops.join()}\n${output}`);
        }
    });

    it("replaces a Service that becomes headless, a Deployment of another selector, and a claim of another class", async () => {
        const names = { service: unique("svc"), deployment: unique("dep"), claim: unique("pvc") };
        const skip = { "pulumi.com/skipAwait": "true" };
        const test = stack();
        const program = (headless: boolean, label: string, storageClassName: string, storage: string) => () => {
            const metadata = (name: string) => ({ name, namespace, annotations: skip });
            new k8s.core.v1.Service(names.service, {
                metadata: metadata(names.service),
                spec: { ports: [{ port: 80 }], ...(headless ? { clusterIP: "None" } : {}) },
            });
            new k8s.apps.v1.Deployment(names.deployment, {
                metadata: metadata(names.deployment),
                spec: {
                    replicas: 0,
                    selector: { matchLabels: { app: label } },
                    template: {
                        metadata: { labels: { app: label } },
                        spec: { containers: [{ name: "c", image }] },
                    },
                },
            });
            new k8s.core.v1.PersistentVolumeClaim(names.claim, {
                metadata: metadata(names.claim),
                spec: { accessModes: ["ReadWriteOnce"], storageClassName, resources: { requests: { storage } } },
            });
            return undefined;
        };
        await test.deploy(program(false, "a", "contract-a", "1Gi"));
        const { steps, output } = await test.preview(program(true, "b", "contract-b", "1Gi"));
        const replaced = steps.filter(({ op }) => op === "replace").map(({ name }) => name);
        assert.deepEqual(replaced.sort(), Object.values(names).sort(), output);
        const live = await client.get(at("v1", "Service", names.service));
        assert.notEqual(field(live, "spec", "clusterIP"), "None");
    });
});

const deleted = { whenDeleted: "Retain", whenScaled: "Delete" };

function claims(storage: string): k8s.types.input.core.v1.PersistentVolumeClaim[] {
    return [
        { metadata: { name: "data" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage } } } },
    ];
}

function withAnnotation(template: SetSpec["template"]): SetSpec["template"] {
    const plain = template as k8s.types.input.core.v1.PodTemplateSpec;
    return { ...plain, metadata: { ...(plain.metadata as object), annotations: { changed: "true" } } };
}
