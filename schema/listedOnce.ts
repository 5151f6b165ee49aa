import type { Path, Problem } from "./problems";

/** A problem for each item that stands in the list at `path` already, further up. */
export function listedOnce(path: Path, items: readonly string[]): Problem[] {
    return items.flatMap((value, index) =>
        items.indexOf(value) < index
            ? [{ path: [...path, index], value, rule: "must be listed once", advice: "remove it" }]
            : [],
    );
}
