import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Known, Update } from "./model";
import { StatusError } from "./stackFile";

/** Longest wait for the CLI, which may ask a backend that is far away. */
const cliTimeoutMs = 20_000;

/** Runs the CLI in the project's directory, and returns what it prints. Throws an Error with its first line of complaint. */
export type Cli = (args: readonly string[]) => Promise<string>;

/** The CLI on this machine. */
export const pulumiCli: Cli = async (args) => {
    try {
        const options = { timeout: cliTimeoutMs, maxBuffer: 1 << 26 };
        return (await promisify(execFile)("pulumi", ["--non-interactive", ...args], options)).stdout;
    } catch (error) {
        const { code, stderr, killed } = error as { code?: unknown; stderr?: string; killed?: boolean };
        const said = (stderr ?? "").split("\n").find((line) => line.trim() !== "");
        throw new Error(
            code === "ENOENT"
                ? "pulumi is not installed"
                : killed === true
                  ? `pulumi did not answer within ${cliTimeoutMs / 1000} s`
                  : (said ?? String(error)).replace(/^error: /, "").trim(),
            { cause: error },
        );
    }
};

/** The stack that is selected. Throws a {@link StatusError} where there is none, or the backend does not say. */
export async function selectedStack(cli: Cli): Promise<string> {
    try {
        return (await cli(["stack", "--show-name"])).trim();
    } catch (error) {
        throw new StatusError(
            `no stack is named, and none can be looked up (${wordsIn(error)}): name one with -s STACK`,
        );
    }
}

/** A secret of the stack's configuration. Throws a {@link StatusError} where the CLI cannot decrypt it. */
export async function secretConfig(cli: Cli, stack: string, key: string): Promise<string> {
    try {
        return (await cli(["config", "get", key, "--stack", stack])).replace(/\n$/, "");
    } catch (error) {
        throw new StatusError(`${key} is a secret, and pulumi cannot decrypt it: ${wordsIn(error)}`);
    }
}

/** The last update of the stack; null where there was none. Pulumi keeps how many resources it changed, and not which. */
export async function lastUpdate(cli: Cli, stack: string): Promise<Known<Update | null>> {
    try {
        const printed = await cli(["stack", "history", "--json", "--page-size", "1", "--stack", stack]);
        const [last] = JSON.parse(printed) as readonly {
            readonly kind?: string;
            readonly result?: string;
            readonly startTime?: string;
            readonly endTime?: string;
            readonly resourceChanges?: Readonly<Record<string, number>> | null;
        }[];
        return last === undefined
            ? null
            : {
                  kind: last.kind ?? "update",
                  result: last.result ?? "unknown",
                  startedAt: last.startTime ?? null,
                  endedAt: last.endTime ?? null,
                  changes: last.resourceChanges ?? {},
              };
    } catch (error) {
        return { unknown: wordsIn(error) };
    }
}

function wordsIn(error: unknown): string {
    return (error instanceof Error ? error.message : String(error)).split("\n", 1).join("");
}
