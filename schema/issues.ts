import { z } from "zod";
import { nearest } from "../model/nearest";
import { removeCommand, setCommand, stepsOf } from "./configCommands";
import { keyOf, shortKey, within } from "./problems";
import type { Path, Problem } from "./problems";

/** Reads what stands at a path; undefined where nothing does. */
export function at(values: unknown, path: Path): unknown {
    return path.reduce<unknown>(
        (value, part) =>
            typeof value === "object" && value !== null && Object.hasOwn(value, part)
                ? (value as Record<string | number, unknown>)[part]
                : undefined,
        values,
    );
}

/** The type below its defaults and optionality. */
export function core(type: z.core.$ZodType): z.core.$ZodType {
    return type instanceof z.ZodDefault || type instanceof z.ZodPrefault || type instanceof z.ZodOptional
        ? core(type.unwrap())
        : type;
}

/** Every key that a stack file may hold, group by group, without positions in lists and keys of free maps. */
export function* knownPaths(type: z.core.$ZodType, base: Path = []): Generator<Path> {
    const inner = core(type);
    if (inner instanceof z.ZodObject) {
        const shape: z.core.$ZodShape = inner.shape;
        for (const [name, field] of Object.entries(shape)) {
            yield [...base, name];
            yield* knownPaths(field, [...base, name]);
        }
    }
}

/** The type of what stands at a path; undefined where nothing may. */
function typeAt(root: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
    return path.reduce<z.core.$ZodType | undefined>((parent, part) => {
        const inner = parent && core(parent);
        if (inner instanceof z.ZodObject) {
            return (inner.shape as z.core.$ZodShape)[part];
        }
        return inner instanceof z.ZodArray ? inner.element : inner instanceof z.ZodRecord ? inner.valueType : undefined;
    }, root);
}

/** The type of what a path stands in, below its defaults. */
function typeAround(root: z.core.$ZodType, path: Path): z.core.$ZodType | undefined {
    const type = typeAt(root, path.slice(0, -1));
    return type && core(type);
}

