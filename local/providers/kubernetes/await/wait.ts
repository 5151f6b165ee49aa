import type { Engine } from "../../wire/engine";
import type { Cluster } from "../cluster";
import { kindOf } from "../kinds";
import { at, nameOf, namespaceOf, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import { snapshot, watch } from "../watch";
import type { Selection } from "../watch";
import { Unready } from "./awaiter";
import type { Awaiter, Judgement, View } from "./awaiter";

/** What to wait for, and where to tell of it. */
export interface Waiting {
    readonly cluster: Cluster;
    readonly engine: Engine;
    readonly urn: string;
    readonly object: Manifest;
    /** The object before an update; undefined after a create. */
    readonly before: Manifest | undefined;
    /** The user's own limit in seconds; undefined: the awaiter's. */
    readonly seconds: number | undefined;
}

const self = "";

function selections(object: Manifest, awaiter: Awaiter): Record<string, Selection> {
    return {
        [self]: {
            kind: kindOf(object),
            namespace: namespaceOf(object),
            fieldSelector: `metadata.name=${nameOf(object)}`,
        },
        ...awaiter.watches(object),
    };
}

function viewOf(seen: ReadonlyMap<string, readonly Manifest[]>, before: Manifest | undefined): View {
    return { object: seen.get(self)?.[0], before, related: Object.fromEntries(seen) };
}

/** Judges an object as it is now, without waiting. */
export async function judgeNow(cluster: Cluster, object: Manifest, awaiter: Awaiter): Promise<Judgement> {
    const lists = Object.entries(selections(object, awaiter)).map(
        async ([name, selection]) => [name, await snapshot(cluster, selection)] as const,
    );
    return awaiter.judge(viewOf(new Map(await Promise.all(lists)), undefined));
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

function overdue(object: Manifest, awaiter: Awaiter): string {
    // The official provider's words, which differ between its two kinds of awaiter.
    return awaiter.fixed === true
        ? `Timeout occurred polling for '${nameOf(object)}'`
        : `'${nameOf(object)}' timed out waiting to be Ready`;
}

/** Watches an object and what belongs to it until it is ready; throws {@link Unready}. */
export async function waitUntilReady(waiting: Waiting, awaiter: Awaiter): Promise<void> {
    const { cluster, engine, object, before } = waiting;
    const wanted = Object.entries(selections(object, awaiter));
    const seen = new Map<string, readonly Manifest[]>();
    const reporter = new Reporter(waiting);
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, engine.cancelled]);
    const seconds = awaiter.fixed === true ? awaiter.seconds : (waiting.seconds ?? awaiter.seconds);
    let last: Judgement = { ready: false, problems: [] };
    let settling: { key: string; timer: NodeJS.Timeout } | undefined;
    let deadline: NodeJS.Timeout | undefined;

    try {
        await new Promise<void>((resolve, reject) => {
            const judge = (): void => {
                if (seen.size < wanted.length) {
                    return;
                }
                last = awaiter.judge(viewOf(seen, before));
                reporter.report(last);
                const key = last.ready ? (last.settle?.key ?? undefined) : undefined;
                if (settling !== undefined && settling.key !== key) {
                    clearTimeout(settling.timer);
                    settling = undefined;
                }
                if (last.hopeless === true) {
                    reject(
                        new Unready(`Resource '${nameOf(object)}' was created but failed to initialize`, last.problems),
                    );
                } else if (last.ready && last.settle === undefined) {
                    resolve();
                } else if (last.ready && last.settle !== undefined && settling === undefined) {
                    settling = { key: last.settle.key, timer: setTimeout(resolve, last.settle.seconds * 1000) };
                }
            };
            const giveUp = (message: string): void => {
                // Whatever is ready and only had to settle is good enough when the time is up.
                if (last.ready) {
                    resolve();
                } else {
                    reject(new Unready(message, last.problems));
                }
            };
            deadline = setTimeout(() => {
                giveUp(overdue(object, awaiter));
            }, seconds * 1000);
            engine.cancelled.addEventListener("abort", () => {
                giveUp(`Resource operation was cancelled for "${nameOf(object)}"`);
            });
            for (const [name, selection] of wanted) {
                const follow = async (): Promise<void> => {
                    for await (const objects of watch(cluster, selection, signal)) {
                        seen.set(name, objects);
                        judge();
                    }
                };
                follow().catch(reject);
            }
        });
    } finally {
        clearTimeout(deadline);
        clearTimeout(settling?.timer);
        end.abort();
        engine.progress("", waiting.urn);
    }
}

/** Watches an object until it is gone; throws {@link Unready}. */
export async function waitUntilGone(waiting: Waiting, defaultSeconds: number): Promise<void> {
    const uid = textAt(waiting.object, "metadata", "uid");
    await waitUntilReady(waiting, {
        seconds: defaultSeconds,
        onRead: false,
        watches: () => ({}),
        judge: ({ object }) => {
            // An object of the same name that somebody made meanwhile is another one.
            const gone = object === undefined || (uid !== "" && textAt(object, "metadata", "uid") !== uid);
            return {
                ready: gone,
                problems: gone ? [] : [stillThere(object)],
            };
        },
    });
}

function stillThere(object: Manifest): string {
    const finalizers = at(object, "metadata", "finalizers");
    return Array.isArray(finalizers) && finalizers.length > 0
        ? `finalizers might be preventing deletion (${finalizers.map(String).join(", ")})`
        : `${kindOf(object).kind} "${nameOf(object)}" still exists`;
}
