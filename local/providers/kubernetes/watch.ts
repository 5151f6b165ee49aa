import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import type { Cluster } from "./cluster";
import type { Kind } from "./kinds";
import type { Manifest } from "./manifest";

// How long to leave a server alone that broke a watch or refused one.
const recoveryMilliseconds = 500;

/** Is told the objects as they now are, and the one that changed; at first none has. */
export type Listener = (objects: readonly Manifest[], changed?: Manifest) => void;

/**
 * Follows all objects of a kind in a namespace until the signal fires. Where they may not be listed or watched, or the server is away, it
 * tells nothing and asks again for as long: so do the official provider's informers.
 */
export async function follow(
    cluster: Cluster,
    kind: Kind,
    namespace: string,
    signal: AbortSignal,
    listener: Listener,
): Promise<void> {
    const ended = (): boolean => signal.aborted;
    const end = once(signal, "abort");
    while (!ended()) {
        const informer = await cluster.informer(kind, namespace);
        // The items of a list have no kind.
        const withKind = (object: object): Manifest => ({ ...kind, ...object });
        const objects = (): Manifest[] => informer.list().map(withKind);
        let state: "listing" | "watching" | "broken" = "listing";
        const isBroken = (): boolean => state === "broken";
        const broken = new Promise<void>((resolve) => {
            informer.on("error", () => {
                state = "broken";
                resolve();
            });
        });
        informer.on("change", (changed) => {
            // In a list that is not complete yet, what is still to come would be taken for deleted.
            if (state === "watching" && !ended()) {
                listener(objects(), withKind(changed));
            }
        });
        await informer.start();
        if (!isBroken() && !ended()) {
            state = "watching";
            listener(objects());
        }
        await Promise.race([broken, end]);
        await informer.stop();
        await pause(recoveryMilliseconds, undefined, { signal }).catch(() => undefined);
    }
}
