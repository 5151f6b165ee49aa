import { pathText } from "./paths";
import type { Path } from "./paths";
import type { Change } from "./provider";
import { isProperties, reveal, Secret, Unknown } from "./values";
import type { Properties, Value } from "./values";

/** One property that differs. */
export interface PathChange {
    readonly path: Path;
    readonly kind: "add" | "delete" | "update";
}

function same(old: Value, next: Value): boolean {
    // Nothing is known to equal an unknown, not even another unknown.
    return old === next && !(next instanceof Unknown);
}

function compare(old: Value, next: Value, path: Path, found: PathChange[]): void {
    const [was, is] = [old instanceof Secret ? old.value : old, next instanceof Secret ? next.value : next];
    if (isProperties(was) && isProperties(is)) {
        for (const key of [...new Set([...Object.keys(was), ...Object.keys(is)])].sort()) {
            compareField(was[key], is[key], [...path, key], found);
        }
    } else if (Array.isArray(was) && Array.isArray(is)) {
        for (let index = 0; index < Math.max(was.length, is.length); index++) {
            compareField(was[index], is[index], [...path, index], found);
        }
    } else if (!same(was, is)) {
        found.push({ path, kind: "update" });
    }
}

function compareField(old: Value | undefined, next: Value | undefined, path: Path, found: PathChange[]): void {
    if (old === undefined) {
        found.push({ path, kind: "add" });
    } else if (next === undefined) {
        found.push({ path, kind: "delete" });
    } else {
        compare(old, next, path, found);
    }
}

/** Every property, as deep as possible, in which the new value differs; secret marks do not count, unknowns always do. */
export function changesBetween(old: Properties, next: Properties): PathChange[] {
    const found: PathChange[] = [];
    compare(old, next, [], found);
    return found;
}

/** Whether two values are the same, at any depth; secret marks do not count, an unknown equals nothing. */
export function equal(old: Value, next: Value): boolean {
    return changesBetween({ value: reveal(old) }, { value: reveal(next) }).length === 0;
}

/**
 * Marks changes for the engine; `replaces` tells which of them force a replacement, `inputDiff` which of them compare old
 * inputs with new ones (by default all) rather than the state with new inputs.
 */
export function detailedDiff(
    changes: readonly PathChange[],
    replaces: (path: Path) => boolean,
    inputDiff: (change: PathChange) => boolean = () => true,
): Record<string, Change> {
    return Object.fromEntries(
        changes.map((change) => [
            pathText(change.path),
            {
                kind: replaces(change.path) ? (`${change.kind}-replace` as const) : change.kind,
                inputDiff: inputDiff(change),
            },
        ]),
    );
}
