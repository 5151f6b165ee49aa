import type { Value } from "../../wire/values";
import { parsePath, valueAt } from "../../wire/paths";
import { at, listAt, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Watched } from "./awaiter";

/** One expression of the annotation. */
interface Condition {
    /** As it is shown while it is open. */
    readonly text: string;
    readonly holds: (object: Manifest) => boolean;
}

/** Whether a controller has yet to look at the object as it now is; where it does not say what it has seen, it need not. */
function isStale(object: Manifest, observed: Value | undefined): boolean {
    return typeof observed === "number" && observed < numberAt(object, "metadata", "generation");
}

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

function parseCondition(expression: string): Condition {
    const [type = "", ...rest] = expression.slice("condition=".length).split("=");
    const status = rest.length === 0 ? "True" : rest.join("=");
    return {
        text: expression,
        holds: (object) => {
            const found = listAt(object, "status", "conditions").find((one) => same(textAt(one, "type"), type));
            const observed = at(found, "observedGeneration") ?? at(object, "status", "observedGeneration");
            return found !== undefined && !isStale(object, observed) && same(textAt(found, "status"), status);
        },
    };
}

function parseJsonPath(expression: string): Condition {
    const text = expression.slice("jsonpath=".length);
    const [path = "", wanted, more] = text.split("=");
    if (more !== undefined) {
        throw new Error(`format should be {.path}=value or {.path}, got "${text}"`);
    }
    if (wanted === "") {
        throw new Error(`${path}= requires a value`);
    }
    const [, inner] = /\{\s*(.*?)\s*\}/.exec(path) ?? [];
    if (inner === undefined) {
        throw new Error(`${path} should be wrapped in brackets { ... }`);
    }
    const [, plain] = /^\$?\.([\w.[\]"/-]+)$/.exec(inner) ?? [];
    if (plain === undefined) {
        throw new Error(`the stand-in reads only plain paths such as {.status.phase}, not ${path}`);
    }
    return {
        text,
        holds: (object) => {
            const value = valueAt(object, parsePath(plain));
            const matches = wanted === undefined ? value !== undefined : isText(value, wanted);
            return matches && !isStale(object, at(object, "status", "observedGeneration"));
        },
    };
}

/** Whether a value is written so; a list or an object never is. */
function isText(value: Value | undefined, wanted: string): boolean {
    return (
        (typeof value === "string" || typeof value === "number" || typeof value === "boolean") && `${value}` === wanted
    );
}

function expressionsOf(annotation: string): readonly string[] {
    try {
        const list: unknown = JSON.parse(annotation);
        return Array.isArray(list) && list.every((one) => typeof one === "string") ? list : [annotation];
    } catch {
        return [annotation];
    }
}

function parse(expression: string): Condition {
    if (expression.startsWith("jsonpath=")) {
        return parseJsonPath(expression);
    }
    if (expression.startsWith("condition=")) {
        return parseCondition(expression);
    }
    throw new Error(`expected a "jsonpath=" or "condition=" prefix, got "${expression}"`);
}

/**
 * The awaiter that a `pulumi.com/waitFor` annotation asks for, instead of the kind's own: an expression, or a JSON list of them that must all
 * hold. None holds before the object's controller has seen its present generation. Throws on an expression that cannot be read.
 */
export function waitFor(annotation: string): Watched {
    const conditions = expressionsOf(annotation).map(parse);
    if (conditions.length === 0) {
        throw new Error("at least one condition must be specified");
    }
    return {
        seconds: 600,
        anyKind: true,
        watches: {},
        judge: ({ object }) => {
            const open = conditions.filter(({ holds }) => object === undefined || !holds(object));
            return {
                ready: open.length === 0,
                progress: open.map(({ text }) => `Waiting for ${text}`).join(", "),
                problems: [],
            };
        },
    };
}
