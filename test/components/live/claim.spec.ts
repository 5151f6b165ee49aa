import assert from "node:assert/strict";
import { claimOf, isToBeMadeAnew, removeUnlike } from "../../../components/live/claim";
import type { KubernetesObject, LiveObject } from "../../../components/live/object";

const metadata = { name: "zookeeper-backups", namespace: "apps" };

function claim(storage: string, phase: string, more: object = {}): LiveObject {
    return {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata,
        spec: { storageClassName: "fast", resources: { requests: { storage } }, ...more },
        status: { phase },
    };
}

describe("a claim that is to be made anew", () => {
    const isAnew = (live: LiveObject, size = "1Gi", className: string | undefined = "fast") =>
        isToBeMadeAnew(claimOf(live), size, className);

    it("has no disk, and would get another size, smaller or larger, or be of another class", () => {
        assert.equal(isAnew(claim("2Gi", "Pending")), true);
        assert.equal(isAnew(claim("500Mi", "Pending")), true);
        assert.equal(isAnew(claim("1Gi", "Pending"), "1Gi", "slow"), true);
    });

    it("is none that asks for what is wanted already, in whatever words", () => {
        assert.equal(isAnew(claim("1024Mi", "Pending")), false);
        assert.equal(isToBeMadeAnew(claimOf(claim("1Gi", "Pending")), "1Gi", undefined), false);
    });

    for (const [what, live] of [
        ["has a disk", claim("2Gi", "Bound")],
        ["has lost its disk, which may come back", claim("2Gi", "Lost")],
        ["is about to be given the disk that it names", claim("2Gi", "Pending", { volumeName: "pv-7" })],
    ] as const) {
        it(`is none that ${what}`, () => {
            assert.equal(isAnew(live), false);
            assert.equal(isAnew(live, "1Gi", "slow"), false);
        });
    }
});

describe("removeUnlike", () => {
    const wanted = claim("1Gi", "");
    const removed = async (live: LiveObject | undefined) => {
        const found: KubernetesObject[] = [];
        const remove = (one: KubernetesObject) => {
            found.push(one);
            return Promise.resolve();
        };
        await removeUnlike(wanted, () => Promise.resolve(live), remove);
        return found;
    };

    it("deletes the claim that has no disk and asks for another", async () => {
        assert.deepEqual(await removed(claim("2Gi", "Pending")), [
            { apiVersion: "v1", kind: "PersistentVolumeClaim", metadata },
        ]);
    });

    it("touches neither a disk, nor a claim that will do, nor what is not there", async () => {
        assert.deepEqual(await removed(claim("2Gi", "Bound")), []);
        assert.deepEqual(await removed(claim("1Gi", "Pending")), []);
        assert.deepEqual(await removed(undefined), []);
    });

    it("says so where the claim stays", async () => {
        const remove = () => Promise.reject(new Error("forbidden"));
        await assert.rejects(
            removeUnlike(wanted, () => Promise.resolve(claim("2Gi", "Pending")), remove),
            /forbidden/,
        );
    });
});
