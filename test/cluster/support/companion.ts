import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { lastLine } from "../../../local/child";

/** How a process runs beside this one. */
interface Beside {
    /** The file that gets all it says, anew. */
    readonly log: string;
    /** Its working directory. Default: this process's. */
    readonly cwd?: string;
    /** Its whole environment. Default: this process's. */
    readonly env?: NodeJS.ProcessEnv;
    /** The signal that ends it. Default: TERM. */
    readonly signal?: "TERM" | "KILL";
}

/** A process that serves a test or a bench, and ends with it, also where that is killed. */
export class Companion {
    readonly #shell: ChildProcess;
    readonly #log: string;

    private constructor(shell: ChildProcess, log: string) {
        this.#shell = shell;
        this.#log = log;
    }

    /** Starts it. */
    static async start(executable: string, args: readonly string[], beside: Beside): Promise<Companion> {
        const { log, cwd, env, signal = "TERM" } = beside;
        mkdirSync(dirname(log), { recursive: true });
        const said = openSync(log, "w", 0o600);
        try {
            const command = [join(__dirname, "companion.sh"), signal, executable, ...args];
            const shell = spawn("/bin/sh", command, { stdio: ["pipe", said, said], cwd, env });
            await once(shell, "spawn");
            return new Companion(shell, log);
        } finally {
            closeSync(said);
        }
    }

    /** Why there is nothing to wait for, its last line; undefined while it runs. */
    hopeless(): string | undefined {
        const { exitCode, signalCode } = this.#shell;
        return exitCode === null && signalCode === null
            ? undefined
            : `it ended: ${lastLine(readFileSync(this.#log, "utf8"))}`;
    }

    /** Ends it, and waits until it has ended. */
    async stop(): Promise<void> {
        if (this.hopeless() === undefined) {
            const ended = once(this.#shell, "exit");
            this.#shell.stdin?.end();
            await ended;
        }
    }
}
