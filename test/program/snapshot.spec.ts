import assert from "node:assert/strict";
import { deployStack } from "../harness";
import { lineDiff } from "./lineDiff";
import { changesSince, snapshot, update } from "./snapshot";

describe("the manifests of a stack", () => {
    for (const stack of ["dev", "prod"]) {
        it(`are those that were reviewed (${stack})`, async () => {
            const deployment = await deployStack(stack);
            if (process.env["UPDATE_SNAPSHOTS"] === "1") {
                update(stack, deployment);
            }
            const changes = changesSince(stack, deployment);
            if (changes !== "") {
                assert.fail(
                    `Pulumi.${stack}.yaml gives other manifests than test/program/snapshots/${stack}.yaml. ` +
                        `If that is meant, review them after: UPDATE_SNAPSHOTS=1 npm run spec\n\n${changes}`,
                );
            }
        });
    }

    it("are the same in every run", async () => {
        assert.equal(snapshot(await deployStack("dev")), snapshot(await deployStack("dev")));
    });
});

describe("lineDiff", () => {
    it("shows what changed with a few lines around it", () => {
        const before = "a\nb\nc\nd\ne\nf\ng\nh";
        assert.equal(lineDiff(before, before), "");
        assert.equal(lineDiff(before, "a\nb\nc\nd\nE\nf\ng\nh"), " c\n d\n-e\n+E\n f\n g");
        assert.equal(lineDiff("a\nb", "a\nb\nc"), " a\n b\n+c");
        assert.equal(lineDiff("a\nb\nc", "b\nc"), "-a\n b\n c");
    });
});
