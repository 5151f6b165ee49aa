import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { say } from "../progress";

/** A process, told from a later one with the same id by the time it began; undefined when there is none with that id. */
function identity(pid: number): string | undefined {
    try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        // Field 22, counted from behind the command's closing parenthesis, which may itself hold spaces: the start time.
        const started = stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
        return `${pid} ${started ?? ""}`;
    } catch {
        return undefined;
    }
}

/** Who holds the lock; undefined when nobody does, or when the holder died without giving it back. */
function holder(path: string): number | undefined {
    try {
        const content = readFileSync(path, "utf8");
        const pid = Number.parseInt(content, 10);
        return identity(pid) === content ? pid : undefined;
    } catch {
        return undefined;
    }
}

function take(path: string): boolean {
    const own = `${path}.${process.pid}`;
    writeFileSync(own, identity(process.pid) ?? "");
    try {
        // A link appears with its content, or not at all: nobody can read a lock that does not name its holder yet.
        linkSync(own, path);
        return true;
    } catch {
        return false;
    } finally {
        rmSync(own, { force: true });
    }
}

/**
 * Runs `work` while no other process does so under the same lock file; waits for one that does, for as long as it lives.
 * The lock of a process that died is taken over. Two that take one over in the same instant may both go on: `work` must
 * be wasteful then, not wrong.
 *
 * @param path the lock file; its directory is created
 * @param what what the other one is doing, for the line that says what is waited for
 */
export async function withLock<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
    mkdirSync(dirname(path), { recursive: true });
    for (let told = false; !take(path);) {
        const pid = holder(path);
        if (pid === undefined) {
            rmSync(path, { force: true });
            continue;
        }
        if (!told) {
            say(`process ${pid} is ${what}: waiting for it`);
            told = true;
        }
        await delay(500);
    }
    try {
        return await work();
    } finally {
        rmSync(path, { force: true });
    }
}
