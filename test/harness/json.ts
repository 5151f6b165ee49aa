/** How the SDK marks a secret among the inputs of a resource (sdk/nodejs/runtime/rpc.ts). */
const secretMark = "4dabf18193072939515e22adb298388d";

/** Plain JSON, as the engine receives it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The value at a path of names and indexes; undefined where there is none. */
export function at(value: Json | undefined, ...path: readonly (string | number)[]): Json | undefined {
    return path.reduce<Json | undefined>((inner, step) => {
        if (Array.isArray(inner)) {
            return (inner as readonly Json[])[Number(step)];
        }
        return typeof inner === "object" && inner !== null ? (inner as Record<string, Json>)[step] : undefined;
    }, value);
}

/** The items of the list at a path; none where there is no list. */
export function list(value: Json | undefined, ...path: readonly (string | number)[]): readonly Json[] {
    const found = at(value, ...path);
    return Array.isArray(found) ? (found as readonly Json[]) : [];
}

/** The text at a path. Throws where there is none. */
export function text(value: Json | undefined, ...path: readonly (string | number)[]): string {
    const found = at(value, ...path);
    if (typeof found !== "string") {
        throw new Error(`no text at ${path.join(".")} in ${JSON.stringify(value)}`);
    }
    return found;
}

/** The texts of the list at a path, such as a command. Throws where an item is none. */
export function texts(value: Json | undefined, ...path: readonly (string | number)[]): readonly string[] {
    return list(value, ...path).map((item) => text(item));
}

/** The item of the list at a path that has this name. Throws where there is none. */
export function named(value: Json | undefined, name: string, ...path: readonly (string | number)[]): Json {
    const found = list(value, ...path).find((item) => at(item, "name") === name);
    if (found === undefined) {
        throw new Error(`nothing named ${name} at ${path.join(".")} in ${JSON.stringify(value)}`);
    }
    return found;
}

/** Whether the program marked the value as a secret. */
export function isSecret(value: Json | undefined): boolean {
    return at(value, secretMark) !== undefined;
}
