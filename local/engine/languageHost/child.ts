import { spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";

/** How a child process ended: exactly one of the two is set. */
export interface Ended {
    readonly code: number | null;
    readonly signal: NodeJS.Signals | null;
}

/** A running process of the host's. */
export interface Child {
    /** Its output: somebody must read it, or the process waits when the pipe is full. */
    readonly stdout: Readable;
    /** As `stdout`. */
    readonly stderr: Readable;
    /** Settles when the process has exited *and* all of its output was read. Rejects when it could not be started. */
    readonly ended: Promise<Ended>;
    /** Asks it to stop (SIGINT), and kills it when it has not stopped after five seconds. */
    stop(): void;
}

/** What to run and where. */
export interface ChildOptions {
    readonly directory: string;
    readonly environment: NodeJS.ProcessEnv;
}

const graceMilliseconds = 5000;

/** Starts `node` (the one that runs this host) with the given arguments. */
export function startNode(args: readonly string[], options: ChildOptions): Child {
    return start(process.execPath, args, options);
}

/** Starts a command of the PATH with the given arguments. */
export function start(command: string, args: readonly string[], options: ChildOptions): Child {
    const child = spawn(command, args, {
        cwd: options.directory,
        env: options.environment,
        stdio: ["ignore", "pipe", "pipe"],
    });
    // A host that dies must not leave the user's program running: it would go on creating resources.
    const kill = (): void => void child.kill("SIGKILL");
    process.on("exit", kill);
    let grace: NodeJS.Timeout | undefined;
    const ended = new Promise<Ended>((resolve, reject) => {
        child.on("error", reject);
        child.on("close", (code, signal) => {
            clearTimeout(grace);
            process.off("exit", kill);
            resolve({ code, signal });
        });
    });
    return {
        stdout: child.stdout,
        stderr: child.stderr,
        ended,
        stop: () => {
            child.kill("SIGINT");
            grace ??= setTimeout(kill, graceMilliseconds);
        },
    };
}

/** Writes a chunk and waits until it has left this process, so that no line is lost when the engine ends the host. */
async function writeThrough(sink: Writable, chunk: Buffer | string): Promise<void> {
    await new Promise<void>((resolve) => {
        sink.write(chunk, () => {
            resolve();
        });
    });
}

/** Forwards everything a child prints to this process's own output, and settles when all of it is out. */
export async function forward(child: Child, seen: (text: string) => void): Promise<Ended> {
    const copy = async (from: Readable, to: Writable): Promise<void> => {
        for await (const chunk of from as AsyncIterable<Buffer>) {
            seen(chunk.toString("utf8"));
            await writeThrough(to, chunk);
        }
    };
    const [ended] = await Promise.all([
        child.ended,
        copy(child.stdout, process.stdout),
        copy(child.stderr, process.stderr),
    ]);
    return ended;
}
