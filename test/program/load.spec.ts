import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join, relative } from "node:path";
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
        // A process of its own: this one has loaded the specs.
        const list = "console.log(Object.keys(require.cache).join('\\n'))";
        const { stdout, stderr, status } = spawnSync(
            process.execPath,
            ["--require", "ts-node/register", "--eval", `require("./stack/cluster"); require("./stack/read"); ${list}`],
            { cwd: top, encoding: "utf8" },
        );
        assert.equal(status, 0, stderr);
        const loaded = stdout.split("\n").map((file) => relative(top, file));
        assert.ok(loaded.includes("stack/cluster.ts"), stdout);
        const others =
            /^(stack\/(render|documents|status)\/|stack\/(stackFile|plan\/(?!file\.).*)\.ts$|policy\/|local\/|test\/)|cli-table3|picocolors|string-width/;
        assert.deepEqual(
            loaded.filter((file) => others.test(file)),
            [],
        );
    });
});
