import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { workflows } from "../pipeline/workflows";
import { commandsOf } from "./commandBlocks";

const ofMatrix = "${{ matrix.stack }}";

/** A `gh` that writes down how it was called, with its input where it is told to read it, and knows one user. */
const standIn = `#!/bin/bash
{ printf '%s\\n' "$*"; case "$*" in *"--input -") tr -d '\\n'; echo ;; esac; } >> "$CALLS"
case "$2" in users/*) echo 42 ;; esac
`;

describe("the commands of docs/ci.md that set GitHub up", () => {
    const directory = mkdtempSync(join(tmpdir(), "gh-"));
    let calls: readonly string[] = [];

    before(() => {
        const log = join(directory, "calls");
        writeFileSync(join(directory, "gh"), standIn, { mode: 0o755 });
        const { status, stderr } = spawnSync(
            "bash",
            ["-euo", "pipefail", "-c", commandsOf("docs/ci.md", "GitHub, set up")],
            {
                encoding: "utf8",
                env: { ...process.env, PATH: `${directory}:${process.env["PATH"] ?? ""}`, CALLS: log },
            },
        );
        assert.equal(status, 0, stderr);
        calls = readFileSync(log, "utf8").trimEnd().split("\n");
    });

    after(() => {
        rmSync(directory, { recursive: true, force: true });
    });

    it("give prod its reviewer, in a request that is JSON", () => {
        const at = calls.indexOf("api -X PUT repos/acme/kafka/environments/prod --input -");
        assert.deepEqual(JSON.parse(calls[at + 1] ?? ""), {
            reviewers: [{ type: "User", id: 42 }],
            deployment_branch_policy: { protected_branches: true, custom_branch_policies: false },
        });
    });

    it("make every environment that a workflow names", () => {
        const wanted = [...workflows.values()]
            .flatMap(({ jobs }) => Object.values(jobs))
            .flatMap(({ environment = [], strategy }) => {
                const stacks = strategy?.matrix.stack ?? [""];
                return [environment].flat().flatMap((name) => stacks.map((stack) => name.replace(ofMatrix, stack)));
            });
        const made = calls.flatMap((call) => /environments\/([\w-]+)/.exec(call)?.[1] ?? []);
        assert.deepEqual([...new Set(made)].sort(), [...new Set(wanted)].sort());
    });

    it("switch everything on last", () => {
        assert.equal(calls.at(-1), "variable set PULUMI_BACKEND_URL --body https://api.pulumi.com");
    });
});
