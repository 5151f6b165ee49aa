import { parsePath } from "../wire/paths";
import { isProperties } from "../wire/values";
import type { Properties, Value } from "../wire/values";
import { annotation, annotations } from "./annotations";
import { at, listAt, textAt, withValue } from "./manifest";
import type { Manifest } from "./manifest";
import { uniqueName } from "./naming";

const ownPrefix = "pulumi-kubernetes";

/** The field manager for an object: of its annotation, else of its state, else a new one. */
export function fieldManagerFor(inputs: Manifest, inState: string): string {
    const annotated = annotation(inputs, annotations.patchFieldManager);
    const kept = annotated === "" ? inState : annotated;
    return kept === "" ? uniqueName(`${ownPrefix}-`, new Uint8Array()) : kept;
}

const takenOver = ["kubectl", "before-first-apply", ownPrefix, "pulumi-resource-kubernetes"];

// Whose fields the first apply takes over without a conflict, by the official provider: kubectl's, and the provider's own
// from the time of the create, which is no apply and so counts as another manager.
function isTakenOver(entry: Properties): boolean {
    const manager = textAt(entry, "manager");
    if (entry["subresource"] !== undefined && entry["subresource"] !== "") {
        return false;
    }
    return entry["operation"] === "Update"
        ? takenOver.some((prefix) => manager.startsWith(prefix))
        : manager.startsWith("kubectl");
}

/** Whether fields of the object are still recorded as created by this provider rather than applied. */
export function isCreatedByUs(live: Manifest): boolean {
    return listAt(live, "metadata", "managedFields").some(
        (entry) =>
            entry["operation"] === "Update" &&
            [ownPrefix, "pulumi-resource-kubernetes"].some((prefix) => textAt(entry, "manager").startsWith(prefix)),
    );
}

function union(one: Value | undefined, other: Value | undefined): Value {
    if (!isProperties(one) || !isProperties(other)) {
        return one ?? other ?? {};
    }
    const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
    return Object.fromEntries([...keys].map((key) => [key, union(one[key], other[key])]));
}

/** The record of managers with the taken-over ones joined into `manager`; undefined where there is nothing to take over. */
export function withTakenOver(live: Manifest, manager: string): Properties[] | undefined {
    const entries = listAt(live, "metadata", "managedFields");
    if (!entries.some(isTakenOver)) {
        return undefined;
    }
    const isOurs = (entry: Properties): boolean =>
        (entry["manager"] === manager && entry["operation"] === "Apply") || isTakenOver(entry);
    const ours = entries.filter(isOurs);
    const fieldsV1 = ours.map((entry) => at(entry, "fieldsV1")).reduce<Value>((all, next) => union(all, next), {});
    return [
        ...entries.filter((entry) => !isOurs(entry)),
        { ...ours[0], manager, operation: "Apply", fieldsV1, fieldsType: "FieldsV1" },
    ];
}

function manages(entry: Properties, path: readonly string[]): boolean {
    return at(entry, "fieldsV1", ...path.map((key) => `f:${key}`)) !== undefined;
}

/**
 * The inputs with ignored fields as the cluster has them: left out where only others manage them, so that there is no
 * conflict, and with their live value otherwise, so that applying does not remove them. Paths through lists are left alone,
 * as the official provider does.
 */
export function withIgnored(inputs: Manifest, live: Manifest, ignored: readonly string[], manager: string): Manifest {
    const entries = listAt(live, "metadata", "managedFields");
    let result = inputs;
    for (const text of ignored) {
        const path = parsePath(text);
        const keys = path.filter((step) => typeof step === "string");
        if (keys.length < path.length || keys.includes("*")) {
            continue;
        }
        const managers = entries.filter((entry) => manages(entry, keys)).map((entry) => textAt(entry, "manager"));
        if (managers.length > 0 && !managers.includes(manager)) {
            result = withValue(result, keys, undefined);
        } else {
            const value = at(live, ...keys);
            result = value === undefined ? result : withValue(result, keys, value);
        }
    }
    return result;
}
