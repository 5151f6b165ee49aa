import type { Manifest } from "../manifest";
import type { Selection } from "../watch";

/** What an awaiter looks at: the object itself, and the lists that it asked for. */
export interface View {
    /** The live object; undefined where somebody deleted it. */
    readonly object: Manifest | undefined;
    /** The object as it was before an update; undefined after a create. */
    readonly before: Manifest | undefined;
    /** The objects of each selection of {@link Awaiter.watches}, by its name. */
    readonly related: Readonly<Record<string, readonly Manifest[]>>;
}

/** What an awaiter makes of it. */
export interface Judgement {
    readonly ready: boolean;
    /** Where set, ready counts only once the key has stayed the same for so many seconds. */
    readonly settle?: { readonly key: string; readonly seconds: number };
    /** What is going on, beside the resource while it is awaited. */
    readonly progress?: string;
    /** What stands in the way: shown as it turns up, and as the reasons when the time is up. */
    readonly problems: readonly string[];
    /** Whether waiting on is of no use. */
    readonly hopeless?: boolean;
}

/** When objects of a kind count as ready. */
export interface Awaiter {
    /** How long to wait unless the user says otherwise, in seconds. */
    readonly seconds: number;
    /** Whether the time is a constant that the user cannot change. */
    readonly fixed?: boolean;
    /** Whether a refresh judges the object too. */
    readonly onRead: boolean;
    /** The lists to watch besides the object. */
    watches(object: Manifest): Readonly<Record<string, Selection>>;
    judge(view: View): Judgement;
}

/** Thrown when an object exists and is not ready: because the time is up, the user cancelled, or it never will be. */
export class Unready extends Error {
    override readonly name = "Unready";
    readonly problems: readonly string[];
    constructor(message: string, problems: readonly string[]) {
        super(message);
        this.problems = problems;
    }
}
