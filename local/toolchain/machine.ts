import { existsSync, readFileSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt, isExecutable } from "../child";
import { paths } from "../paths";

/** What the local cluster needs to know about a machine; every fact can be made up in a test. */
export interface Machine {
    /** `process.platform`. */
    readonly platform: string;
    /** `process.arch`. */
    readonly arch: string;
    /** Whether this process is root. */
    readonly root: boolean;
    /** Version of the Go tools on PATH, such as `1.26.8`; undefined without them. */
    readonly go: string | undefined;
    /** Version of `java` on PATH, such as `17.0.15`; undefined without it. */
    readonly java: string | undefined;
    /** Version of `javac` on PATH, such as `17.0.15`; undefined without it. */
    readonly javac: string | undefined;
    /** Whether Maven is on PATH. */
    readonly maven: boolean;
    /** Bytes of memory that programs can still have. */
    readonly memory: number;
    /** Free bytes of each file system that the cache and the state live on. */
    readonly disks: readonly { readonly path: string; readonly free: number }[];
}

/** What a language tool says of itself; nothing when it is not there. */
async function said(command: string, ...args: readonly string[]): Promise<string> {
    try {
        const { stdout, stderr } = await attempt(command, args, { env: { ...process.env, LC_ALL: "C" } });
        return stdout + stderr;
    } catch {
        return "";
    }
}

function isOnPath(command: string): boolean {
    return (process.env["PATH"] ?? "").split(":").some((directory) => isExecutable(join(directory, command)));
}

function availableMemory(): number {
    const kibibytes = /^MemAvailable:\s+(\d+) kB/m.exec(readFileSync("/proc/meminfo", "utf8"))?.[1];
    return Number(kibibytes ?? 0) * 1024;
}

/** The nearest directory on the way up that exists: the file system a path will be created on. */
function existing(path: string): string {
    return existsSync(path) ? path : existing(dirname(path));
}

function freeSpace(): Machine["disks"] {
    const seen = new Map<string, { path: string; free: number }>();
    for (const path of [paths.cache, paths.state]) {
        const { bavail, bsize, blocks, type } = statfsSync(existing(path));
        // statfs names no device; two file systems of one machine that agree in all three figures are one.
        const fileSystem = [type, blocks, bavail].join();
        if (!seen.has(fileSystem)) {
            seen.set(fileSystem, { path, free: bavail * bsize });
        }
    }
    return [...seen.values()];
}

/** Looks at this machine: about 0.3 s, for the versions. Memory and disks are looked at on Linux only. */
export async function readMachine(): Promise<Machine> {
    const linux = process.platform === "linux";
    const [go, java, javac] = await Promise.all([
        said("go", "env", "GOVERSION"),
        said("java", "-version"),
        said("javac", "-version"),
    ]);
    return {
        platform: process.platform,
        arch: process.arch,
        root: process.getuid?.() === 0,
        go: /^go(\d+(?:\.\d+)*)/m.exec(go)?.[1],
        java: /version "([\d.]+)/.exec(java)?.[1],
        javac: /^javac ([\d.]+)/m.exec(javac)?.[1],
        maven: isOnPath("mvn"),
        memory: linux ? availableMemory() : 0,
        disks: linux ? freeSpace() : [],
    };
}

/**
 * Whether a dotted version is `needed` or newer: compared number by number, a missing one counts as 0. A leading `v` and
 * anything after the numbers (`-beta.1`, `+build`) are ignored.
 */
export function isAtLeast(version: string, needed: string): boolean {
    const numbers = (text: string): number[] => (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? "").split(".").map(Number);
    const have = numbers(version);
    for (const [index, wanted] of numbers(needed).entries()) {
        const found = have[index] ?? 0;
        if (found !== wanted) {
            return found > wanted;
        }
    }
    return true;
}
