import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compare, comparisonReport, isRefused } from "./comparison";

/** What `--against` cannot do, in one line for a person. */
class UsageError extends Error {}

/**
 * `--against COMMIT --stack STACK [--markdown]`: judges the stack file of the working directory against that of a commit, without Pulumi,
 * cluster or secrets. Prints what the edits do; 1 where one is refused or the file is wrong.
 */
export function against(args: readonly string[]): number {
    try {
        const { commit, stack, format } = read(args);
        const file = `Pulumi.${stack}.yaml`;
        if (!existsSync(file)) {
            throw new UsageError(
                `there is no ${file} here: --stack takes the name of a stack file, without its organization`,
            );
        }
        const comparison = compare(stack, textAt(commit, file), readFileSync(file, "utf8"));
        console.log(comparisonReport(format, comparison, commit));
        return isRefused(comparison) ? 1 : 0;
    } catch (error) {
        if (error instanceof UsageError) {
            console.error(error.message);
            return 1;
        }
        throw error;
    }
}

function read(args: readonly string[]) {
    const options = {
        against: { type: "string" },
        stack: { type: "string", short: "s" },
        markdown: { type: "boolean", default: false },
    } as const;
    try {
        const { values } = parseArgs({ args: [...args], options });
        const { against: commit = "", stack = "" } = values;
        if (commit === "" || stack === "") {
            throw new Error("--against takes a commit, and --stack the stack: --stack dev --against main");
        }
        return { commit, stack, format: values.markdown ? ("markdown" as const) : ("text" as const) };
    } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : String(error));
    }
}

/** The text of a file of the working directory at a commit; undefined where that has none. */
function textAt(commit: string, file: string): string | undefined {
    const git = (...args: readonly string[]) => spawnSync("git", args, { encoding: "utf8" });
    if (git("rev-parse", "--verify", "--quiet", "--end-of-options", `${commit}^{commit}`).status !== 0) {
        throw new UsageError(`git knows no commit ${commit} here: fetch it first; a shallow clone has only its newest`);
    }
    const { status, stdout } = git("show", "--end-of-options", `${commit}:./${file}`);
    return status === 0 ? stdout : undefined;
}
