import { connect, type NetConnectOpts } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import { LocalError } from "./progress";

/** How a wait goes on, and how it ends when the condition does not come. */
export interface Deadline {
    /** Seconds until the wait is given up. */
    readonly seconds: number;
    /** Milliseconds between two looks; default: 100. */
    readonly every?: number;
    /** Asked at every look: a line here means that waiting longer is pointless. */
    readonly hopeless?: () => string | undefined;
    /** Added to the message when the time is over: what to look at. */
    readonly hint?: string;
}

/**
 * Looks again and again until `look` returns something else than undefined; what it throws counts as "not yet". Throws a
 * LocalError when the deadline passes or the wait is hopeless; the last thing that `look` threw is part of the message.
 */
export async function until<T>(
    what: string,
    deadline: Deadline,
    look: () => Promise<T | undefined> | T | undefined,
): Promise<T> {
    const { seconds, every = 100, hopeless, hint } = deadline;
    const end = Date.now() + seconds * 1000;
    let last = "";
    for (;;) {
        try {
            const found = await look();
            if (found !== undefined) {
                return found;
            }
            last = "";
        } catch (error) {
            last = error instanceof Error ? `: ${error.message}` : "";
        }
        const reason = hopeless?.();
        if (reason !== undefined) {
            throw new LocalError(`${what}: ${reason}`);
        }
        if (Date.now() >= end) {
            throw new LocalError(`${what}: not within ${seconds} s${last}${hint === undefined ? "" : `; ${hint}`}`);
        }
        await pause(every);
    }
}

/** Waits until `done` says so; returns whether it did within `seconds`. */
export async function within(seconds: number, done: () => boolean): Promise<boolean> {
    try {
        return await until("it", { seconds, every: 20 }, () => done() || undefined);
    } catch {
        return false;
    }
}

/** Whether something takes connections there; rejects when not, or not within a second. */
export function connects(where: NetConnectOpts): Promise<true> {
    return new Promise((resolve, reject) => {
        const socket = connect({ ...where, timeout: 1000 }, () => {
            socket.destroy();
            resolve(true);
        });
        socket.once("error", reject);
        socket.once("timeout", () => socket.destroy(new Error("no answer")));
    });
}
