import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policy/policies";
import { policyTable } from "./table";

const top = join(__dirname, "..", "..");
const page = join(top, "docs", "policy.md");
const marks = /(?<=<!-- begin policies -->\n)[^]*(?=\n<!-- end policies -->)/;

interface Package {
    readonly version: string;
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
}

function packageOf(...path: readonly string[]): Package {
    return JSON.parse(readFileSync(join(top, ...path, "package.json"), "utf8")) as Package;
}

describe("the policy pack", () => {
    it("is described as it is (UPDATE_SNAPSHOTS=1 writes the table)", () => {
        const text = readFileSync(page, "utf8");
        assert.match(text, marks);
        const now = text.replace(marks, () => `\n${policyTable()}\n`);
        if (process.env["UPDATE_SNAPSHOTS"] === "1") {
            writeFileSync(page, now);
        } else {
            assert.equal(text, now);
        }
    });

    it("has a name of its own for each policy, and a default for each setting", () => {
        const names = policies.map(({ name }) => name);
        assert.deepEqual([...new Set(names)], names);
        for (const { name, configSchema } of policies) {
            for (const [setting, schema] of Object.entries(configSchema?.properties ?? {})) {
                assert.notEqual(schema.default, undefined, `${name}.${setting}`);
                assert.notEqual(schema.description, undefined, `${name}.${setting}`);
            }
        }
    });

    it("sets nothing for prod that there is not", () => {
        const file = JSON.parse(readFileSync(join(top, "policy", "prod.json"), "utf8")) as Record<string, object>;
        for (const [name, settings] of Object.entries(file)) {
            const policy = policies.find((one) => one.name === name);
            assert.ok(policy, name);
            const known = ["enforcementLevel", ...Object.keys(policy.configSchema?.properties ?? {})];
            assert.deepEqual(
                Object.keys(settings).filter((setting) => !known.includes(setting)),
                [],
                name,
            );
        }
    });

    it("needs alone what it is tested with, and has the program's version", () => {
        const [program, pack] = [packageOf(), packageOf("policy")];
        assert.equal(pack.dependencies["@pulumi/policy"], program.devDependencies?.["@pulumi/policy"]);
        assert.equal(program.dependencies["@pulumi/policy"], undefined);
        assert.equal(pack.version, program.version);
    });
});
