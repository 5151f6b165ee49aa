import { spawn } from "node:child_process";
import { signal } from "../../../local/node/processTable";

/** What a command did. */
export interface Result {
    /** Exit code; undefined when a signal ended it. */
    readonly code: number | undefined;
    readonly stdout: string;
    /** Both streams, in the order in which they arrived. */
    readonly output: string;
}

/** Where and how long a command may run. */
export interface RunOptions {
    readonly cwd?: string;
    /** Seconds until it is killed, with everything that it started. Default: 300. */
    readonly seconds?: number;
    readonly input?: string;
    /** Called with all output so far whenever some arrives; may end the command through its process id. */
    readonly watch?: (output: string, pid: number) => void;
}

/** Runs a command to its end, whatever its exit code. */
export async function attempt(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return new Promise((resolve, reject) => {
        // A group of its own, so that a test can end a command together with everything it started.
        const child = spawn(command, args, { cwd: options.cwd, detached: true, stdio: ["pipe", "pipe", "pipe"] });
        const timer = setTimeout(
            () => {
                // What lives on would keep its output open, and be waited for.
                if (child.pid !== undefined) signal(-child.pid, "SIGKILL");
            },
            (options.seconds ?? 300) * 1000,
        );
        let stdout = "";
        let output = "";
        const heard = (text: string): void => {
            output += text;
            options.watch?.(output, child.pid ?? 0);
        };
        child.stdout.setEncoding("utf8").on("data", (text: string) => {
            stdout += text;
            heard(text);
        });
        child.stderr.setEncoding("utf8").on("data", heard);
        child.on("error", reject);
        child.on("close", (code) => {
            clearTimeout(timer);
            resolve({ code: code ?? undefined, stdout, output });
        });
        // A command may end without having read it.
        child.stdin.on("error", () => undefined).end(options.input ?? "");
    });
}

/** Runs a command that must succeed, and returns its standard output. Throws with all it printed otherwise. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
    const result = await attempt(command, args, options);
    if (result.code !== 0) {
        throw new Error(`${command} ${args.join(" ")}: exit code ${String(result.code)}\n${result.output}`);
    }
    return result.stdout;
}

/** Waits until `look` returns something; its last failure is in the error when the time is up. */
export async function eventually<T>(what: string, seconds: number, look: () => Promise<T | undefined>): Promise<T> {
    const end = Date.now() + seconds * 1000;
    let last = "";
    for (;;) {
        try {
            const found = await look();
            if (found !== undefined) {
                return found;
            }
        } catch (error) {
            last = String(error);
        }
        if (Date.now() > end) {
            throw new Error(`${what}: not within ${seconds} s. ${last}`);
        }
        await new Promise((resolve) => setTimeout(resolve, 500));
    }
}
