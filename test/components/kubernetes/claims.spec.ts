import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { unguarded } from "../../../components/args";
import type { Before } from "../../../components/args";
import type { LiveClaim } from "../../../components/live/claim";
import { Kafka } from "../../../components/kafka";
import { claimsBesides, claimSizes, frozenClaims } from "../../../components/kubernetes/claims";
import { settingsAnnotation } from "../../../stack/guard/record";
import { all, at, deploy, find, list, valueOf } from "../../harness";
import type { Deployment } from "../../harness";
import { common, kafka, settingsOf, zooKeeper } from "../parts";

const parts = [
    { name: "zookeeper", make: zooKeeper, group: "zookeeper", size: "5Gi" },
    { name: "kafka", make: kafka, group: "brokers", size: "10Gi" },
] as const;

for (const { name, make, group, size } of parts) {
    describe(`the claims of ${name}`, () => {
        let deployment: Deployment;
        before(async () => {
            deployment = await make();
        });

        it("are made by the set, one for each pod, of the cluster's default class", () => {
            assert.deepEqual(list(find(deployment, "StatefulSet", name).inputs, "spec", "volumeClaimTemplates"), [
                {
                    metadata: { name: "data" },
                    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: size } } },
                },
            ]);
        });

        it("are of the class that is named", async () => {
            const classed = find(await make({ storage: { class: "fast" } }), "StatefulSet", name);
            const [template] = list(classed.inputs, "spec", "volumeClaimTemplates");
            assert.equal(at(template, "spec", "storageClassName"), "fast");
        });

        it("keep their first template: it cannot be edited", () => {
            assert.deepEqual(find(deployment, "StatefulSet", name).ignoreChanges, ["spec.volumeClaimTemplates"]);
        });

        it("outlive the set, and a scaled-down set in any case", async () => {
            const policy = (made: Deployment): unknown =>
                at(find(made, "StatefulSet", name).inputs, "spec", "persistentVolumeClaimRetentionPolicy");
            assert.deepEqual(policy(deployment), { whenDeleted: "Retain", whenScaled: "Retain" });
            const wiped = await make({ storage: { keepOnDestroy: false } });
            assert.deepEqual(policy(wiped), { whenDeleted: "Delete", whenScaled: "Retain" });
        });

        it("get their size from one patch for each, which is never taken back", async () => {
            const sized = await make({ [group]: { replicas: 2, disk: "7Gi" } });
            const patches = all(sized, "PersistentVolumeClaimPatch");
            assert.deepEqual(
                patches.map((patch) => patch.name),
                [`${name}-0-disk`, `${name}-1-disk`],
            );
            for (const [ordinal, patch] of patches.entries()) {
                assert.equal(patch.retainOnDelete, true);
                const made = { "pulumi.com/patchForce": "true", "pulumi.com/skipAwait": "true" };
                const settings = at(
                    find(sized, "StatefulSet", name).inputs,
                    "metadata",
                    "annotations",
                    settingsAnnotation,
                );
                assert.deepEqual(at(patch.inputs, "metadata"), {
                    name: `data-${name}-${ordinal}`,
                    namespace: "apps",
                    // What the set was made with outlives it.
                    annotations: ordinal === 0 ? { ...made, [settingsAnnotation]: settings } : made,
                });
                assert.deepEqual(at(patch.inputs, "spec"), { resources: { requests: { storage: "7Gi" } } });
                assert.ok(patch.dependencies.some((urn) => urn.endsWith(`:StatefulSet::${name}`)));
            }
        });
    });
}

