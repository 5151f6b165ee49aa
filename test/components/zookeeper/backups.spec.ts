import assert from "node:assert/strict";
import { all, at, find, list } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { violations } from "../kubernetes/restricted";
import { environmentOf, zooKeeper } from "../parts";

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

    for (const name of jobs) {
        it(`${name} runs at the restricted level`, () => {
            assert.deepEqual(violations(podOf(name)), []);
        });
    }
});
