import { isSecretProperty } from "../model/brokerProperties/definitions";

/** Where a value stands: the group, the field in it, and so on; a number is a position in a list. */
export type Path = readonly (string | number)[];

/** One thing that is wrong with a stack file. */
export interface Problem {
    /** Where it stands, from the group on. */
    readonly path: Path;
    /** What stands there; undefined where nothing does. */
    readonly value: unknown;
    /** What must hold instead: "must be …", or for an unknown key what is meant. */
    readonly rule: string;
    /** What to do, where the rule does not say it all. */
    readonly advice?: string;
    /** Said instead of the value: for keys nobody knows, and for values nobody may see. */
    readonly state?: string;
    /** Other keys that the rule looks at: while one of them is wrong itself, the rule proves nothing. */
    readonly about?: readonly Path[];
}

const plainKey = /^[A-Za-z_][-\w]*$/;
const longestValue = 60;
/** Not even a property of Kafka's for one listener and SASL mechanism has so many letters. */
const longestKey = 100;

/** The key as a person finds it in the stack file: `kafka:brokers.config["log.retention.hours"]`. */
export function keyOf(path: Path): string {
    const [group = "", ...rest] = path;
    const parts = rest.map((part) =>
        typeof part === "number"
            ? `[${part}]`
            : plainKey.test(part)
              ? `.${shortKey(part)}`
              : `[${shortKey(oneLine(part))}]`,
    );
    return `kafka:${shortKey(oneLine(String(group)).slice(1, -1))}${parts.join("")}`;
}

/** A part of a key, cut at 100 characters. */
export function shortKey(part: string): string {
    return cut(part, longestKey);
}

/** A value as JSON on one line, cut at 60 characters. */
function shown(value: unknown): string {
    return cut(oneLine(value), longestValue);
}

/** The same of what stands at a path; what its name tells to be a secret is not shown. */
export function shownAt(path: Path, value: unknown): string {
    return isSecretAt(path) ? "a secret" : shown(value);
}

/** The one setting whose value is the name of a Secret, and no secret itself. */
const nameOfSecret: Path = ["security", "tls", "secret"];

/** Whether what stands at a path is nobody's to see, by the name of its key: no setting of the program is, but a property may be, or a slip. */
export function isSecretAt(path: Path): boolean {
    return isSecretProperty(String(path.at(-1))) && !within(path, nameOfSecret);
}

function cut(text: string, most: number): string {
    const letters = Array.from(text);
    return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : text;
}

/** The problem in one line: the full key, the value, the rule, what to do. */
export function render({ path, value, rule, advice, state }: Problem): string {
    const is = state ?? (value === undefined ? "missing" : value === null ? "empty" : shownAt(path, value));
    return `${keyOf(path)} is ${is}: ${rule}${advice === undefined ? "" : `; ${advice}`}`;
}

/** Whether `path` is `other` or stands below it. */
export function within(path: Path, other: Path): boolean {
    return other.every((part, index) => path[index] === part);
}

/** JSON, with the line ends escaped that JSON lets through. */
function oneLine(value: unknown): string {
    return JSON.stringify(value).replace(
        /[\u007f-\u009f\u2028\u2029]/g,
        (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** A problem for each item that stands in the list at `path` already, further up. */
export function listedOnce(path: Path, items: readonly string[]): Problem[] {
    return items.flatMap((value, index) =>
        items.indexOf(value) < index
            ? [{ path: [...path, index], value, rule: "must be listed once", advice: "remove it" }]
            : [],
    );
}
