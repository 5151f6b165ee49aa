import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { dirname } from "node:path";

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

/** What the language tools on PATH say of themselves; a tool that is not there says nothing that a pattern matches. */
function versions(): string {
    // All at once, in one shell: each JVM takes a quarter of a second to answer.
    const questions = "go env GOVERSION & java -version & javac -version & wait";
    const result = spawnSync("sh", ["-c", questions], { encoding: "utf8", env: { ...process.env, LC_ALL: "C" } });
    return `${result.stdout}\n${result.stderr}`;
}

function isOnPath(command: string): boolean {
    return (process.env["PATH"] ?? "").split(":").some((directory) => existsSync(`${directory}/${command}`));
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
export function readMachine(): Machine {
    const linux = process.platform === "linux";
    const said = versions();
    return {
        platform: process.platform,
        arch: process.arch,
        root: process.getuid?.() === 0,
        go: /^go(\d+(?:\.\d+)*)/m.exec(said)?.[1],
        java: /version "([\d.]+)/.exec(said)?.[1],
        javac: /^javac ([\d.]+)/m.exec(said)?.[1],
        maven: isOnPath("mvn"),
        memory: linux ? availableMemory() : 0,
        disks: linux ? freeSpace() : [],
    };
}
