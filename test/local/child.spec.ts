import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { attempt, isExecutable, run, start } from "../../local/child";
import { LocalError } from "../../local/progress";
import { runLogged } from "../../local/toolchain/run";

const sh = (script: string): [string, string[]] => ["sh", ["-c", script]];

describe("a command that the local cluster runs", () => {
    it("gets its input and environment, and gives back its streams and its exit code", async () => {
        const [command, args] = sh('cat; printf "%s" "$WORD" >&2; exit 3');
        const result = await attempt(command, args, { input: "in", env: { PATH: process.env["PATH"], WORD: "err" } });
        assert.deepEqual(result, { code: 3, signal: undefined, overdue: undefined, stdout: "in", stderr: "err" });
        // It may end without having read it.
        assert.equal((await attempt("true", [], { input: "x".repeat(1 << 20) })).code, 0);
    });

    it("fails in one line: its own last one, its ending, its time, or that there is no such command", async () => {
        await assert.rejects(run(...sh("echo no >&2; echo because >&2; exit 1")), (error: LocalError) => {
            return error instanceof LocalError && error.message.endsWith(": because");
        });
        await assert.rejects(run("false", []), new LocalError("false: exit code 1"));
        await assert.rejects(run(...sh("kill -9 $$")), /: ended by SIGKILL$/);
        await assert.rejects(
            run("sleep", ["60"], { seconds: 0.1 }),
            new LocalError("sleep 60: no answer within 0.1 s"),
        );
        await assert.rejects(run("/nonexistent/x", []), /^LocalError: \/nonexistent\/x cannot be started: /);
    });

    it("shows its last lines when only its failure matters", async () => {
        const lines: string[] = [];
        const failing = runLogged("building", ...sh("seq 1 40; exit 2"), {}, (line) => void lines.push(line));
        const tail = Array.from({ length: 25 }, (_, index) => index + 16).join("\n");
        await assert.rejects(failing, new LocalError(`building failed (exit code 2). Its last lines:\n${tail}`));
        assert.equal(lines.length, 40);
    });

    it("ends with all that it started where it leads a group, also once its leader has ended", async () => {
        const running = start(...sh("sleep 60 & echo started"), { group: true });
        await new Promise((resolve) => running.stdout.once("data", resolve));
        // What lives on holds the output open.
        assert.equal(await Promise.race([running.ended, pause(200, "goes on")]), "goes on");
        running.signal("SIGKILL");
        assert.equal((await running.ended).code, 0);
        // What has ended already cannot be told anything.
        running.signal("SIGKILL");
    });

    it("is a file that can be executed, or a link to one", () => {
        const scratch = mkdtempSync(join(tmpdir(), "child-"));
        const at = (name: string): string => join(scratch, name);
        writeFileSync(at("file"), "");
        symlinkSync(at("file"), at("link"));
        assert.deepEqual(["file", "link"].map(at).map(isExecutable), [false, false]);
        chmodSync(at("file"), 0o755);
        symlinkSync(at("nowhere"), at("dangling"));
        mkdirSync(at("directory"));
        const names = ["file", "link", "dangling", "directory", "nowhere"];
        assert.deepEqual(names.map(at).map(isExecutable), [true, true, false, false, false]);
        rmSync(scratch, { recursive: true });
    });
});
