import type { Workload } from "../model/names";
import { valueText } from "./values";

/** One setting that differs between what runs and what is wanted. */
export interface Change {
    /** The group of the stack file. */
    readonly group: string;
    /** Where the setting stands: the group, the field in it, and so on. A broker property is one step, whatever dots it has. */
    readonly path: readonly string[];
    /** The key below `kafka:`, with dots: `brokers.memory`, `brokers.config.log.retention.ms`. */
    readonly key: string;
    /** The old value; undefined where the key was not set. */
    readonly from: unknown;
    /** The new value; undefined where the key is no longer set. */
    readonly to: unknown;
}

/**
 * What carrying an edit out does at the most: `nothing` to anything that runs; a change `in place`, without a restart; a restart of
 * the pods one by one (`rolls`); more pods (`adds`) or fewer (`removes`), with or without a restart of the others.
 */
export type Effect = "nothing" | "in place" | "rolls" | "adds" | "removes";

/** Why an edit is not carried out. */
export interface Refusal {
    /** What would go wrong: a clause without a full stop. */
    readonly why: string;
    /** What to do instead: a clause in the imperative. */
    readonly instead: string;
    /** Whether `kafka:allow` may name the edit. False where Kubernetes or the data make it impossible, or where a safe way leads to the same. */
    readonly overridable: boolean;
}

/** What a rule says of an edit. Which pods restart is no rule's to say: it is computed from their templates (stack/restarts.ts). */
export interface Outcome {
    /** What is done beside restarts. */
    readonly effect: Exclude<Effect, "rolls">;
    /** Why it is not carried out; undefined where it is. */
    readonly refusal?: Refusal;
    /** What a person should know who makes this edit: whole clauses. */
    readonly notes: readonly string[];
    /** Whether the notes are a warning: somebody who is not asked loses something by it. Default: false. */
    readonly warns?: true;
}

/** A change, what it does, and whether it may be made. */
export interface Edit extends Change {
    /** What is done at the most. */
    readonly effect: Effect;
    /** Whose pods restart, one by one. */
    readonly rolls: readonly Workload[];
    /** Why it is not carried out; undefined where it is. */
    readonly refusal?: Refusal;
    /** What a person should know who makes this edit: whole clauses. */
    readonly notes: readonly string[];
    /** Whether the notes are a warning. Default: false. */
    readonly warns?: true;
    /** The refusal that `kafka:allow` has lifted. */
    readonly lifted?: Refusal;
}

/** The edit's own name, by which `kafka:allow` refers to it: `brokers.replicas 5 -> 3`. */
export function nameOf({ key, from, to }: Pick<Change, "key" | "from" | "to">): string {
    return `${key} ${valueText(from)} -> ${valueText(to)}`;
}

/** The effect, or `refused`. */
export function verdict(edit: Pick<Edit, "effect" | "refusal">): Effect | "refused" {
    return edit.refusal === undefined ? edit.effect : "refused";
}

/** Does nothing beside the restarts that follow from it, if any. */
export function harmless(...notes: readonly string[]): Outcome {
    return { effect: "nothing", notes };
}

/** Changes something while everything runs on. */
export function inPlace(...notes: readonly string[]): Outcome {
    return { effect: "in place", notes };
}

/** The same, with notes that the preview says as a warning. */
export function warned(...notes: readonly string[]): Outcome {
    return { ...inPlace(...notes), warns: true };
}

/** Not carried out, unless `kafka:allow` names the edit; `outcome` is what it would come to then. */
export function refusedUnlessAllowed(outcome: Outcome, why: string, instead: string): Outcome {
    return { ...outcome, refusal: { why, instead, overridable: true } };
}

/** Never carried out. */
export function refused(why: string, instead: string): Outcome {
    return { ...harmless(), refusal: { why, instead, overridable: false } };
}
