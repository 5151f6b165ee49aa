import { changesBetween, detailedDiff } from "../wire/changes";
import type { PathChange } from "../wire/changes";
import { isWithin, parsePath, valueAt } from "../wire/paths";
import type { Path } from "../wire/paths";
import type { Difference, DiffRequest } from "../wire/provider";
import { isProperties, revealAll, Unknown } from "../wire/values";
import type { Properties, Value } from "../wire/values";
import { fromState } from "./checkpoint";
import { forceNewFields, forcesReplacement } from "./forceNew";
import type { Mutability } from "./forceNew";
import { isPatch } from "./kinds";
import { at, nameOf, namespaceOf, withValue } from "./manifest";
import type { Manifest } from "./manifest";
import { isAutonamed } from "./naming";
import { normalized, pruned } from "./normalize";
import { isQuantityPath, sameQuantity } from "./quantity";

function isEmpty(value: Value | undefined): boolean {
    return (
        value === "" ||
        value === 0 ||
        value === false ||
        (Array.isArray(value) && value.length === 0) ||
        (isProperties(value) && Object.keys(value).length === 0)
    );
}

/** Whether a difference is only in how the API server writes what the user set. */
function isRewriting({ path, kind }: PathChange, was: Properties, is: Properties, before: Manifest): boolean {
    const next = valueAt(is, path);
    if (kind === "update") {
        return isQuantityPath(path) && sameQuantity(valueAt(was, path), next);
    }
    // An empty value that was set before and is not there now is one that the server does not store.
    return kind === "add" && isEmpty(next) && valueAt(before, path) !== undefined && isEmpty(valueAt(before, path));
}

function withNamespace(object: Manifest, namespaced: boolean): Manifest {
    if (!namespaced) {
        return withValue(object, ["metadata", "namespace"], undefined);
    }
    const given = at(object, "metadata", "namespace");
    return given === undefined || given === "" ? withValue(object, ["metadata", "namespace"], "default") : object;
}

function hasName(object: Manifest): boolean {
    return at(object, "metadata", "name") instanceof Unknown || nameOf(object) !== "";
}

/**
 * Compares new inputs with the live object in the state, as far as the old inputs reach: what others set does not count, what
 * others changed does. A change of a field that can never change replaces the object; one whose new object must have the
 * same name is deleted first. `alsoReplaces` names what else replaces it.
 */
export function difference(
    request: DiffRequest,
    namespaced: boolean,
    options: Mutability,
    alsoReplaces: readonly string[],
): Difference {
    const checkpoint = fromState(request.olds);
    const before = normalized(checkpoint.inputs);
    const inputs = withNamespace(normalized(revealAll(request.news)), namespaced);
    let present = withNamespace(pruned(checkpoint.live, before), namespaced);
    if (nameOf(inputs) !== "") {
        present = withValue(present, ["metadata", "name"], nameOf(checkpoint.live));
    }
    for (const key of ["apiVersion", "kind"]) {
        present = present[key] === undefined ? { ...present, [key]: inputs[key] ?? "" } : present;
    }

    const ignored = request.ignoreChanges.map(parsePath);
    const changes = changesBetween(present, inputs).filter(
        (change) =>
            !isRewriting(change, present, inputs, before) && !ignored.some((pattern) => isWithin(change.path, pattern)),
    );
    const fields = forceNewFields(inputs, isPatch(request.type, inputs), options);
    const forces = (path: Path): boolean => forcesReplacement(path, inputs, fields);
    const detailed = detailedDiff(changes, forces, ({ kind }) => kind === "delete");
    const replaces = [
        ...Object.entries(detailed).flatMap(([path, { kind }]) =>
            kind.endsWith("-replace") || (kind === "delete" && path === "metadata") ? [path] : [],
        ),
        ...alsoReplaces,
    ];
    return {
        changed: changes.length > 0 || alsoReplaces.length > 0,
        replaces,
        diffs: [...new Set(changes.map(({ path }) => String(path[0])))],
        detailed,
        deleteBeforeReplace:
            replaces.length > 0 &&
            hasName(inputs) &&
            !isAutonamed(inputs) &&
            nameOf(inputs) === nameOf(checkpoint.live) &&
            namespaceOf(inputs) === namespaceOf(withNamespace(checkpoint.live, namespaced)),
    };
}
