import { join } from "node:path";
import { output, result, start } from "../child";
import type { Result, Running, RunOptions } from "../child";
import { shellEnvironment } from "../engine/shell";
import { paths } from "../paths";

/** The checkout: where the program and its stack files are. */
export const checkout = join(__dirname, "..", "..");

const running = new Set<Running>();

/** Whether a command started here runs now: Ctrl-C is then for it to handle. */
export function isCommandRunning(): boolean {
    return running.size > 0;
}

/** Asks every command that runs to end, as Ctrl-C would. */
export function interruptCommands(): void {
    for (const command of running) {
        command.signal("SIGINT");
    }
}

/** Runs a command as in the local shell, in the checkout, to its end. `pulumi` and `kubectl` are those of the local shell. */
export async function runInShell(
    command: string,
    args: readonly string[],
    options: Pick<RunOptions, "input" | "output" | "seconds"> = {},
): Promise<Result> {
    const own = ["pulumi", "kubectl"].includes(command) ? join(paths.bin, command) : command;
    const started = start(own, args, { ...options, cwd: checkout, env: shellEnvironment() });
    running.add(started);
    try {
        return await result(started);
    } finally {
        running.delete(started);
    }
}

/** Runs a command as in the local shell and returns what it printed. Throws a LocalError with the last line of its stderr when it fails. */
export async function outputOf(command: string, args: readonly string[]): Promise<string> {
    return output([command, ...args].join(" "), await runInShell(command, args));
}
