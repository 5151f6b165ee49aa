import { sameValue } from "./values";
import type { Edit, Outcome, Part } from "./edit";

/**
 * For each field of a group what an edit of it comes to. The type asks for every field: a setting that is added to the schema
 * does not compile until somebody has thought about editing it.
 */
export type Rules<T> = {
    readonly [K in keyof T]-?: Outcome | (NonNullable<T[K]> extends object ? Rules<NonNullable<T[K]>> : never);
};

interface Tree {
    readonly [field: string]: Outcome | Tree;
}

function isOutcome(rule: Outcome | Tree): rule is Outcome {
    return Array.isArray(rule.rolls);
}

function fieldOf(group: unknown, field: string): unknown {
    return typeof group === "object" && group !== null
        ? (group as Readonly<Record<string, unknown>>)[field]
        : undefined;
}

/** One edit for each field that differs, in the order of the rules. Both groups may come from JSON. */
export function judgeFields<T extends object>(part: Part, old: T, wanted: T, rules: Rules<T>): Edit[] {
    return walk(part, part, old, wanted, rules);
}

function walk(part: Part, key: string, old: unknown, wanted: unknown, rules: Tree): Edit[] {
    return Object.entries(rules).flatMap(([field, rule]) => {
        const [from, to] = [fieldOf(old, field), fieldOf(wanted, field)];
        if (!isOutcome(rule)) {
            return walk(part, `${key}.${field}`, from, to, rule);
        }
        return sameValue(field, from, to) ? [] : [{ part, key: `${key}.${field}`, from, to, ...rule }];
    });
}