/** The field names that are valid beside an unknown one. */
function siblings(root: z.core.$ZodType, path: Path): string[] {
    const inner = typeAround(root, path);
    return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** It says nothing of what it is about: a field of that name elsewhere in the group is another one. */
const ofAnything = "enabled";

/** The key that was meant: one that is spelled nearly so, else the only one of that name elsewhere in the group. */
function meant(root: z.core.$ZodType, path: Path): Path | undefined {
    const name = String(path.at(-1));
    const near = nearest(name, siblings(root, path), 3);
    if (near !== undefined) {
        return [...path.slice(0, -1), near];
    }
    const elsewhere = [...knownPaths(root)].filter(
        (known) =>
            known.at(-1) === name && name !== ofAnything && (path.length === 1 || within(known, path.slice(0, 1))),
    );
    return elsewhere.length === 1 ? elsewhere[0] : undefined;
}

function unknown(root: z.core.$ZodType, path: Path, value: unknown): Problem {
    const base = { path, value, state: "unknown" };
    const suggestion = meant(root, path);
    if (suggestion !== undefined) {
        // What the key means is set wrongly: rules about it would only add noise.
        return { ...base, rule: `did you mean ${keyOf(suggestion)}?`, about: [suggestion] };
    }
    const key = String(path[0]);
    const steps = path.length === 1 && key.includes(".") ? pathMeant(root, stepsOf(key)) : [];
    if (steps.length > 1 && siblings(root, path).includes(String(steps[0]))) {
        // `pulumi config set kafka:zookeeper.replicas 3` makes a key of that name; only with --path does it make a field.
        const name = shortKey(String(steps.at(-1)));
        return { ...base, rule: `put ${name} below ${keyOf(steps.slice(0, -1))}, or use ${setCommand(steps, value)}` };
    }
    const valid = siblings(root, path).map((name) => (path.length === 1 ? `kafka:${name}` : name));
    return { ...base, rule: `valid keys are ${valid.join(", ")}` };
}

/** A path with one step for a name that has dots, where the keys are free. */
function pathMeant(root: z.core.$ZodType, path: Path): Path {
    const free = path.findIndex((_, depth) => typeAround(root, path.slice(0, depth + 1)) instanceof z.ZodRecord);
    return free < 0 ? path : [...path.slice(0, free), path.slice(free).join(".")];
}

/** Zod's issues of values that were read by the schema `root`, as problems: one for each unknown key, one for each wrong value. */
export function problemsOf(root: z.core.$ZodType, issues: readonly z.core.$ZodIssue[], values: unknown): Problem[] {
    const found = new Map<string, Problem>();
    for (const issue of issues) {
        const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
        const problems =
            issue.code === "unrecognized_keys"
                ? issue.keys.map((key) => unknown(root, [...path, key], at(values, [...path, key])))
                : [wrong(root, path, at(values, path), issue.message)];
        for (const problem of problems) {
            const key = JSON.stringify(problem.path);
            found.set(key, found.get(key) ?? problem);
        }
    }
    const all = [...found.values()];
    const meantKeys = all.flatMap(({ state, about = [] }) =>
        state === "unknown" ? about.map((key) => keyOf(key)) : [],
    );
    // A field that is missing because of a slip in its key is one fault.
    return all.filter(({ path, value }) => value !== undefined || !meantKeys.includes(keyOf(path)));
}

function wrong(root: z.core.$ZodType, path: Path, value: unknown, rule: string): Problem {
    if (isMap(value) && typeAround(root, path) instanceof z.ZodRecord) {
        return { path, value, state: "a map", rule, advice: flattened(path, value) };
    }
    const advice = adviceFor(root, path, value, rule);
    return advice === undefined ? { path, value, rule } : { path, value, rule, advice };
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

const mostCommands = 3;

/** `pulumi config set --path` makes a map of each dot in a name that is not in quotes. */
function flattened(path: Path, map: Readonly<Record<string, unknown>>): string {
    const leaves = [...leavesOf(map)].map(([names, value]): readonly [Path, unknown] => [
        [...path.slice(0, -1), [path.at(-1), ...names].join(".")],
        value,
    ]);
    const [first] = leaves;
    if (first === undefined) {
        return `remove it: ${removeCommand(path)}`;
    }
    const commands = leaves.slice(0, mostCommands).map(([key, value]) => setCommand(key, value));
    const more = leaves.length > mostCommands ? ["…"] : [];
    return `write the whole name as one key, ${keyOf(first[0])}: ${[removeCommand(path), ...commands, ...more].join(" && ")}`;
}

function* leavesOf(
    map: Readonly<Record<string, unknown>>,
): Generator<readonly [names: readonly string[], value: unknown]> {
    for (const [name, value] of Object.entries(map)) {
        if (isMap(value)) {
            for (const [names, leaf] of leavesOf(value)) {
                yield [[name, ...names], leaf];
            }
        } else {
            yield [[name], value];
        }
    }
}

function adviceFor(root: z.core.$ZodType, path: Path, value: unknown, rule: string): string | undefined {
    if (value === null) {
        // A key without a value is how YAML spells null: usually everything below it is commented out.
        return isRequired(root, path) ? undefined : "remove the key to have the default";
    }
    const plain = rule.startsWith("must be an integer")
        ? /^\d+$/
        : rule === "must be true or false"
          ? /^(true|false)$/
          : undefined;
    if (typeof value === "string") {
        return plain?.test(value) === true ? "write it without quotes" : undefined;
    }
    const type = typeAt(root, path);
    // A flag is seldom meant for a name: only where any text may stand.
    const isFree = type && core(type) instanceof z.ZodString && z.safeParse(type, "").success;
    if (
        !isScalar(value) ||
        !type ||
        (typeof value === "boolean" && !isFree) ||
        !z.safeParse(type, String(value)).success
    ) {
        return undefined;
    }
    // Of 1.10 YAML has left 1.1, and the CLI itself makes no fractions.
    const command = typeof value === "boolean" || Number.isSafeInteger(value);
    return `put it in quotes${command ? `, or use ${setCommand(path, String(value))}` : ""}`;
}

/** Whether a field has no default, and may not be left out. */
function isRequired(root: z.core.$ZodType, path: Path): boolean {
    const type = typeAt(root, path);
    return typeAround(root, path) instanceof z.ZodObject && type !== undefined && !z.safeParse(type, undefined).success;
}

function isScalar(value: unknown): value is number | boolean {
    return typeof value === "number" || typeof value === "boolean";
}
