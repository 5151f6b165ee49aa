import { spawn } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { Readable } from "node:stream";
import { signal as sendSignal } from "./node/processTable";
import { LocalError } from "./progress";

/** How a command is run. */
export interface RunOptions {
    /** Its working directory; default: ours. */
    readonly cwd?: string;
    /** Its whole environment; default: ours. */
    readonly env?: NodeJS.ProcessEnv;
    /** Written to its standard input; default: there is none. */
    readonly input?: string;
    /** `capture` (default): its output is read; `show`: all it prints goes to our stderr, as stdout is for results. */
    readonly output?: "capture" | "show";
    /** It is killed when it takes longer; default: it may take as long as it likes. */
    readonly seconds?: number;
    /** Whether it leads a process group, which is then killed as a whole; default: false. */
    readonly group?: boolean;
}

/** How a command ended. */
export interface Ended {
    /** Its exit code; undefined where a signal ended it. */
    readonly code: number | undefined;
    readonly signal: NodeJS.Signals | undefined;
    /** The seconds after which it was killed because its time was over; undefined where it was not. */
    readonly overdue: number | undefined;
}

/** A command that runs. */
export interface Running {
    /** Its process id; undefined when it could not be started. */
    readonly pid: number | undefined;
    /** Its output: somebody must read it, or the command waits when the pipe is full. Empty when it is shown. */
    readonly stdout: Readable;
    /** As `stdout`. */
    readonly stderr: Readable;
    /** Settles when it has ended *and* all of its output was read. Rejects with a LocalError when it could not be started. */
    readonly ended: Promise<Ended>;
    /** Sends it a signal, or its whole group; does nothing once it has ended. */
    signal(name: NodeJS.Signals): void;
}

/** Starts a command. */
export function start(command: string, args: readonly string[], options: RunOptions = {}): Running {
    const { cwd, env, input, output = "capture", seconds, group = false } = options;
    const sink = output === "show" ? 2 : "pipe";
    const child = spawn(command, args, {
        cwd,
        env,
        detached: group,
        stdio: [input === undefined ? "ignore" : "pipe", sink, sink],
    });
    const signal = (name: NodeJS.Signals): void => {
        if (group && child.pid !== undefined) {
            // Also when its leader has ended: what lives on keeps the output open, and would be waited for.
            sendSignal(-child.pid, name);
        } else {
            child.kill(name);
        }
    };
    let overdue: number | undefined;
    const expire = (): void => {
        overdue = seconds;
        signal("SIGKILL");
    };
    const timer = seconds === undefined ? undefined : setTimeout(expire, seconds * 1000);
    const ended = new Promise<Ended>((resolve, reject) => {
        child.on("error", (error) => {
            reject(new LocalError(`${command} cannot be started: ${error.message}`));
        });
        child.on("close", (code, by) => {
            resolve({ code: code ?? undefined, signal: by ?? undefined, overdue });
        });
    }).finally(() => {
        clearTimeout(timer);
    });
    // Whoever reads the output first asks for the end later: that is not an unhandled rejection.
    ended.catch(() => undefined);
    // A command that has ended early does not read on: its exit code tells.
    child.stdin?.on("error", () => undefined).end(input);
    const none = (): Readable => Readable.from([]);
    return { pid: child.pid, stdout: child.stdout ?? none(), stderr: child.stderr ?? none(), ended, signal };
}

/** What came of a command. */
export interface Result extends Ended {
    readonly stdout: string;
    readonly stderr: string;
}

/** Waits for a command's end, whatever that is, and for all of its output. */
export async function result({ stdout, stderr, ended }: Running): Promise<Result> {
    const [out, err] = [collected(stdout), collected(stderr)];
    return { ...(await ended), stdout: out(), stderr: err() };
}

/** Reads a stream from now on; what it is asked for is everything that was read. */
function collected(stream: Readable): () => string {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
    return () => Buffer.concat(chunks).toString("utf8");
}

/** Runs a command to its end, whatever that is. Throws a LocalError when it cannot be started. */
export async function attempt(command: string, args: readonly string[], options: RunOptions = {}): Promise<Result> {
    return await result(start(command, args, options));
}

/** Runs a command that must succeed, and returns its stdout. Throws a LocalError otherwise, as `output` does. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<string> {
    return output([command, ...args].join(" "), await attempt(command, args, options));
}

/** The stdout of a command that must have succeeded. Throws a LocalError otherwise, with `name` and the last line of its stderr. */
export function output(name: string, { code, signal, overdue, stdout, stderr }: Result): string {
    if (code === 0) {
        return stdout;
    }
    const ending = signal === undefined ? `exit code ${code ?? "unknown"}` : `ended by ${signal}`;
    const why = overdue === undefined ? lastLine(stderr) || ending : `no answer within ${overdue} s`;
    throw new LocalError(`${name}: ${why}`);
}

/** The last line of what a command said, which mostly is its reason. */
export function lastLine(text: string): string {
    return text.trim().split("\n").at(-1) ?? "";
}

/** Whether there is a file at the path, or behind the link that is there, that this user may run. */
export function isExecutable(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
    } catch {
        return false;
    }
}
