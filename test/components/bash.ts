import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How a script ended, and what it said. */
export interface Ran {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** `nc -w SECONDS HOST PORT` as far as the scripts use it, with what bash has built in. */
export const netcat = `exec 3<>"/dev/tcp/$3/$4" || exit 1\ncat >&3\ncat <&3`;

/**
 * The environment in which bash has a `sleep` of its own, before any on the PATH: it takes no time, but moves the clock on that the script
 * sees (SECONDS), which nothing else does. `meanwhile` is what happens in the pause.
 */
export function virtualTime(meanwhile = ":"): Readonly<Record<string, string>> {
    return {
        BASH_ENV: join(__dirname, "virtualTime.sh"),
        "BASH_FUNC_sleep%%": `() { ${meanwhile}\nSECONDS=$((SECONDS + $1)); }`,
    };
}

/** The file of a script that runs in the pods of a part, as it stands. */
export function scriptFile(part: "kafka" | "kafkaManager" | "zookeeper", name: string): string {
    return join(__dirname, "..", "..", "components", part, "scripts", name);
}

/**
 * Where the tools are found that scripts call by name: the machine's, or first BusyBox's with SCRIPT_TOOLS=busybox, which are those of the
 * official images of Kafka and of the console (Alpine). Of its wget the machine's stays: Debian's BusyBox has it without -T, Alpine's with it.
 */
export function toolsPath(): string {
    const machine = "/usr/local/bin:/usr/bin:/bin";
    if (process.env["SCRIPT_TOOLS"] !== "busybox") {
        return machine;
    }
    const directory = join(tmpdir(), `kafka-spec-busybox-${process.pid}`);
    if (!existsSync(directory)) {
        mkdirSync(directory);
        execFileSync("busybox", ["--install", "-s", directory]);
        for (const other of ["wget", "sh", "ash"]) {
            rmSync(join(directory, other), { force: true });
        }
        process.once("exit", () => {
            rmSync(directory, { recursive: true, force: true });
        });
    }
    return `${directory}:${machine}`;
}

/** What a script has said, without the times at which it did. */
export function timeless(said: string): string {
    return said.replace(/^\d\d:\d\d:\d\d /gm, "");
}

/** A directory for the stubs and files of one spec; tools that a script calls by name are found there first. */
export class Sandbox {
    readonly directory = mkdtempSync(join(tmpdir(), "kafka-spec-"));
    private readonly servers: Server[] = [];

    /** The path of a name in the sandbox. */
    path(name: string): string {
        return join(this.directory, name);
    }

    /** Writes a bash script and returns its path. */
    stub(name: string, body: string): string {
        const path = this.path(name);
        writeFileSync(path, `#!/bin/bash\n${body}\n`);
        chmodSync(path, 0o755);
        return path;
    }

    /**
     * Runs a command with nothing in its environment but the stubs' PATH and what is given. Ends it, with the code -1, once it has
     * said what `enough` waits for, and after fifty seconds at the latest: before mocha gives the spec up, and late enough for a
     * machine on which everything runs at once.
     */
    async run(
        command: readonly string[],
        environment: Readonly<Record<string, string>> = {},
        enough: (stdout: string) => boolean = () => false,
    ): Promise<Ran> {
        const [file = "", ...args] = command;
        const child = spawn(file, args, {
            env: { PATH: `${this.directory}:${toolsPath()}`, ...environment },
            cwd: this.directory,
            // Given a socket as its input, bash takes itself for a remote shell and reads ~/.bashrc.
            stdio: ["ignore", "pipe", "pipe"],
            // A group of its own, so that it ends together with what it started.
            detached: true,
        });
        const end = (): void => {
            if (child.pid !== undefined && child.exitCode === null && !child.killed) {
                child.kill("SIGKILL");
                process.kill(-child.pid, "SIGKILL");
            }
        };
        const said = { stdout: "", stderr: "" };
        child.stdout.on("data", (chunk: Buffer) => {
            said.stdout += chunk.toString();
            if (enough(said.stdout)) {
                end();
            }
        });
        child.stderr.on("data", (chunk: Buffer) => (said.stderr += chunk.toString()));
        const late = setTimeout(end, 50_000);
        return new Promise((resolve, reject) => {
            child.on("error", reject);
            child.on("close", (code) => {
                clearTimeout(late);
                resolve({ code: code ?? -1, ...said });
            });
        });
    }

    /** Listens on a free port of loopback, and returns the port. */
    async listen(answer: (socket: Socket) => void): Promise<number> {
        const server = createServer((socket) => {
            // A client that has seen enough may be gone.
            socket.on("error", () => socket.destroy());
            answer(socket);
        });
        this.servers.push(server);
        return new Promise((resolve) => {
            server.listen(0, "127.0.0.1", () => {
                resolve((server.address() as AddressInfo).port);
            });
        });
    }

    /** Listens as a ZooKeeper server that answers a four-letter word with a text, and returns the port. */
    async zooKeeper(answers: Readonly<Record<string, string>>): Promise<number> {
        return this.listen((socket) => {
            socket.once("data", (word) => socket.end(answers[word.toString().trim()] ?? ""));
        });
    }

    /** Stops the listeners and removes the directory. */
    remove(): void {
        for (const server of this.servers) {
            server.close();
        }
        rmSync(this.directory, { recursive: true, force: true });
    }
}

/** A port of loopback on which nothing listens. */
export async function closedPort(): Promise<number> {
    return new Promise((resolve) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address() as AddressInfo;
            server.close(() => {
                resolve(port);
            });
        });
    });
}
