import * as pulumi from "@pulumi/pulumi";
import { beforeSecurity } from "../components/security/settings";
import { at, problemsOf } from "../schema/issues";
import { render, within } from "../schema/problems";
import type { Path, Problem } from "../schema/problems";
import { crossChecks } from "./crossChecks";
import { named, schema } from "./settings";
import type { Settings } from "./settings";

/** What reading comes to: settings to rely on, or everything that is wrong with them, in the order of the file. */
export type Parsed = { readonly settings: Settings } | { readonly problems: readonly [Problem, ...Problem[]] };

/**
 * Checks the groups of a stack file (`zookeeper`, `brokers`, …) and fills in the defaults. Never throws: every problem of
 * every group is in the answer. Values are what JSON can hold. The settings are deeply frozen.
 */
export function parseSettings(values: Readonly<Record<string, unknown>>): Parsed {
    const outcome = schema.safeParse(values);
    const found = outcome.success
        ? crossChecks(outcome.data)
        : withCrossChecks(problemsOf(named, outcome.error.issues, values), values);
    const [first, ...rest] = inFileOrder(found, values);
    if (outcome.success && first === undefined) {
        return { settings: frozen(outcome.data) };
    }
    if (first === undefined) {
        throw new Error("the schema refused the settings without saying why");
    }
    return { problems: [first, ...rest] };
}

/** The settings of a program's own arguments. Throws one `pulumi.RunError` (no stack trace) with one line for each problem. */
export function checkedSettings(values: Readonly<Record<string, unknown>>): Settings {
    const parsed = parseSettings(values);
    if ("problems" in parsed) {
        throw new pulumi.RunError(parsed.problems.map((problem) => render(problem)).join("\n"));
    }
    return parsed.settings;
}

/**
 * Settings that were checked when they were written down: only defaults are filled in that were not known then, and what is on by default now
 * was not. Throws one `Error` with what this version does not understand.
 */
export function recall(values: object): Settings {
    const outcome = schema.safeParse({ security: beforeSecurity, ...values });
    if (outcome.success) {
        return outcome.data;
    }
    const found = problemsOf(schema, outcome.error.issues, values).map((problem) => render(problem));
    throw new Error(
        `the settings that this stack runs with cannot be read, another version of the program may have written them: ${found.join("; ")}`,
    );
}

/** Adds what is wrong between the values that are right each by itself: the wrong ones count as not set. */
function withCrossChecks(problems: readonly Problem[], values: Readonly<Record<string, unknown>>): Problem[] {
    const bad = problems.flatMap(({ path, about = [] }) => [upToList(path), ...about]);
    const rest = structuredClone(values);
    for (const path of bad) {
        const parent = at(rest, path.slice(0, -1));
        const last = path.at(-1);
        if (typeof parent === "object" && parent !== null && last !== undefined) {
            Reflect.deleteProperty(parent, last);
        }
    }
    const outcome = schema.safeParse(rest);
    if (!outcome.success) {
        return [...problems];
    }
    const proven = ({ path, about = [] }: Problem): boolean =>
        [path, ...about].every((key) => !bad.some((wrong) => within(key, wrong)));
    return [...problems, ...crossChecks(outcome.data).filter(proven)];
}

/** The path up to the first list: dropping one item would move the others. */
function upToList(path: Path): Path {
    const position = path.findIndex((part) => typeof part === "number");
    return position < 0 ? path : path.slice(0, position);
}

function inFileOrder(problems: readonly Problem[], values: unknown): Problem[] {
    const places = new Map(problems.map((problem) => [problem, place(problem.path, values)]));
    return [...problems].sort((a, b) => compare(places.get(a) ?? [], places.get(b) ?? []));
}

/** For each step of a path, how many keys stand before it; those that the file does not hold come last. */
function place(path: Path, values: unknown): number[] {
    return path.map((part, depth) => {
        const parent = at(values, path.slice(0, depth));
        const index = typeof parent === "object" && parent !== null ? Object.keys(parent).indexOf(String(part)) : -1;
        return index < 0 ? Number.MAX_SAFE_INTEGER : index;
    });
}

function compare(a: readonly number[], b: readonly number[]): number {
    const differing = a.findIndex((index, depth) => index !== b[depth]);
    return differing < 0 ? a.length - b.length : (a[differing] ?? 0) - (b[differing] ?? -1);
}

function frozen<T>(value: T): T {
    if (typeof value === "object" && value !== null) {
        Object.values(value).forEach(frozen);
        Object.freeze(value);
    }
    return value;
}
