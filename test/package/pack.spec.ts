import { GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import type { GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as grpc from "@grpc/grpc-js";
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { stage } from "../../package/pack/stage";
import { packageSchema } from "../../package/schema";
import { dependencies, devDependencies, version } from "../../package.json";
import { linkPackages } from "./installed";

const top = join(__dirname, "..", "..");

/** Runs a command to its end; throws what it printed where it failed. */
function run(cwd: string, command: string, ...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: "utf8" });
    assert.equal(status, 0, `${command} ${args.join(" ")}: ${stdout}${stderr}`);
    return stdout;
}

/** The schema that the component package in a folder has, started as Pulumi's language host for Node starts it. */
async function schemaOf(folder: string): Promise<unknown> {
    const runner = require.resolve("@pulumi/pulumi/cmd/run-plugin");
    const plugin = spawn(process.execPath, [runner, folder, "127.0.0.1:1"], { cwd: tmpdir() });
    try {
        const [port] = await Promise.race([
            new Promise<readonly [string]>((resolve) => {
                createInterface(plugin.stdout).once("line", (line) => {
                    resolve([line]);
                });
            }),
            new Promise<never>((_resolve, reject) => {
                plugin.once("exit", (code) => {
                    reject(new Error(`the plugin ended with ${String(code)}`));
                });
            }),
        ]);
        const client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
        const response = await new Promise<GetSchemaResponse>((resolve, reject) => {
            client.getSchema(new GetSchemaRequest(), (error, answer) => {
                if (error === null) {
                    resolve(answer);
                } else {
                    reject(error);
                }
            });
        });
        client.close();
        return JSON.parse(response.getSchema()) as unknown;
    } finally {
        plugin.kill("SIGKILL");
    }
}

describe("the npm package", function () {
    // The compiler runs three times.
    this.timeout("5m");

    const scratch = mkdtempSync(join(tmpdir(), "kafka-package-"));
    const program = join(scratch, "program");
    const installed = join(program, "node_modules", "kafka");
    const compiler = require.resolve("typescript/lib/tsc.js");
    let packed: readonly string[] = [];
    let imported: readonly string[] = [];

    before(() => {
        imported = stage(join(scratch, "package"));
        const archive = run(join(scratch, "package"), "npm", "pack", "--silent", "--pack-destination", scratch).trim();
        packed = run(scratch, "tar", "tzf", archive)
            .trim()
            .split("\n")
            .map((name) => name.replace(/^package\//, ""));
        cpSync(join(top, "examples", "typescript"), program, { recursive: true });
        mkdirSync(installed, { recursive: true });
        run(scratch, "tar", "xzf", archive, "--strip-components=1", "-C", installed);
        linkPackages(program, [...imported, "@types/node"]);
    });

    after(() => {
        rmSync(scratch, { recursive: true, force: true });
    });

    it("holds the program and its types, and nothing of tests and tools", () => {
        const files = ["LICENSE", "PulumiPlugin.yaml", "package.json"];
        const folders = ["components", "edits", "model", "package", "schema", "stack"];
        assert.deepEqual(
            packed.filter((name) => !files.includes(name) && !folders.includes(name.split("/")[0] ?? "")),
            [],
        );
        assert.deepEqual(
            files.filter((name) => !packed.includes(name)),
            [],
        );
        const sources = packed.filter((name) => name.endsWith(".js"));
        assert.ok(sources.length > 150, `${sources.length} files`);
        assert.deepEqual(
            sources.filter((name) => !packed.includes(name.replace(/\.js$/, ".d.ts"))),
            [],
        );
    });

    it("holds every file that runs in a pod, and all that the program reads", () => {
        const others = readdirSync(join(top, "components"), { recursive: true, encoding: "utf8" })
            .filter((name) => /\.\w+$/.test(name) && !name.endsWith(".ts"))
            .map((name) => `components/${name}`);
        assert.ok(others.filter((name) => /\.(?:sh|awk)$/.test(name)).length > 35, others.join(" "));
        assert.deepEqual(
            others.filter((name) => !packed.includes(name)),
            [],
        );
    });

    it("imports what it names as dependencies, and nothing for development", () => {
        const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
            readonly version: string;
            readonly dependencies: Readonly<Record<string, string>>;
        };
        assert.equal(manifest.version, version);
        assert.deepEqual(Object.keys(manifest.dependencies), imported);
        for (const [name, wanted] of Object.entries(manifest.dependencies)) {
            assert.equal((dependencies as Readonly<Record<string, string>>)[name], wanted);
            assert.ok(!Object.hasOwn(devDependencies, name), name);
        }
    });

    it("loads where nothing else is installed, and checks settings", () => {
        const script = `
            const { Cluster, parseSettings, problemText } = require("kafka");
            const { problems } = parseSettings({ brokers: { replicas: 0 } });
            console.log(typeof Cluster, problems.map(problemText).join());`;
        assert.equal(
            run(program, process.execPath, "-e", script).trim(),
            "function kafka:brokers.replicas is 0: must be an integer from 1 to 99",
        );
    });

    it("has types by which the example is right, and a slip in it wrong", () => {
        run(program, process.execPath, compiler, "-p", ".");
        const file = join(program, "index.ts");
        const text = readFileSync(file, "utf8");
        writeFileSync(file, text.replace("partitions: 3", 'partitions: "three"'));
        const { status, stdout } = spawnSync(process.execPath, [compiler, "-p", "."], {
            cwd: program,
            encoding: "utf8",
        });
        assert.equal(status, 2);
        assert.match(stdout, /index\.ts\(\d+,\d+\): error TS2322: Type 'string' is not assignable to type 'number/);
    });

    for (const [what, folder] of [
        ["it is installed in", installed],
        ["the sources are in", top],
    ] as const) {
        it(`is a component package in the folder that ${what}`, async () => {
            assert.ok(existsSync(join(folder, "PulumiPlugin.yaml")));
            assert.deepEqual(await schemaOf(folder), JSON.parse(JSON.stringify(packageSchema(version))));
        });
    }
});
