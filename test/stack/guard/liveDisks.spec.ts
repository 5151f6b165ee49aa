import assert from "node:assert/strict";
import { claim } from "./objects";
import { facts } from "./facts";

describe("liveFacts of disks", () => {
    it("asks the class of the disks whether they can grow", async () => {
        const edit = [{}, { brokers: { disk: "20Gi" } }] as const;
        const bound = { "PersistentVolumeClaim data-kafka-0": claim("10Gi", "10Gi", "fast") };
        const boundDisks = { zookeeper: 0, brokers: 1 };
        const asked = ["StorageClass fast"];
        const fast = (object: object) => ({ ...bound, "StorageClass fast": object });
        const diskClass = "fast";
        assert.deepEqual(await facts(...edit, fast({ allowVolumeExpansion: true })), [
            { boundDisks, diskClass, expandable: true },
            asked,
        ]);
        assert.deepEqual(await facts(...edit, fast({})), [{ boundDisks, diskClass, expandable: false }, asked]);
        assert.deepEqual(await facts(...edit, bound), [{ boundDisks, diskClass }, asked]);
        assert.deepEqual(await facts(...edit), [{ boundDisks: { zookeeper: 0, brokers: 0 } }, []]);
    });

    it("counts the disks that there are where their class is edited, and a claim without one for none", async () => {
        const edit = [{}, { storage: { class: "fast" } }] as const;
        const claims = {
            "PersistentVolumeClaim data-kafka-0": claim("10Gi", ""),
            "PersistentVolumeClaim data-zookeeper-0": claim("1Gi"),
            "PersistentVolumeClaim data-zookeeper-1": claim("1Gi", ""),
        };
        assert.deepEqual((await facts(...edit, claims))[0], { boundDisks: { zookeeper: 1, brokers: 0 } });
    });

    describe("for the disk of the backups", () => {
        const edit = [{ zookeeper: { backup: { disk: "4Gi" } } }, { zookeeper: { backup: { disk: "2Gi" } } }] as const;
        const found = async (backups?: object) => {
            const claims = {
                "PersistentVolumeClaim data-zookeeper-0": claim("1Gi"),
                ...(backups && { "PersistentVolumeClaim zookeeper-backups": backups }),
            };
            const [{ boundDisks, largestDisk }] = await facts(...edit, claims);
            return [boundDisks, largestDisk];
        };
        const others = { zookeeper: 1, brokers: 0 };

        it("finds its size where it is there", async () => {
            assert.deepEqual(await found(claim("4Gi")), [{ ...others, backups: 1 }, { backups: 4 * 2 ** 30 }]);
        });

        it("finds none of a claim that was never bound, and none where there is no claim", async () => {
            assert.deepEqual((await found(claim("4Gi", "")))[0], { ...others, backups: 0 });
            assert.deepEqual((await found())[0], { ...others, backups: 0 });
        });
    });

    describe("for disks that are to be smaller", () => {
        const [small, large] = [claim("10Gi"), claim("20Gi")];
        const back = { brokers: { disk: "30Gi", replicas: 2 } };
        const size = async (claims: readonly object[], replicas = 2) => {
            const objects = Object.fromEntries(claims.map((one, i) => [`PersistentVolumeClaim data-kafka-${i}`, one]));
            const [{ largestDisk }] = await facts(back, { brokers: { disk: "10Gi", replicas } }, objects);
            return Number(largestDisk?.brokers) / 2 ** 30;
        };

        it("finds the size of the largest of them", async () => {
            assert.equal(await size([small, large]), 20);
            assert.equal(await size([large, small]), 20);
        });

        it("finds what a claim asks for, if it is more than the disk has", async () => {
            assert.equal(await size([small, claim("30Gi", "10Gi")]), 30);
        });

        it("finds no size of a claim that has no disk yet", async () => {
            assert.equal(await size([small]), 10);
            assert.equal(await size([small, claim("30Gi", "")]), 10);
            assert.equal(await size([]), 0);
        });

        it("counts the disks in that brokers to come find again", async () => {
            assert.equal(await size([small, small, large], 3), 20);
            assert.equal(await size([small, small, large]), 10);
            assert.equal(await size([small, small], 3), 10);
        });

        it("finds the size for each part by itself, and for none whose disks grow", async () => {
            const [found] = await facts(
                { zookeeper: { disk: "30Gi", replicas: 1 }, brokers: { disk: "5Gi", replicas: 1 } },
                { zookeeper: { disk: "10Gi", replicas: 1 }, brokers: { disk: "10Gi", replicas: 1 } },
                { "PersistentVolumeClaim data-zookeeper-0": large, "PersistentVolumeClaim data-kafka-0": small },
            );
            assert.deepEqual(found.largestDisk, { zookeeper: 20 * 2 ** 30 });
        });
    });
});
