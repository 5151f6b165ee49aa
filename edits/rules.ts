import type { Change, Outcome } from "./edit";
import { sameValue, valueOf } from "./values";

/** Says what an edit of one setting comes to, given what is known of the running cluster. Only the rules of settings that differ are asked. */
type Rule<Facts> = (facts: Facts) => Outcome;

/** A change that is still to be judged. */
export interface UnjudgedChange<Facts> extends Change {
    /** Judges it. */
    readonly rule: Rule<Facts>;
}

/**
 * For each field of a group the rule for an edit of it. The type asks for every field: a setting that is added to the schema
 * does not compile until somebody has thought about editing it.
 */
export type Rules<T, Facts> = {
    readonly [K in keyof T]-?:
        Rule<Facts> | (NonNullable<T[K]> extends object ? Rules<NonNullable<T[K]>, Facts> : never);
};

interface Tree<Facts> {
    readonly [field: string]: Rule<Facts> | Tree<Facts>;
}

function fieldOf(group: unknown, field: string): unknown {
    return typeof group === "object" && group !== null
        ? (group as Readonly<Record<string, unknown>>)[field]
        : undefined;
}

/** One change for each field that differs, in the order of the rules. Both groups may come from JSON. */
export function changedFields<T extends object, Facts>(
    group: string,
    old: T,
    wanted: T,
    rules: Rules<T, Facts>,
): UnjudgedChange<Facts>[] {
    return walk(group, [group], old, wanted, rules);
}

/** One change for each key of a map that has another value in the other, sorted: the keys are a person's, and each is a setting of its own. */
export function changedEntries(
    group: string,
    field: string,
    old: Readonly<Record<string, string>>,
    wanted: Readonly<Record<string, string>>,
    judge: (name: string) => Outcome,
): UnjudgedChange<unknown>[] {
    const names = [...new Set([...Object.keys(old), ...Object.keys(wanted)])].sort();
    return names.flatMap((name): UnjudgedChange<unknown>[] => {
        const [from, to] = [valueOf(old, name), valueOf(wanted, name)];
        const [path, key] = [[group, field, name], [group, field, name].join(".")];
        return from === to ? [] : [{ group, path, key, from, to, rule: () => judge(name) }];
    });
}

function walk<Facts>(
    group: string,
    path: readonly string[],
    old: unknown,
    wanted: unknown,
    rules: Tree<Facts>,
): UnjudgedChange<Facts>[] {
    return Object.entries(rules).flatMap(([field, rule]) => {
        const [from, to, at] = [fieldOf(old, field), fieldOf(wanted, field), [...path, field]];
        if (typeof rule !== "function") {
            return walk(group, at, from, to, rule);
        }
        return sameValue(field, from, to) ? [] : [{ group, path: at, key: at.join("."), from, to, rule }];
    });
}
