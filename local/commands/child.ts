import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { shellEnvironment } from "../engine/shell";
import { paths } from "../paths";
import { LocalError } from "../progress";

/** The checkout: where the program and its stack files are. */
export const checkout = join(__dirname, "..", "..");

const running = new Set<ChildProcess>();

/** Whether a command started here runs now: Ctrl-C is then for it to handle. */
export function isCommandRunning(): boolean {
    return running.size > 0;
}

/** Asks every command that runs to end, as Ctrl-C would. */
export function interruptCommands(): void {
    for (const child of running) child.kill("SIGINT");
}

/** How a command of the local shell is run. */
export interface CommandOptions {
    /** Written to its standard input; default: none. */
    readonly input?: string;
    /** `capture` (default): its stdout is returned; `show`: all it prints goes to our stderr, as stdout is for results. */
    readonly output?: "capture" | "show";
    /** It is killed when it takes longer; default: it may take as long as it likes. */
    readonly seconds?: number;
}

/** What came of a command. */
export interface CommandResult {
    /** Its exit code; 1 where a signal ended it. */
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs a command as in the local shell, in the checkout, to its end. `pulumi` and `kubectl` are those of the local shell. */
export async function runInShell(
    command: string,
    args: readonly string[],
    options: CommandOptions = {},
): Promise<CommandResult> {
    const isShown = options.output === "show";
    const own = ["pulumi", "kubectl"].includes(command) ? join(paths.bin, command) : command;
    const child = spawn(own, args, {
        cwd: checkout,
        env: shellEnvironment(),
        stdio: ["pipe", isShown ? 2 : "pipe", isShown ? 2 : "pipe"],
        ...(options.seconds === undefined ? {} : { timeout: options.seconds * 1000, killSignal: "SIGKILL" }),
    });
    running.add(child);
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout?.on("data", (chunk: Buffer) => void stdout.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => void stderr.push(chunk));
    // A command that has ended early does not read on: its exit code tells.
    child.stdin?.on("error", () => undefined).end(options.input ?? "");
    try {
        const code = await new Promise<number>((resolve, reject) => {
            child.on("error", (error) => {
                reject(new LocalError(`${command} cannot be started: ${error.message}; run npm start again`));
            });
            child.on("close", (status) => {
                resolve(status ?? 1);
            });
        });
        return { code, stdout: Buffer.concat(stdout).toString("utf8"), stderr: Buffer.concat(stderr).toString("utf8") };
    } finally {
        running.delete(child);
    }
}

/**
 * Runs a command as in the local shell and returns what it printed.
 * @throws LocalError with the last line of its stderr when it fails.
 */
export async function outputOf(
    command: string,
    args: readonly string[],
    options: CommandOptions = {},
): Promise<string> {
    const { code, stdout, stderr } = await runInShell(command, args, options);
    if (code === 0) return stdout;
    const said = stderr.trim().split("\n").at(-1) ?? "";
    throw new LocalError(`${command} ${args.slice(0, 4).join(" ")} failed${said === "" ? "" : `: ${said}`}`);
}
