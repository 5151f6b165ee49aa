import type { Readable, Writable } from "node:stream";
import { start } from "../../child";
import type { Ended, RunOptions, Running } from "../../child";

/** A running process of the host's. */
export interface Child extends Running {
    /** Asks it to stop (SIGINT), and kills it when it has not stopped after five seconds. */
    stop(): void;
}

const graceMilliseconds = 5000;

/** Starts a command that does not outlive this process: the user's program would go on creating resources. */
export function startTied(command: string, args: readonly string[], options: RunOptions): Child {
    const running = start(command, args, options);
    const kill = (): void => {
        running.signal("SIGKILL");
    };
    process.on("exit", kill);
    let grace: NodeJS.Timeout | undefined;
    const over = (): void => {
        clearTimeout(grace);
        process.off("exit", kill);
    };
    running.ended.then(over, over);
    return {
        ...running,
        stop: () => {
            running.signal("SIGINT");
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
