import { setTimeout as pause } from "node:timers/promises";
import type { Engine } from "../../wire/engine";
import type { Cluster } from "../cluster";
import { kindOf } from "../kinds";
import { at, nameOf, namespaceOf, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import { follow } from "../watch";
import { Unready } from "./awaiter";
import type { Awaiter, Judgement, Polled, View, Watched } from "./awaiter";

/** What to wait for, and where to tell of it. */
export interface Waiting {
    readonly cluster: Cluster;
    readonly engine: Engine;
    readonly urn: string;
    readonly object: Manifest;
    /** Whether the object was there before. */
    readonly updated: boolean;
    /** The user's own limit in seconds; undefined: the awaiter's. */
    readonly seconds: number | undefined;
}

const self = "";

function viewOf(seen: ReadonlyMap<string, readonly Manifest[]>, name: string): View {
    const { [self]: own, ...related } = Object.fromEntries(seen);
    return { object: own?.find((one) => nameOf(one) === name), related };
}

/** Tells the user what happens, each thing once. */
class Reporter {
    readonly #waiting: Waiting;
    readonly #told = new Set<string>();
    #progress = "";

    constructor(waiting: Waiting) {
        this.#waiting = waiting;
    }

    report({ progress = "", problems }: Judgement): void {
        const { engine, urn } = this.#waiting;
        // Counts of what is still missing are progress, told anyway; what a pod says is worth a line of its own.
        for (const problem of problems.filter((one) => one.startsWith("[") && !this.#told.has(one))) {
            this.#told.add(problem);
            engine.progress(problem, urn, "warning");
        }
        if (progress !== this.#progress) {
            this.#progress = progress;
            engine.progress(progress, urn);
        }
    }
}

// Both in the official provider's words (its provider/pkg/await/error.go and provider/pkg/await/internal/awaiter.go).
const textsFor = (name: string): { timedOut: string; cancelled: string } => ({
    timedOut: `'${name}' timed out waiting to be Ready`,
    cancelled: `Resource operation was cancelled for "${name}"`,
});
const textsForAnyKind = { timedOut: "timed out waiting for the condition", cancelled: "context canceled" };

// The official provider's informers tell of every object again after so long, whether it changed or not.
const resyncMilliseconds = 60_000;

/** Waits until an object is ready; throws {@link Unready}. */
export async function waitUntilReady(waiting: Waiting, awaiter: Awaiter): Promise<void> {
    await ("poll" in awaiter ? poll(waiting, awaiter) : watch(waiting, awaiter));
}

async function watch(waiting: Waiting, awaiter: Watched): Promise<void> {
    const { cluster, engine, object, seconds = awaiter.seconds } = waiting;
    const name = nameOf(object);
    const texts = awaiter.anyKind === true ? textsForAnyKind : textsFor(name);
    const kinds = Object.entries({ [self]: kindOf(object), ...awaiter.watches });
    const seen = new Map<string, readonly Manifest[]>();
    const reporter = new Reporter(waiting);
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, engine.cancelled]);
    let last: Judgement = { ready: false, problems: [] };
    let settling: { key: string; timer: NodeJS.Timeout } | undefined;
    let deadline: NodeJS.Timeout | undefined;
    let resync: NodeJS.Timeout | undefined;

    try {
        await new Promise<void>((resolve, reject) => {
            const giveUp = (message: string): void => {
                // Whatever is ready and only had to settle is good enough when the time is up.
                if (last.ready) {
                    resolve();
                } else {
                    reject(new Unready(message, last.problems));
                }
            };
            const begin = (): void => {
                clearTimeout(deadline);
                deadline = setTimeout(giveUp, seconds * 1000, texts.timedOut);
            };
            const judge = (): void => {
                last = awaiter.judge(viewOf(seen, name));
                reporter.report(last);
                const settle = last.ready ? last.settle : undefined;
                if (settling !== undefined && settling.key !== settle?.key) {
                    clearTimeout(settling.timer);
                    settling = undefined;
                }
                if (last.hopeless === true) {
                    reject(new Unready(`Resource '${name}' was created but failed to initialize`, last.problems));
                } else if (settle !== undefined) {
                    settling ??= { key: settle.key, timer: setTimeout(resolve, settle.seconds * 1000) };
                } else if (last.ready) {
                    resolve();
                }
            };
            const cancel = (): void => {
                giveUp(texts.cancelled);
            };
            engine.cancelled.addEventListener("abort", cancel, { signal: end.signal });
            for (const [key, kind] of kinds) {
                follow(cluster, kind, namespaceOf(object), signal, (objects, changed) => {
                    seen.set(key, objects);
                    if (seen.size < kinds.length) {
                        // Nothing is judged, and no time runs, before everything could be listed once.
                        return;
                    }
                    if (
                        deadline === undefined ||
                        (changed !== undefined && awaiter.renews?.(changed, object) === true)
                    ) {
                        begin();
                    }
                    if (awaiter.renews !== undefined) {
                        resync ??= setInterval(begin, resyncMilliseconds);
                    }
                    judge();
                }).catch(reject);
            }
        });
    } finally {
        clearTimeout(deadline);
        clearInterval(resync);
        clearTimeout(settling?.timer);
        end.abort();
        engine.progress("", waiting.urn);
    }
}

const pollMilliseconds = 500;

async function poll({ cluster, engine, object, updated }: Waiting, awaiter: Polled): Promise<void> {
    const deadline = Date.now() + awaiter.seconds * 1000;
    while (!(await awaiter.poll(await cluster.get(object), cluster, updated))) {
        if (Date.now() > deadline) {
            throw new Unready(`Timeout occurred polling for '${nameOf(object)}'`, []);
        }
        await pause(pollMilliseconds, undefined, { signal: engine.cancelled }).catch(() => {
            throw new Unready(`Resource operation was cancelled for '${nameOf(object)}'`, []);
        });
    }
}

/** Judges an object as it is now, without waiting. */
export async function judgeNow(cluster: Cluster, object: Manifest, awaiter: Watched): Promise<Judgement> {
    const lists = Object.entries(awaiter.watches).map(
        async ([name, kind]) => [name, await cluster.list(kind, namespaceOf(object))] as const,
    );
    return awaiter.judge({ object, related: Object.fromEntries(await Promise.all(lists)) });
}

/** Watches an object until it is gone; throws {@link Unready}. */
export async function waitUntilGone(waiting: Waiting, defaultSeconds: number): Promise<void> {
    const uid = textAt(waiting.object, "metadata", "uid");
    await watch(waiting, {
        seconds: defaultSeconds,
        anyKind: true,
        watches: {},
        judge: ({ object }) => {
            // An object of the same name that somebody made meanwhile is another one.
            const gone = object === undefined || (uid !== "" && textAt(object, "metadata", "uid") !== uid);
            return { ready: gone, problems: gone ? [] : [stillThere(object)] };
        },
    });
}

function stillThere(object: Manifest): string {
    const finalizers = at(object, "metadata", "finalizers");
    return `finalizers might be preventing deletion (${Array.isArray(finalizers) ? finalizers.map(String).join(", ") : ""})`;
}
