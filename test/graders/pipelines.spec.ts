import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import { attempt } from "../../local/child";
import { ensurePipelineGraders } from "../../local/toolchain/graders";
import type { PipelineGraders } from "../../local/toolchain/graders";

const top = join(__dirname, "..", "..");
const folder = join(top, ".github", "workflows");
const action = join(top, ".github", "actions", "cluster", "action.yml");
const gitlab = join(top, "docs", "gitlab-ci.yml");

describe("what is found in the files of pipelines", () => {
    let directory = "";
    let graders: PipelineGraders;

    before(async () => {
        graders = await ensurePipelineGraders();
        directory = mkdtempSync(join(tmpdir(), "pipelines-"));
        // Where there is none, actionlint would pass over what the workflows run.
        assert.equal((await attempt("shellcheck", ["--version"])).code, 0);
    });

    after(() => {
        rmSync(directory, { recursive: true, force: true });
    });

    /** What actionlint says of a workflow: nothing where it is well. */
    async function lint(file: string): Promise<string> {
        const { code, stdout, stderr } = await attempt(
            graders.actionlint,
            ["-no-color", "-shellcheck", "shellcheck", file],
            {
                cwd: top,
            },
        );
        return code === 0 ? "" : stdout + stderr;
    }

    /** What a schema that the host publishes says of a file: nothing where it is well. */
    async function check(schema: "gitlab-ci" | "github-actions" | "github-workflows", file: string): Promise<string> {
        const transform = schema === "gitlab-ci" ? ["--data-transform", "gitlab-ci"] : [];
        const args = ["-m", "check_jsonschema", "--builtin-schema", `vendor.${schema}`, ...transform, file];
        const { code, stdout, stderr } = await attempt(graders.schemas, args);
        return code === 0 ? "" : stdout + stderr;
    }

    /** A copy of a file with a text replaced, among whose neighbours it is not. */
    function broken(file: string, from: string, to: string): string {
        const text = readFileSync(file, "utf8");
        assert(text.includes(from), from);
        const copies = join(directory, ".github", "workflows");
        mkdirSync(copies, { recursive: true });
        const copy = join(copies, "copy.yml");
        writeFileSync(copy, text.replace(from, to));
        return copy;
    }

    for (const file of readdirSync(folder)) {
        it(`is nothing in ${file}: actionlint, shellcheck and GitHub's schema`, async () => {
            assert.equal(await lint(join(folder, file)), "");
            assert.equal(await check("github-workflows", join(folder, file)), "");
        });
    }

    it("is nothing in the action that the workflows share, by GitHub's schema", async () => {
        assert.equal(await check("github-actions", action), "");
    });

    /** A copy of a file of GitLab's in which jobs have what they extend: its schema takes anything in a job whose name begins with a dot. */
    function extended(file: string): string {
        type Jobs = Readonly<Record<string, { readonly extends?: string }>>;
        const all = parse(readFileSync(file, "utf8")) as Jobs;
        const whole = (job: { readonly extends?: string }): object => {
            const { extends: base, ...own } = job;
            return base === undefined ? own : { ...whole(all[base] ?? {}), ...own };
        };
        const copy = join(directory, "gitlab-ci.yml");
        const jobs = Object.entries(all).filter(([name]) => !name.startsWith("."));
        writeFileSync(
            copy,
            stringify(Object.fromEntries(jobs.map(([name, job]) => [name, Array.isArray(job) ? job : whole(job)]))),
        );
        return copy;
    }

    it("is nothing in GitLab's file, by its own schema", async () => {
        assert.equal(await check("gitlab-ci", gitlab), "");
        assert.equal(await check("gitlab-ci", extended(gitlab)), "");
    });

    it("is a context that there is not, and a variable without quotes, in a broken workflow", async () => {
        const preview = join(folder, "preview.yml");
        assert.match(
            await lint(broken(preview, "${{ matrix.stack }}\n        run", "${{ matrix.stak }}\n        run")),
            /stak/,
        );
        assert.match(await lint(broken(preview, 'tee "plans/$STACK.files.md"', "tee plans/$STACK.files.md")), /SC2086/);
    });

    it("is an unknown key in a broken action, and a wrong value in a broken file of GitLab's", async () => {
        assert.notEqual(await check("github-actions", broken(action, "using: composite", "uses: composite")), "");
        assert.match(
            await check("gitlab-ci", extended(broken(gitlab, "interruptible: false", "interruptible: never"))),
            /interruptible/,
        );
    });

    it("is nothing that shellcheck finds in the steps of the action and of GitLab's file", async () => {
        const { runs } = parse(readFileSync(action, "utf8")) as {
            readonly runs: { readonly steps: readonly object[] };
        };
        const steps = runs.steps.flatMap((step) => ("run" in step ? [String(step.run)] : []));
        const jobs = Object.values(parse(readFileSync(gitlab, "utf8")) as Readonly<Record<string, object>>);
        const scripts = jobs.flatMap((job) =>
            ["before_script", "script"].flatMap((key) => {
                const lines = (job as Readonly<Record<string, readonly string[]>>)[key];
                return lines === undefined ? [] : [lines.join("\n")];
            }),
        );
        assert(steps.length > 0 && scripts.length > 5);
        for (const script of [...steps, ...scripts]) {
            const { code, stdout } = await attempt("shellcheck", ["--shell", "bash", "-"], { input: script });
            assert.equal(code, 0, `${script}\n${stdout}`);
        }
    });
});
