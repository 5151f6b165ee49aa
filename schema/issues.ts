import { z } from "zod";
import { nearest } from "../model/nearest";
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

/** The field names that are valid beside an unknown one. */
function siblings(root: z.core.$ZodType, path: Path): string[] {
    const type = path.slice(0, -1).reduce<z.core.$ZodType | undefined>((parent, part) => {
        const inner = parent && core(parent);
        return inner instanceof z.ZodObject
            ? (inner.shape as z.core.$ZodShape)[part]
            : inner instanceof z.ZodArray
              ? inner.element
              : undefined;
    }, root);
    const inner = type && core(type);
    return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** The key that was meant: one that is spelled nearly so, else the only one of that name elsewhere in the group. */
function meant(root: z.core.$ZodType, path: Path): Path | undefined {
    const name = String(path.at(-1));
    const near = nearest(name, siblings(root, path), 3);
    if (near !== undefined) {
        return [...path.slice(0, -1), near];
    }
    const elsewhere = [...knownPaths(root)].filter(
        (known) => known.at(-1) === name && (path.length === 1 || within(known, path.slice(0, 1))),
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
    const [group = "", ...fields] = String(path[0]).split(".");
    if (path.length === 1 && fields.length > 0 && siblings(root, path).includes(group)) {
        // `pulumi config set kafka:zookeeper.replicas 3` makes a key of that name; only with --path does it make a field.
        return {
            ...base,
            rule: `put ${shortKey(fields.join("."))} below kafka:${group}, or use pulumi config set --path`,
        };
    }
    const valid = siblings(root, path).map((name) => (path.length === 1 ? `kafka:${name}` : name));
    return { ...base, rule: `valid keys are ${valid.join(", ")}` };
}

/** Zod's issues of values that were read by the schema `root`, as problems: one for each unknown key, one for each wrong value. */
export function problemsOf(root: z.core.$ZodType, issues: readonly z.core.$ZodIssue[], values: unknown): Problem[] {
    const found = new Map<string, Problem>();
    for (const issue of issues) {
        const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
        const problems =
            issue.code === "unrecognized_keys"
                ? issue.keys.map((key) => unknown(root, [...path, key], at(values, [...path, key])))
                : [wrong(path, at(values, path), issue.message)];
        for (const problem of problems) {
            const key = JSON.stringify(problem.path);
            found.set(key, found.get(key) ?? problem);
        }
    }
    return [...found.values()];
}

function wrong(path: Path, value: unknown, rule: string): Problem {
    const advice = adviceFor(value, rule);
    return advice === undefined ? { path, value, rule } : { path, value, rule, advice };
}

function adviceFor(value: unknown, rule: string): string | undefined {
    if (value === null) {
        // A key without a value is how YAML spells null: usually everything below it is commented out.
        return "remove the key to have the default";
    }
    const plain = rule.startsWith("must be an integer")
        ? /^\d+$/
        : rule === "must be true or false"
          ? /^(true|false)$/
          : undefined;
    return typeof value === "string" && plain?.test(value) === true ? "write it without quotes" : undefined;
}