describe("the template of a set's claims", () => {
    const props = { spec: { replicas: 3, volumeClaimTemplates: ["wanted"] } };
    const opts: pulumi.ResourceOptions = { ignoreChanges: frozenClaims };
    const wanted = { size: "3Gi", className: "fast" };
    const made = async (before: Before | undefined, claim = wanted) => {
        const result = await claimsBesides(before, claim)({ custom: true, type: "t", name: "kafka", props, opts });
        const { spec } = (result?.props ?? {}) as { readonly spec?: pulumi.Input<object> };
        return spec === undefined ? undefined : { ...(await valueOf(spec)), ...result?.opts };
    };
    const template = { size: "2Gi", className: "fast" };
    const claims = (isBound: boolean) => new Map([[0, { isBound, asked: "2Gi" }]]);

    it("is that of the set where there are disks, whatever is wanted: a state that was lost knows no other", async () => {
        assert.deepEqual(await made({ replicas: 3, claims: claims(true), template }), {
            replicas: 3,
            volumeClaimTemplates: [
                {
                    metadata: { name: "data" },
                    spec: {
                        accessModes: ["ReadWriteOnce"],
                        storageClassName: "fast",
                        resources: { requests: { storage: "2Gi" } },
                    },
                },
            ],
            ...opts,
        });
    });

    it("is the wanted one where no claim ever had a disk, and the set is made anew for it", async () => {
        const replaced = { ...props.spec, ignoreChanges: [] };
        assert.deepEqual(await made({ replicas: 3, claims: claims(false), template }), replaced);
        assert.deepEqual(await made({ replicas: 3, claims: new Map(), template }), replaced);
        assert.deepEqual(
            await made({ replicas: 3, claims: new Map(), template }, { size: "2Gi", className: "slow" }),
            replaced,
        );
    });

    it("is not known in the preview of that: the API server would refuse to try it on the set that is still there", async () => {
        let claims: unknown;
        await deploy(
            async () => {
                const transform = claimsBesides({ replicas: 3, claims: new Map(), template }, wanted);
                const result = await transform({ custom: true, type: "t", name: "kafka", props, opts });
                const { spec } = (result?.props ?? {}) as { readonly spec: pulumi.Output<object> };
                claims = await new Promise((resolve) => spec.apply(resolve));
            },
            {},
            "test",
            true,
        );
        const { volumeClaimTemplates } = claims as {
            readonly volumeClaimTemplates: { readonly isKnown: Promise<boolean> };
        };
        assert.equal(await volumeClaimTemplates.isKnown, false);
    });

    it("stays as it is where nobody can be asked, or only disks are left", async () => {
        assert.equal(await made(undefined), undefined);
        assert.equal(await made({ replicas: undefined, claims: claims(true) }), undefined);
        assert.equal(
            await made({ replicas: 3, claims: claims(false), template }, { size: "2048Mi", className: "fast" }),
            undefined,
        );
    });
});

describe("the size of claims that exist", () => {
    const sizes = async (existing: ReadonlyMap<number, LiveClaim>) => {
        const claim = { size: "3Gi", className: undefined, keepOnDestroy: true };
        const made = claimSizes(
            "brokers",
            { claim, guard: unguarded, namespace: "apps", replicas: 2 },
            Promise.resolve(existing),
        );
        const specs = (await valueOf(pulumi.output(made.map(({ spec }) => spec)))) as {
            resources: { requests: { storage: string } };
        }[];
        return specs.map(({ resources }) => resources.requests.storage);
    };

    it("is what is wanted, or what somebody has let one ask for beyond that", async () => {
        const isBound = true;
        assert.deepEqual(await sizes(new Map()), ["3Gi", "3Gi"]);
        assert.deepEqual(
            await sizes(
                new Map([
                    [0, { isBound, asked: "5Gi" }],
                    [1, { isBound, asked: "2Gi" }],
                ]),
            ),
            ["5Gi", "3Gi"],
        );
    });

    it("is what is wanted where there is no disk yet", async () => {
        assert.deepEqual(await sizes(new Map([[1, { isBound: false, asked: "200Gi" }]])), ["3Gi", "3Gi"]);
    });

    it("does not wait for the set where there is a disk: pods may be down because it is full", async () => {
        const made = await deploy(() => {
            const settings = settingsOf({ brokers: { replicas: 2 } });
            const claims = new Map([
                [0, { isBound: true, asked: "10Gi" }],
                [1, { isBound: false, asked: "10Gi" }],
            ]);
            const guard = { ...unguarded, before: () => Promise.resolve({ replicas: 2, claims }) };
            new Kafka("kafka", { ...common(settings), settings: settings.brokers, guard, zookeeperConnect: "zk:2181" });
        });
        const waits = (name: string) =>
            find(made, "PersistentVolumeClaimPatch", name).dependencies.some((urn) =>
                urn.endsWith(":StatefulSet::kafka"),
            );
        assert.deepEqual([waits("kafka-0-disk"), waits("kafka-1-disk")], [false, true]);
    });
});
