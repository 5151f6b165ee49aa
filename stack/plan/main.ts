// `npm run -s plan [-- --markdown] [-- --stack prod …]`: what the edits of a stack file will do, from a preview. Every other argument is
// passed on to `pulumi preview`; the exit code is that of the preview, so a refused edit fails in CI.
// `npm run -s plan -- --from OLD_FILE --to NEW_FILE [--by-manifests] [--markdown]`: the same without Pulumi and without a cluster (between.ts).
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { between } from "./between";
import { planVariable, readPlan } from "./file";
import { readPreview, report } from "./report";

function main(args: readonly string[]): number {
    const directory = mkdtempSync(join(tmpdir(), "kafka-plan-"));
    const file = join(directory, "plan.json");
    try {
        const passed = args.filter((argument) => argument !== "--markdown");
        const { status, stdout, error } = spawnSync("pulumi", ["preview", "--non-interactive", "--json", ...passed], {
            env: { ...process.env, [planVariable]: file },
            stdio: ["ignore", "pipe", "inherit"],
            encoding: "utf8",
            // Every manifest is printed.
            maxBuffer: 1 << 28,
        });
        if (error !== undefined) {
            console.error(`pulumi cannot be run (${error.message}): install it, or use the local shell (README.md)`);
            return 1;
        }
        const code = status ?? 1;
        console.log(
            report(args.includes("--markdown") ? "markdown" : "text", readPlan(file), readPreview(stdout, code)),
        );
        return code;
    } finally {
        rmSync(directory, { recursive: true, force: true });
    }
}

const args = process.argv.slice(2);
process.exitCode = args.some((argument) => /^--(from|to)(=|$)/.test(argument)) ? between(args) : main(args);
