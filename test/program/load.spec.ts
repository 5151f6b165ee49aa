import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { create } from "ts-node";

const top = join(__dirname, "..", "..");

describe("loading the program", () => {
    // The SDK leaves these options to tsconfig.json where the environment says nothing (@pulumi/pulumi cmd/run/run.js).
    const service = create({ project: join(top, "tsconfig.json"), compilerOptions: {} });
    const compile = (source: string) => service.compile(source, join(top, "model", "port.ts"));

    it("does not wait for a check of the types, which is the work of npm test", () => {
        assert.match(compile('export const port: number = "9092";'), /port = "9092"/);
    });

    it("stops at a file that is no TypeScript", () => {
        assert.throws(() => compile("export const port: = ;"), /port\.ts|Expression expected/);
    });

    it("loads nothing that only other commands need", () => {
        const loaded = filesFrom(join(top, "index.ts"));
        assert.ok(loaded.includes("stack/cluster.ts"), "index.ts is followed");
        const others =
            /^(stack\/(render|documents)\/|stack\/(stackFile|plan\/(main|report|between.*|byManifests))\.ts$|local\/|test\/)/;
        assert.deepEqual(
            loaded.filter((file) => others.test(file)),
            [],
        );
    });
});

/** Every file that is loaded with one, by its imports, as paths below the top. What is imported as a type only is not loaded. */
function filesFrom(entry: string, seen = new Set<string>()): readonly string[] {
    seen.add(relative(top, entry));
    const imports = readFileSync(entry, "utf8").matchAll(/^(?:import|export) (?!type )[^;]*? from "(\.[^"]+)";/gm);
    for (const [, name = ""] of imports) {
        const path = join(dirname(entry), name);
        const file = [`${path}.ts`, join(path, "index.ts")].find((one) => existsSync(one));
        if (file !== undefined && !seen.has(relative(top, file))) {
            filesFrom(file, seen);
        }
    }
    return [...seen];
}
