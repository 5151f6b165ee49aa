import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exclusively as locked } from "../lock.mjs";
import { paths } from "../paths";
import { LocalError } from "../progress";
import { within } from "../wait";
import { systemPath } from "./system";
import { alive, processesWith, signal } from "./processTable";

/** The servers of the node, in the order in which they need each other. */
export const serverNames = [
    "etcd",
    "containerd",
    "kube-apiserver",
    "kube-controller-manager",
    "kube-scheduler",
    "kubelet",
    "kube-proxy",
    "coredns",
    "kube-network-policies",
    "provisioner",
    "loadbalancer",
] as const;
/** One of `serverNames`. */
export type ServerName = (typeof serverNames)[number];

/** How a server is run. */
export interface Server {
    readonly name: ServerName;
    readonly command: string;
    readonly args: readonly string[];
    /** Configuration files, by path: written before the start; another content restarts the server. */
    readonly files?: Readonly<Record<string, string>>;
    /** Added to a minimal environment; nothing of the caller's environment reaches a server otherwise. */
    readonly environment?: Readonly<Record<string, string>>;
    /** Done right before it is started, and not when it runs already. */
    readonly prepare?: () => Promise<void>;
}

/** A server that runs. */
export interface RunningServer {
    readonly name: ServerName;
    readonly pid: number;
    /** When it was started, in seconds since 1970. */
    readonly since: number;
    readonly fingerprint: string;
    /** The state directory of the cluster it belongs to. */
    readonly state: string;
}

// A server is known by its environment, not by a file that names a process number: there is no moment at which it runs unrecorded, nothing to go stale
// after a kill or a reboot, and no other process can be taken for it.
const marks = { name: "KAFKA_LOCAL_SERVER", state: "KAFKA_LOCAL_SERVER_STATE", print: "KAFKA_LOCAL_SERVER_PRINT" };
const largestLog = 5 << 20;

/** The file that takes a server's output. */
export function logFile(name: ServerName): string {
    return join(paths.logs, `${name}.log`);
}

/** Runs `work` while no other command changes the cluster of this machine. Throws a LocalError when another one does. */
export async function exclusively<T>(work: () => Promise<T>): Promise<T> {
    const refuse = (): never => {
        throw new LocalError(
            "another command is starting or stopping the local cluster: wait until it is done, or stop it",
        );
    };
    return await locked("cluster", refuse, work);
}

/** All servers that run on this machine, of whichever state directory. */
export function runningServers(): RunningServer[] {
    return processesWith(marks.name).flatMap(({ pid, session, since, environment }) => {
        const name = serverNames.find((known) => known === environment.get(marks.name));
        // Children (containerd's shims) inherit the environment, but not the session of their own that a server is started in.
        if (name === undefined || session !== pid) {
            return [];
        }
        return [
            {
                name,
                pid,
                since,
                fingerprint: environment.get(marks.print) ?? "",
                state: environment.get(marks.state) ?? "",
            },
        ];
    });
}

/** Children that outlived their server, of this state directory: containerd's shims, once containerd is stopped. */
export function strayChildren(): { readonly pid: number; readonly since: number }[] {
    return processesWith(marks.name).filter(
        ({ pid, session, environment }) => session !== pid && environment.get(marks.state) === paths.state,
    );
}

/** The running server of this name, of this state directory. */
export function findServer(name: ServerName): RunningServer | undefined {
    return runningServers().find((server) => server.name === name && server.state === paths.state);
}

/** Runs the server unless it runs already exactly so; one that runs with another command or configuration is restarted. */
export async function ensureServer(server: Server): Promise<RunningServer> {
    const fingerprint = createHash("sha256").update(JSON.stringify(server)).digest("hex").slice(0, 16);
    const found = findServer(server.name);
    if (found?.fingerprint === fingerprint) {
        return found;
    }
    if (found !== undefined) {
        await stopServer(server.name);
    }
    await server.prepare?.();
    for (const [file, content] of Object.entries(server.files ?? {})) {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, content, { mode: 0o600 });
    }
    const log = openLog(server.name);
    const environment = {
        PATH: systemPath,
        ...server.environment,
        [marks.name]: server.name,
        [marks.state]: paths.state,
        [marks.print]: fingerprint,
    };
    const child = spawn(server.command, server.args, {
        cwd: "/",
        detached: true,
        env: environment,
        stdio: ["ignore", log, log],
    });
    await new Promise<void>((resolve, reject) => {
        child.once("spawn", resolve);
        child.once("error", (error) => {
            reject(new LocalError(`${server.name} cannot be started: ${error.message}`));
        });
    }).finally(() => {
        closeSync(log);
    });
    child.unref();
    // Right after exec /proc may not show the new environment yet: it is seen, or it has ended.
    await within(
        5,
        () => findServer(server.name) !== undefined || child.exitCode !== null || child.signalCode !== null,
    );
    const started = findServer(server.name);
    if (started === undefined) {
        throw new LocalError(`${server.name} ended at once: ${lastLine(server.name)}`);
    }
    return started;
}

/** Ends a server: TERM, then KILL after `seconds` (the API server waits longer than that for clients that watch). Does nothing when it does not run. */
export async function stopServer(name: ServerName, seconds = 5): Promise<void> {
    const running = runningServers().filter((server) => server.name === name && server.state === paths.state);
    await Promise.all(running.map((server) => endProcess(server, seconds)));
}

/** Ends one process that was seen: TERM, then KILL after `seconds`; returns when it is gone. */
export async function endProcess(
    seen: { readonly pid: number; readonly since: number },
    seconds: number,
): Promise<void> {
    if (!alive(seen)) {
        return;
    }
    signal(seen.pid, "SIGTERM");
    if (await within(seconds, () => !alive(seen))) {
        return;
    }
    signal(seen.pid, "SIGKILL");
    await within(10, () => !alive(seen));
}

/** For waits on what a server does: a line once it has ended. */
export function ended(name: ServerName): () => string | undefined {
    return () => (findServer(name) === undefined ? `${name} ended: ${lastLine(name)}` : undefined);
}

function lastLine(name: ServerName): string {
    const said = readFileSync(logFile(name), "utf8").trimEnd().split("\n").at(-1) ?? "";
    return `${said.slice(0, 300)} (${logFile(name)})`;
}

function openLog(name: ServerName): number {
    const file = logFile(name);
    mkdirSync(paths.logs, { recursive: true });
    // One older file is kept. Only a start can do it: a server keeps writing to the file it was started with.
    if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > largestLog) {
        renameSync(file, `${file}.1`);
    }
    return openSync(file, "a", 0o600);
}
