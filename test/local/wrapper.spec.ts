import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const wrapper = join(__dirname, "..", "..", "local", "engine", "wrapper.mjs");
const salt = "encryptionsalt: v1:abc=:v1:def==\n";

describe("pulumi of the local shell", () => {
    let project = "";
    let file = "";

    beforeEach(() => {
        project = mkdtempSync(join(tmpdir(), "wrapper-"));
        file = join(project, "Pulumi.dev.yaml");
        writeFileSync(join(project, "Pulumi.yaml"), "name: x\nruntime: nodejs\n");
    });

    afterEach(() => {
        rmSync(project, { recursive: true });
    });

    /** Stands for the real CLI: a shell script. */
    function cli(script: string): string {
        const path = join(project, "cli");
        writeFileSync(path, `#!/bin/sh\n${script}\n`);
        chmodSync(path, 0o755);
        return path;
    }

    /** Runs the wrapper round a CLI that replaces the stack file by `after`; returns what the file holds in the end. */
    function run(
        before: string | undefined,
        after: string,
        directory = project,
        ...args: string[]
    ): string | undefined {
        if (before !== undefined) {
            writeFileSync(file, before);
        }
        writeFileSync(join(project, "after"), after);
        const real = cli(`cp '${join(project, "after")}' '${file}'`);
        const { status, stderr } = spawnSync("node", [wrapper, real, ...args], { cwd: directory, encoding: "utf8" });
        assert.equal(status, 0, stderr);
        return existsSync(file) ? readFileSync(file, "utf8") : undefined;
    }

    const mine = '# mine\nconfig:\n    # four spaces\n    x:a: "1"\n';
    const relaid = '# mine\nconfig:\n  # four spaces\n  x:a: "1"\n';

    it("gives the file back byte for byte when the CLI only added the salt and laid it out anew", () => {
        assert.equal(run(mine, relaid + salt), mine);
    });

    it("keeps what the CLI changed on purpose, without the salt", () => {
        assert.equal(run(mine, `${relaid}  x:b: "2"\n${salt}`), `${relaid}  x:b: "2"\n`);
    });

    it("leaves a salt alone that was there before", () => {
        assert.equal(run(mine + salt, relaid + salt), relaid + salt);
    });

    it("leaves the salt of a secret alone: it could not be read without", () => {
        const secret = `${relaid}  x:s:\n    secure: v1:abc\n${salt}`;
        assert.equal(run(mine, secret), secret);
    });

    it("removes a new stack's file when there is nothing but the salt in it", () => {
        assert.equal(run(undefined, salt), undefined);
        assert.equal(run(undefined, `config:\n  x:a: "1"\n${salt}`), 'config:\n  x:a: "1"\n');
    });

    it("finds the project from a directory below it, and by -C", () => {
        const below = join(project, "below");
        mkdirSync(below);
        assert.equal(run(mine, relaid + salt, below), mine);
        for (const args of [["-C", project], [`--cwd=${project}`], ["up", "--cwd", project]]) {
            assert.equal(run(mine, relaid + salt, tmpdir(), ...args), mine, args.join(" "));
        }
    });

    it("hands over arguments, streams and the exit code", () => {
        const real = cli('printf "%s|" "$@"; cat; echo oops >&2; exit 7');
        const args = [wrapper, real, "up", "--message", "a 'b' \"c\" $d", ""];
        const { status, stdout, stderr } = spawnSync("node", args, { cwd: project, input: "in", encoding: "utf8" });
        assert.deepEqual([status, stdout, stderr], [7, "up|--message|a 'b' \"c\" $d||in", "oops\n"]);
    });

    it("passes signals on, waits for the CLI's own ending, and tidies up after it", async () => {
        writeFileSync(file, mine);
        writeFileSync(join(project, "after"), relaid + salt);
        // `sleep` in the background: a shell handles a signal only between two commands.
        const real = cli(`trap 'cp after Pulumi.dev.yaml; exit 3' TERM; echo up; sleep 30 & wait`);
        const child = spawn("node", [wrapper, real], { cwd: project, stdio: ["ignore", "pipe", "inherit"] });
        child.stdout.once("data", () => child.kill("SIGTERM"));
        const code = await new Promise((resolve) => child.on("exit", resolve));
        assert.equal(code, 3);
        assert.equal(readFileSync(file, "utf8"), mine);
    });

    it("says in one line when the CLI is gone", () => {
        const { status, stderr } = spawnSync("node", [wrapper, join(project, "none")], {
            cwd: project,
            encoding: "utf8",
        });
        assert.equal(status, 127);
        assert.match(stderr, /^cannot run .*\/none: .*; run npm start again\n$/);
    });
});
