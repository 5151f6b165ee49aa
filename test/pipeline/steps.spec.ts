import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { top, workflow } from "./workflows";

/** What runs the specs may itself be told by such variables which repository to work in: a hook of git, or a runner. */
const outside = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_")));

/** Runs a command in a directory; its output and exit code. */
function run(directory: string, command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const { status, stdout, stderr } = spawnSync(command, args, {
        cwd: directory,
        encoding: "utf8",
        env: { ...outside, ...env },
    });
    return { code: status, output: stdout + stderr };
}

/** A repository of its own with the files of this one, committed; packages are linked in place of `npm ci`. */
function freshClone(): { readonly directory: string; readonly git: (...args: readonly string[]) => string } {
    const directory = mkdtempSync(join(tmpdir(), "clone-"));
    const left = new Set(["node_modules", ".git"].map((name) => join(top, name)));
    cpSync(top, directory, { recursive: true, filter: (path) => !left.has(path) });
    symlinkSync(join(top, "node_modules"), join(directory, "node_modules"));
    const git = (...args: readonly string[]) => {
        const settings = ["-c", "user.name=spec", "-c", "user.email=spec@localhost", "-c", "commit.gpgsign=false"];
        const { code, output } = run(directory, "git", [...settings, ...args]);
        assert.equal(code, 0, output);
        return output.trim();
    };
    git("init", "--quiet", "--initial-branch=main");
    writeFileSync(join(directory, ".git", "info", "exclude"), "node_modules\n");
    git("add", "--all");
    git("commit", "--quiet", "--message=base");
    return { directory, git };
}

/** The steps of a job that run commands here, but for those that install. */
function commands(file: string, job: string): readonly string[] {
    const steps = workflow(file).jobs[job]?.steps ?? [];
    return steps.flatMap(({ run: command }) => (command === undefined || command === "npm ci" ? [] : [command]));
}

/** Runs a command of a workflow as GitHub's runner does with `shell: bash`. */
function runStep(directory: string, command: string, env: NodeJS.ProcessEnv) {
    return run(directory, "bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", command], env);
}

describe("the steps of the workflows that need neither cluster nor secrets", function () {
    this.timeout("3m");
    let clone: ReturnType<typeof freshClone>;
    beforeEach(() => {
        clone = freshClone();
    });
    afterEach(() => {
        rmSync(clone.directory, { recursive: true, force: true });
    });

    /** Commits prod's stack file with a text replaced, and judges it as the job `files` of preview.yml does. */
    function judged(from: string, to: string) {
        const file = join(clone.directory, "Pulumi.prod.yaml");
        const before = readFileSync(file, "utf8");
        assert(before.includes(from));
        writeFileSync(file, before.replace(from, to));
        clone.git("commit", "--quiet", "--all", "--message=edit");
        const [step = "", ...others] = commands("preview.yml", "files");
        assert.deepEqual(others, []);
        const summary = join(clone.directory, "node_modules.summary");
        const { code, output } = runStep(clone.directory, step, { STACK: "prod", GITHUB_STEP_SUMMARY: summary });
        const written = readFileSync(join(clone.directory, "plans", "prod.files.md"), "utf8");
        assert.equal(readFileSync(summary, "utf8"), written);
        return { code, output, written };
    }

    it("say what an edit does, and pass", () => {
        const { code, written, output } = judged("memory: 8Gi", "memory: 16Gi");
        assert.equal(code, 0, output);
        assert.match(
            written,
            /^\*\*Rolls 3 brokers one by one[^]*\| `kafka:brokers\.memory` \| `8Gi` \| `16Gi` \| rolls \|/,
        );
    });

    it("say why an edit is refused, and fail", () => {
        const { code, written } = judged("disk: 200Gi", "disk: 100Gi");
        assert.equal(code, 1);
        assert.match(
            written,
            /^\*\*Refused, nothing is touched: 1 of 1 edit\*\*[^]*Kubernetes cannot shrink a disk; keep 200Gi/,
        );
    });

    it("say what is wrong with a file, and fail", () => {
        const { code, written } = judged("memory: 8Gi", "memroy: 8Gi");
        assert.equal(code, 1);
        assert.match(written, /kafka:brokers\.memroy is unknown: did you mean kafka:brokers\.memory\?/);
    });

    it("deploy the newest commit of main, and none that it has left behind", () => {
        const [step = ""] = commands("deploy.yml", "prod");
        const origin = join(clone.directory, ".git", "origin.git");
        clone.git("clone", "--quiet", "--bare", ".", origin);
        clone.git("remote", "add", "origin", origin);
        assert.deepEqual(runStep(clone.directory, step, {}), { code: 0, output: "" });

        const approved = clone.git("rev-parse", "HEAD");
        clone.git("commit", "--quiet", "--allow-empty", "--message=next");
        clone.git("push", "--quiet", "origin", "main");
        clone.git("checkout", "--quiet", approved);
        const { code, output } = runStep(clone.directory, step, {});
        assert.equal(code, 1);
        assert.match(output, /^main is at [0-9a-f]{40} by now, and this run is for [0-9a-f]{40}: nothing is deployed/);
    });
});
