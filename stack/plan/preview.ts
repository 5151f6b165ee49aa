import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { planVariable, readPlan } from "./file";
import { readPreview, report } from "./report";

/**
 * `[--markdown] [--stack STACK …]`: what the edits of a stack file will do, from a preview. Every other argument is passed on to `pulumi preview`,
 * whose exit code is returned: a refused edit fails.
 */
export function preview(args: readonly string[]): number {
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
