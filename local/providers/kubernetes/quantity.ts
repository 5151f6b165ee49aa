import { parseQuantity } from "../../../model/quantity";

// Fields whose values are quantities, by the key above them or by their own; from the API reference of Kubernetes 1.34.
const mapsOfQuantities = new Set(["limits", "requests", "capacity", "hard", "overhead", "allocatable", "max", "min"]);
const quantities = new Set(["sizeLimit", "divisor", "averageValue"]);

/** Whether the values at this path are quantities, which the API server rewrites (`1024Mi` comes back as `1Gi`). */
export function isQuantityPath(path: readonly (string | number)[]): boolean {
    const [above, last] = path.slice(-2);
    return mapsOfQuantities.has(String(above)) || quantities.has(String(last));
}

/** Whether two values are the same quantity: `0.5` and `500m`, `1024Mi` and `1Gi`. */
export function sameQuantity(one: unknown, other: unknown): boolean {
    const [first, second] = [one, other].map((value) =>
        typeof value === "string" || typeof value === "number" ? parseQuantity(String(value)) : undefined,
    );
    // Both sides are products of the same powers, up to the rounding of a double.
    return first !== undefined && second !== undefined && Math.abs(first - second) <= first * Number.EPSILON * 4;
}
