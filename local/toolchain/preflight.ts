import { LocalError } from "../progress";
import type { Machine } from "./machine";
import { isAtLeast, readMachine } from "./machine";

const gibibyte = 2 ** 30;

/** Free memory that the cluster with the dev stack on it needs, in bytes: about 3 GiB of pods and 1 GiB of servers, and room for the compiler before that. */
export const memoryNeeded = 6 * gibibyte;

/** Free disk space that a first start needs on each file system, in bytes: compiler and module caches, tools, images, volumes. */
export const diskNeeded = 10 * gibibyte;

function gibibytes(bytes: number): string {
    return `${(bytes / gibibyte).toFixed(1)} GiB`;
}

function tooOld(name: string, found: string | undefined, needed: string): string[] {
    if (found === undefined) {
        return [`${name} ${needed} or newer is not on PATH`];
    }
    return isAtLeast(found, needed) ? [] : [`${name} is ${found} (${needed} or newer is needed)`];
}

function room({ memory, disks }: Machine): string[] {
    return [
        ...(memory < memoryNeeded
            ? [`${gibibytes(memory)} of memory are free (${gibibytes(memoryNeeded)} are needed)`]
            : []),
        ...disks
            .filter(({ free }) => free < diskNeeded)
            .map(({ path, free }) => `${gibibytes(free)} are free for ${path} (${gibibytes(diskNeeded)} are needed)`),
    ];
}

/**
 * Everything that keeps a machine from running the local cluster, one phrase each; empty when nothing does.
 * `running` says that the cluster is up already: then it has the memory and the disk that it needs.
 */
export function obstacles(machine: Machine, running = false): string[] {
    if (machine.platform !== "linux") {
        // On another system the rest would only be noise.
        return [`it is not Linux (${machine.platform})`];
    }
    return [
        ...(["x64", "arm64"].includes(machine.arch)
            ? []
            : [`its processor is neither amd64 nor arm64 (${machine.arch})`]),
        ...(machine.root ? [] : ["this is not root"]),
        ...tooOld("Go", machine.go, "1.26"),
        ...tooOld("java", machine.java, "17"),
        ...tooOld("javac", machine.javac, "17"),
        ...(machine.maven ? [] : ["Maven (mvn) is not on PATH"]),
        ...(running ? [] : room(machine)),
    ];
}

/**
 * Refuses a machine that cannot run the local cluster, before anything is built or changed, by a LocalError: one line that
 * names everything that is missing, and the way that needs none of it. `running` says whether the cluster is up already.
 */
export async function checkMachine(running: boolean): Promise<void> {
    const found = obstacles(await readMachine(), running);
    if (found.length > 0) {
        throw new LocalError(
            `this machine cannot run the local cluster: ${found.join("; ")}. ` +
                "Or run `pulumi up` against any cluster instead (README: your own cluster)",
        );
    }
}
