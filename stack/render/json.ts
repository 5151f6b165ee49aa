/** How the SDK marks a secret among the inputs of a resource (sdk/nodejs/runtime/rpc.ts). */
const secretMark = "4dabf18193072939515e22adb298388d";

/** Plain JSON, as the engine receives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A map of {@link Json}. */
export type Fields = Readonly<Record<string, Json>>;

/** The value at a path of names and indexes; undefined where there is none. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
    return path.reduce<Json | undefined>((inner, step) => {
        if (Array.isArray(inner)) {
            return (inner as readonly Json[])[Number(step)];
        }
        return typeof inner === "object" && inner !== null ? (inner as Record<string, Json>)[step] : undefined;
    }, value);
}

/** The map at a path; an empty one where there is none. */
export function fieldsAt(value: Json | undefined, ...path: readonly (string | number)[]): Fields {
    const found = at(value, ...path);
    return typeof found === "object" && found !== null && !Array.isArray(found) ? (found as Fields) : {};
}

/** The text at a path; empty where there is none. */
export function textAt(value: Json | undefined, ...path: readonly (string | number)[]): string {
    const found = at(value, ...path);
    return typeof found === "string" ? found : "";
}

/** Whether the program marked the value as a secret. */
export function isSecret(value: Json | undefined): boolean {
    return at(value, secretMark) !== undefined;
}

/** A value without the marks of secrets. */
export function plain(value: Json): Json {
    if (Array.isArray(value)) {
        return (value as readonly Json[]).map(plain);
    }
    if (isSecret(value)) {
        return plain(at(value, "value") ?? null);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
        : value;
}
