import { parseQuantity } from "../model/quantity";

/** The value of a key of a map; undefined where it has none of its own, whatever every object has by that name. */
export function valueOf<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
    return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Fields whose values are Kubernetes quantities: `1Gi` and `1024Mi` mean the same. */
const quantities: ReadonlySet<string> = new Set(["cpu", "cpuLimit", "memory", "heap", "disk"]);

/** Whether two values of a field mean the same. */
export function sameValue(field: string, a: unknown, b: unknown): boolean {
    return canonical(meaning(field, a)) === canonical(meaning(field, b));
}

function meaning(field: string, value: unknown): unknown {
    const readable = typeof value === "string" || typeof value === "number";
    return quantities.has(field) && readable ? (parseQuantity(value) ?? value) : value;
}

/**
 * JSON with sorted keys: the order of a map says nothing, that of a list may. `meaningOf` may give a value below a key another form, the same
 * for all that mean the same.
 */
export function canonical(
    value: unknown,
    meaningOf: (key: string, value: unknown) => unknown = (_key, plain) => plain,
): string {
    return JSON.stringify(value ?? null, (key, inner: unknown) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
            : meaningOf(key, inner),
    );
}

/** Texts that can stand in a line without quotes and are not mistaken for anything else. */
const plain = /^[A-Za-z0-9/.+][A-Za-z0-9/._+:@,%-]*$/;

/** A value on one line: plain where nothing can be mistaken, else JSON; `unset` for none. Different values have different texts. */
export function valueText(value: unknown): string {
    if (value === undefined || value === null) {
        return "unset";
    }
    if (typeof value === "string" && value !== "unset" && plain.test(value)) {
        return value;
    }
    // JSON leaves these line ends as they are.
    return canonical(value).replace(
        /[\u007f-\u009f\u2028\u2029]/g,
        (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
