import { isProperties } from "../wire/values";
import type { Properties, Value } from "../wire/values";

/** A Kubernetes object as plain values; in a preview it may hold unknowns. */
export type Manifest = Properties;

/** The value at a path of keys; undefined where any step is missing. */
export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
    return path.reduce<Value | undefined>((inner, key) => (isProperties(inner) ? inner[key] : undefined), value);
}

/** The text at a path, or the empty string. */
export function textAt(value: Value | undefined, ...path: readonly string[]): string {
    const found = at(value, ...path);
    return typeof found === "string" ? found : "";
}

/** The number at a path, or 0: Kubernetes leaves zero counts out of a status. */
export function numberAt(value: Value | undefined, ...path: readonly string[]): number {
    const found = at(value, ...path);
    return typeof found === "number" ? found : 0;
}

/** The objects of the list at a path; anything else in it is left out. */
export function listAt(value: Value | undefined, ...path: readonly string[]): Properties[] {
    const found = at(value, ...path);
    return Array.isArray(found) ? found.filter(isProperties) : [];
}

/** The same object with one value set, the steps on the way made where they are missing; undefined removes it. */
export function withValue(object: Properties, path: readonly string[], value: Value | undefined): Properties {
    const [key, ...rest] = path;
    if (key === undefined) {
        return object;
    }
    if (rest.length === 0) {
        const others = Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
        return value === undefined ? others : { ...others, [key]: value };
    }
    const inner = object[key];
    if (value === undefined && !isProperties(inner)) {
        return object;
    }
    return { ...object, [key]: withValue(isProperties(inner) ? inner : {}, rest, value) };
}

/** `metadata.name`, or the empty string. */
export function nameOf(object: Manifest): string {
    return textAt(object, "metadata", "name");
}

/** `metadata.namespace`, or the empty string. */
export function namespaceOf(object: Manifest): string {
    return textAt(object, "metadata", "namespace");
}

/** The id that the official provider gives an object: `namespace/name`, or `name` where it has no namespace. */
export function idOf(object: Manifest): string {
    const namespace = namespaceOf(object);
    return namespace === "" ? nameOf(object) : `${namespace}/${nameOf(object)}`;
}

/** Takes an id apart; an id of one part names a cluster-wide object. */
export function parseId(id: string): { readonly namespace: string; readonly name: string } {
    const [first = "", second] = id.split("/", 2);
    return second === undefined ? { namespace: "", name: first } : { namespace: first, name: second };
}

/** Whether `owner` is among the owners of `object`. */
export function isOwnedBy(object: Manifest, owner: Manifest): boolean {
    const uid = textAt(owner, "metadata", "uid");
    return uid !== "" && listAt(object, "metadata", "ownerReferences").some((reference) => reference["uid"] === uid);
}

/** The condition of a type in `status.conditions`. */
export function conditionOf(object: Manifest, type: string): Properties | undefined {
    return listAt(object, "status", "conditions").find((condition) => condition["type"] === type);
}
