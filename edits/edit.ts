import type { Workload } from "../model/names";
import { valueText } from "./values";

/** The group of the stack file that an edit belongs to. */
export type Part = Workload | "namespace" | "images" | "storage";

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

/** What an edit comes to. */
export interface Outcome {
    readonly effect: Effect;
    /** Whose pods restart, one by one. */
    readonly rolls: readonly Workload[];
    readonly refusal?: Refusal;
    /** What a person should know who makes this edit: whole clauses. */
    readonly notes: readonly string[];
}

/** One setting that differs between what runs and what is wanted. */
export interface Edit extends Outcome {
    readonly part: Part;
    /** The key below `kafka:`, with dots: `brokers.memory`, `brokers.config.log.retention.ms`. */
    readonly key: string;
    /** The old value; undefined where the key was not set. */
    readonly from: unknown;
    /** The new value; undefined where the key is no longer set. */
    readonly to: unknown;
    /** The refusal that `kafka:allow` has lifted. */
    readonly lifted?: Refusal;
}

/** The edit's own name, by which `kafka:allow` refers to it: `brokers.replicas 5 -> 3`. */
export function nameOf({ key, from, to }: Pick<Edit, "key" | "from" | "to">): string {
    return `${key} ${valueText(from)} -> ${valueText(to)}`;
}

/** The effect, or `refused`. */
export function verdict(edit: Outcome): Effect | "refused" {
    return edit.refusal === undefined ? edit.effect : "refused";
}

/** Nothing that runs changes. */
export function nothing(...notes: readonly string[]): Outcome {
    return { effect: "nothing", rolls: [], notes };
}

/** Changed while everything runs on. */
export function inPlace(...notes: readonly string[]): Outcome {
    return { effect: "in place", rolls: [], notes };
}

/** Carried out by restarting the pods of these workloads. */
export function rolling(workloads: readonly Workload[], ...notes: readonly string[]): Outcome {
    return { effect: "rolls", rolls: workloads, notes };
}

/** Not carried out, unless `kafka:allow` names the edit; `outcome` is what it would come to then. */
export function refusedUnlessAllowed(outcome: Outcome, why: string, instead: string): Outcome {
    return { ...outcome, refusal: { why, instead, overridable: true } };
}

/** Never carried out. */
export function refused(why: string, instead: string): Outcome {
    return { ...nothing(), refusal: { why, instead, overridable: false } };
}
