import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { version } from "@pulumi/pulumi/package.json";

const top = join(__dirname, "..", "..");

/** What stands in a file in the place of the one group of a pattern. */
function found(file: string, pattern: RegExp): string | undefined {
    return pattern.exec(readFileSync(join(top, file), "utf8"))?.[1];
}

describe("a program in Python", () => {
    it("has its package from the generator of the CLI's own version", () => {
        const required = /^\s*github\.com\/pulumi\/pulumi\/pkg\/v3 (v\S+)/m;
        const generator = found("local/toolchain/pulumi-gen-python/go.mod", required);
        assert.ok(generator !== undefined);
        assert.equal(generator, found("local/toolchain/pulumi/go.mod", required));
    });

    it("runs by the SDK of the same version as programs in TypeScript", () => {
        assert.equal(found("local/toolchain/pulumi-sdk/requirements.txt", /^pulumi==(\S+)/m), version);
    });

    it("asks for the SDK that it is run by, or a newer one", () => {
        assert.equal(found("examples/python/requirements.txt", /^pulumi>=([\d.]+)/m), version);
    });
});
