import type { Cluster } from "../cluster";
import type { Kind } from "../kinds";
import type { Manifest } from "../manifest";

/** What an awaiter looks at: the object itself, and what else there is in its namespace. */
export interface View {
    /** The live object; undefined where somebody deleted it. */
    readonly object: Manifest | undefined;
    /** The objects of each kind of {@link Watched.watches}, by its name. */
    readonly related: Readonly<Record<string, readonly Manifest[]>>;
}

/** What an awaiter makes of it. */
export interface Judgement {
    readonly ready: boolean;
    /** Where set, ready counts only once this has stayed the same for so many seconds, or the time is up. */
    readonly settle?: { readonly key: string; readonly seconds: number };
    /** What is going on, beside the resource while it is awaited. */
    readonly progress?: string;
    /** What stands in the way: shown as it turns up, and as the reasons when the time is up. */
    readonly problems: readonly string[];
    /** Whether waiting on is of no use. */
    readonly hopeless?: boolean;
}

/** When objects of a kind count as ready, judged at every change in their namespace, and once in a refresh. */
export interface Watched {
    /** How long to wait unless the user says otherwise, in seconds. */
    readonly seconds: number;
    /** Whether the official provider waits with the awaiter that it has for all kinds: that one gives up in the words of Kubernetes' libraries. */
    readonly anyKind?: true;
    /** The kinds to watch besides the object's own, each in the whole namespace. */
    readonly watches: Readonly<Record<string, Kind>>;
    /** Whether the time begins anew when this object has changed; absent: it never does. */
    readonly renews?: (changed: Manifest, object: Manifest) => boolean;
    readonly judge: (view: View) => Judgement;
}

/** When objects of a kind count as ready, asked for again and again, for a time that the user cannot change. */
export interface Polled {
    readonly seconds: number;
    /** Whether the object is ready; `updated` tells an update from a create. */
    readonly poll: (object: Manifest, cluster: Cluster, updated: boolean) => Promise<boolean>;
}

/** When objects of a kind count as ready. */
export type Awaiter = Watched | Polled;

/** Thrown when an object exists and is not ready: because the time is up, the user cancelled, or it never will be. */
export class Unready extends Error {
    override readonly name = "Unready";
    readonly problems: readonly string[];
    constructor(message: string, problems: readonly string[]) {
        super(message);
        this.problems = problems;
    }
}
