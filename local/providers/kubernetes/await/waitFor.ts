import type { Value } from "../../wire/values";
import { parsePath, valueAt } from "../../wire/paths";
import { conditionOf, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Watched } from "./awaiter";

type Condition = (object: Manifest) => boolean;

function parseCondition(expression: string): Condition {
    const [, type = "", status = "True"] = /^condition=([^=]+)(?:=(.+))?$/.exec(expression) ?? [];
    return (object) => textAt(conditionOf(object, type), "status").toLowerCase() === status.toLowerCase();
}

function parseJsonPath(expression: string): Condition {
    const [, path, wanted] = /^jsonpath=\{?\.([\w.[\]"/-]+)\}?(?:=(.+))?$/.exec(expression) ?? [];
    if (path === undefined) {
        throw new Error(
            `the stand-in reads only plain paths such as jsonpath={.status.phase}=Running, not ${expression}`,
        );
    }
    return (object) => {
        const value = valueAt(object, parsePath(path));
        return value !== undefined && (wanted === undefined || textOf(value) === wanted);
    };
}

function textOf(value: Value): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

function expressionsOf(annotation: string): string[] {
    try {
        const list: unknown = JSON.parse(annotation);
        return Array.isArray(list) ? list.map(String) : [annotation];
    } catch {
        return [annotation];
    }
}

/** The awaiter that a `pulumi.com/waitFor` annotation asks for: an expression, or a JSON list of them; throws on a bad one. */
export function waitFor(annotation: string): Watched {
    const conditions = expressionsOf(annotation).map((expression): { text: string; holds: Condition } => {
        if (expression.startsWith("condition=")) {
            return { text: expression, holds: parseCondition(expression) };
        }
        if (expression.startsWith("jsonpath=")) {
            return { text: expression, holds: parseJsonPath(expression) };
        }
        throw new Error(`expected a "jsonpath=" or "condition=" prefix, got "${expression}"`);
    });
    return {
        seconds: 600,
        onRead: false,
        watches: {},
        judge: ({ object }) => {
            const open = conditions.filter(({ holds }) => object === undefined || !holds(object));
            return {
                ready: open.length === 0,
                progress: open.map(({ text }) => `Waiting for ${text}`).join(", "),
                problems: open.map(({ text }) => `still waiting for ${text}`),
            };
        },
    };
}
