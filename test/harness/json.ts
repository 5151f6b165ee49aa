import { at } from "../../stack/render/json";
import type { Json } from "../../stack/render/json";

export { at, isSecret } from "../../stack/render/json";
export type { Json } from "../../stack/render/json";

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

/** The data of a Secret as the API server has it, of texts by their keys. */
export function secretData(texts: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
    return Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, Buffer.from(text).toString("base64")]));
}
