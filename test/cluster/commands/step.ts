import type { Replaced } from "../../documents/commandBlocks";
import type { Clone } from "./clone";

/** A line that does not end by itself. */
interface Endless {
    /** How it begins. */
    readonly line: string;
    /** Whether it wants a terminal. */
    readonly terminal?: boolean;
    /** What it prints once it is at work. */
    readonly says: RegExp;
    /** What is done while it is at work, before it is ended. */
    readonly use?: (clone: Clone) => Promise<void>;
}

/** One block of commands, as it is executed. */
export interface Step {
    readonly page: string;
    readonly heading: string;
    /** The how-manieth block below the heading; default: the first. */
    readonly index?: number;
    /** What is other here than on the page. */
    readonly replaced?: Replaced;
    /** What a reader of the page has done before. */
    readonly before?: (clone: Clone) => Promise<void>;
    /** What is typed. */
    readonly input?: string;
    /** Whether what writes into a pipe may fail, as in a shell without `pipefail`. */
    readonly anyInPipe?: boolean;
    readonly endless?: Endless;
    /** What the commands print, each somewhere. */
    readonly prints: readonly RegExp[];
    /** What must be so afterwards. */
    readonly after?: (clone: Clone, printed: string) => Promise<void>;
}

/** Blocks that are executed one after the other in one clone, with a namespace of its own in place of `kafka`. */
export interface Room {
    readonly title: string;
    readonly namespace: string;
    readonly steps: readonly Step[];
    /** Edits of the clone's files before they are committed. */
    readonly prepare?: (clone: Clone) => void;
    /** Makes what the first step needs beside a clone. */
    readonly open?: (clone: Clone) => Promise<void>;
    /** Takes away what the steps have made outside of the namespace. */
    readonly close?: (clone: Clone) => Promise<void>;
}

/** A room, for a file that exports it. */
export function room(made: Room): Room {
    return made;
}
