/** Plain JSON, as a manifest is. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Stands where a preview cannot know a value yet. */
export const unknownValue = "(known after the update)";

/**
 * A copy of what the SDK hands to a policy, which is a proxy that throws as soon as a value is read that a preview does not know. A policy that
 * ended there would check nothing else of the resource.
 */
export function plain(value: unknown): Json {
    if (typeof value !== "object" || value === null) {
        return ["boolean", "number", "string"].includes(typeof value) ? (value as Json) : null;
    }
    const keys = Object.keys(value);
    const read = (key: string): Json => {
        let inner: unknown;
        try {
            inner = (value as Record<string, unknown>)[key];
        } catch (error) {
            if ((error as Error).constructor.name === "UnknownValueError") {
                return unknownValue;
            }
            throw error;
        }
        return plain(inner);
    };
    return Array.isArray(value) ? keys.map(read) : Object.fromEntries(keys.map((key) => [key, read(key)]));
}

/** The value at a path of names and indexes; undefined where there is none, or null. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
    const found = path.reduce<Json | undefined>(
        (inner, step) =>
            typeof inner === "object" && inner !== null && Object.hasOwn(inner, step)
                ? (inner as Readonly<Record<string | number, Json>>)[step]
                : undefined,
        value,
    );
    return found ?? undefined;
}

/** The items of the list at a path; none where there is no list. */
export function list(value: Json | undefined, ...path: readonly (string | number)[]): readonly Json[] {
    const found = at(value, ...path);
    return Array.isArray(found) ? (found as readonly Json[]) : [];
}

/** The fields of the object at a path, by name; none where there is no object. */
export function fields(
    value: Json | undefined,
    ...path: readonly (string | number)[]
): readonly (readonly [string, Json])[] {
    const found = at(value, ...path);
    return typeof found === "object" && !Array.isArray(found) ? Object.entries(found as Record<string, Json>) : [];
}

/** The text at a path; undefined where there is none, or where a preview does not know it. */
export function text(value: Json | undefined, ...path: readonly (string | number)[]): string | undefined {
    const found = at(value, ...path);
    return typeof found === "string" && found !== unknownValue ? found : undefined;
}

/** The value at a path as a text: a number or a switch as it is written; undefined where there is no single value. */
export function word(value: Json | undefined, ...path: readonly (string | number)[]): string | undefined {
    const found = at(value, ...path);
    return found === undefined || typeof found === "object" ? undefined : String(found);
}

const longest = 60;

/** A value as a message shows it, on one line and cut at 60 characters. */
export function shown(value: Json | undefined): string {
    const json = value === undefined ? "not set" : JSON.stringify(value);
    return json.length > longest ? `${json.slice(0, longest)}…` : json;
}
