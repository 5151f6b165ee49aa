const multipliers: Readonly<Record<string, number>> = {
    n: 1e-9,
    u: 1e-6,
    m: 1e-3,
    "": 1,
    k: 1e3,
    M: 1e6,
    G: 1e9,
    T: 1e12,
    P: 1e15,
    E: 1e18,
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** A Kubernetes quantity such as `500m`, `1.5Gi` or `1e3` as a number; undefined where the text is none. */
export function parseQuantity(text: string): number | undefined {
    const parts = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([numkMGTPE]|[KMGTPE]i)|[eE]([+-]?\d+))?$/.exec(text);
    if (parts === null) {
        return undefined;
    }
    const [, digits = "", suffix = "", exponent = "0"] = parts;
    return Number(digits) * (multipliers[suffix] ?? 1) * 10 ** Number(exponent);
}

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
    return (
        first !== undefined && second !== undefined && Math.abs(first - second) <= Math.abs(first) * Number.EPSILON * 4
    );
}
