import { start } from "../../../local/child";
import { until } from "../../../local/wait";

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
    const { watch, ...rest } = options;
    // A group of its own, so that a test can end a command together with everything it started.
    const running = start(command, args, { seconds: 300, ...rest, group: true });
    let stdout = "";
    let output = "";
    const heard = (text: string): void => {
        output += text;
        watch?.(output, running.pid ?? 0);
    };
    running.stdout.setEncoding("utf8").on("data", (text: string) => {
        stdout += text;
        heard(text);
    });
    running.stderr.setEncoding("utf8").on("data", heard);
    const { code } = await running.ended;
    return { code, stdout, output };
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
    return await until(what, { seconds, every: 500 }, look);
}
