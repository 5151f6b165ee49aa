import type * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { KubernetesObject } from "../../../components/live/object";
import { stackOwnership } from "../../../components/ownership";
import { ZooKeeper } from "../../../components/zookeeper";
import { anew } from "../../../components/zookeeper/backup/claim";
import { all, at, deploy, find, list, valueOf } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { violations } from "../kubernetes/restricted";
import { claim } from "../../stack/guard/objects";
import { common, environmentOf, settingsOf, zooKeeper } from "../parts";

const backup = { schedule: "30 2 * * *", keep: 5, disk: "2Gi" };
const jobs = ["zookeeper-backup", "zookeeper-restore"] as const;

describe("the backups of ZooKeeper", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await zooKeeper({ zookeeper: { backup }, security: { authentication: "required" } });
    });
    const specOf = (name: string): Json => at(find(deployment, "CronJob", name).inputs, "spec") ?? {};
    const podOf = (name: string): Json => at(specOf(name), "jobTemplate", "spec", "template", "spec") ?? {};
    const environment = (name: string) => environmentOf(list(podOf(name), "containers")[0] ?? {});

    it("are none unless they are asked for", async () => {
        const without = await zooKeeper();
        assert.deepEqual([...all(without, "CronJob"), ...all(without, "PersistentVolumeClaim")], []);
    });

    it("are taken on the schedule, in UTC, one at a time", () => {
        const spec = specOf("zookeeper-backup");
        assert.equal(at(spec, "schedule"), backup.schedule);
        assert.equal(at(spec, "timeZone"), "Etc/UTC");
        assert.equal(at(spec, "concurrencyPolicy"), "Forbid");
        assert.equal(at(spec, "suspend"), undefined);
        assert.equal(environment("zookeeper-backup")["KEEP"], "5");
    });

    it("are restored by nobody but who makes a Job of the template", () => {
        assert.equal(at(specOf("zookeeper-restore"), "suspend"), true);
        const volumes = list(podOf("zookeeper-restore"), "volumes");
        const claims = volumes.flatMap((volume) => at(volume, "persistentVolumeClaim", "claimName") ?? []);
        assert.deepEqual(claims, ["zookeeper-backups", "data-zookeeper-0"]);
        assert.equal(
            environment("zookeeper-restore")["FIRST_SERVER"],
            "server.1=zookeeper-0.zookeeper-headless.apps.svc.example.internal:2888:3888;2181",
        );
    });

    it("are taken by a server that logs in as the others do", () => {
        const secrets = (name: string) =>
            list(podOf(name), "volumes").flatMap((volume) => at(volume, "secret", "secretName") ?? []);
        assert.deepEqual(secrets("zookeeper-backup"), ["zookeeper-server-1-login"]);
        assert.deepEqual(secrets("zookeeper-restore"), []);
    });

    it("stay on a claim that outlives the setting, whose size a patch carries", () => {
        const claim = find(deployment, "PersistentVolumeClaim", "zookeeper-backups");
        assert.equal(claim.retainOnDelete, true);
        assert.deepEqual(claim.ignoreChanges, ["spec"]);
        const patch = all(deployment, "PersistentVolumeClaimPatch").find(
            ({ inputs }) => at(inputs, "metadata", "name") === "zookeeper-backups",
        );
        assert.ok(patch !== undefined);
        assert.equal(at(patch.inputs, "spec", "resources", "requests", "storage"), "2Gi");
    });

    describe("on a claim that is there already", () => {
        const deployed = async (live: object, isPreview = false): Promise<Deployment> => {
            const settings = settingsOf({ zookeeper: { backup } });
            const held = async (object: KubernetesObject) => Promise.resolve({ ...object, ...live });
            return deploy(
                () =>
                    new ZooKeeper("zookeeper", {
                        ...common(settings),
                        ownership: { ...stackOwnership(), held },
                        settings: settings.zookeeper,
                        security: settings.security,
                    }),
                {},
                "test",
                isPreview,
            );
        };
        const claimIn = (made: Deployment) => find(made, "PersistentVolumeClaim", "zookeeper-backups");
        const patched = (made: Deployment) =>
            all(made, "PersistentVolumeClaimPatch").flatMap(({ inputs }) =>
                at(inputs, "metadata", "name") === "zookeeper-backups"
                    ? [at(inputs, "spec", "resources", "requests", "storage")]
                    : [],
            );

        it("keep what it has, where that is more: no disk shrinks", async () => {
            const made = await deployed(claim("7Gi"));
            assert.deepEqual(claimIn(made).ignoreChanges, ["spec"]);
            assert.deepEqual(patched(made), ["7Gi"]);
        });

        it("have one of the wanted size where it has no disk and asks for another", async () => {
            for (const size of ["1Gi", "7Gi"]) {
                const made = await deployed(claim(size, ""));
                assert.equal(at(claimIn(made).inputs, "spec", "resources", "requests", "storage"), "2Gi");
                assert.deepEqual(patched(made), ["2Gi"]);
            }
        });

        it("say nothing of its size in the preview of that: the API server would refuse to try it on the one that is there", async () => {
            assert.deepEqual(patched(await deployed(claim("7Gi", ""), true)), [{ __pulumiUnknown: true }]);
            assert.deepEqual(patched(await deployed(claim("2Gi", ""), true)), ["2Gi"]);
        });
    });

    describe("whose claim is made anew", () => {
        const registered = (): pulumi.ResourceTransformResult =>
            anew({
                custom: true,
                type: "t",
                name: "zookeeper-backups",
                props: { spec: { accessModes: ["ReadWriteOnce"] } },
                opts: { ignoreChanges: ["spec"], retainOnDelete: true },
            });
        const specOf = ({ props }: pulumi.ResourceTransformResult) =>
            (props as { readonly spec: pulumi.Output<object> & { readonly isKnown: Promise<boolean> } }).spec;

        it("replace it, whatever of it differs", async () => {
            let spec: unknown;
            await deploy(async () => {
                spec = await valueOf(specOf(registered()));
            });
            const options: object = registered().opts;
            assert.deepEqual(options, { ignoreChanges: [], replaceOnChanges: ["spec"], retainOnDelete: true });
            assert.deepEqual(spec, { accessModes: ["ReadWriteOnce"] });
        });

        it("try nothing of that in a preview", async () => {
            let isKnown: Promise<boolean> | undefined;
            await deploy(() => (isKnown = specOf(registered()).isKnown), {}, "test", true);
            assert.equal(await isKnown, false);
        });
    });

    for (const name of jobs) {
        it(`${name} runs at the restricted level`, () => {
            assert.deepEqual(violations(podOf(name)), []);
        });
    }
});
