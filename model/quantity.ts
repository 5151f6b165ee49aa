/** Powers of ten. */
const decimal: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, "": 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** Powers of two. */
const binary: Readonly<Record<string, number>> = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50, Ei: 60 };

/** Text of a Kubernetes quantity that is not negative. */
export const quantityShape = /^\+?(\d+(?:\.\d*)?|\.\d+)(?:[eE]([+-]?\d+)|([KMGTPE]i|[numkMGTPE])?)$/;

/** One mebibyte, in bytes. */
export const MiB = 2 ** 20;

/** One gibibyte, in bytes. */
export const GiB = 2 ** 30;

/**
 * Reads a Kubernetes quantity (`500m`, `1.5Gi`, `1e3`) as a plain number of its unit: cores, or bytes.
 * Undefined where the text is no quantity that a size can have (negative ones are none).
 * Source: k8s.io/apimachinery/pkg/api/resource, Quantity.
 */
export function parseQuantity(text: string | number): number | undefined {
    const match = quantityShape.exec(String(text));
    if (match === null) {
        return undefined;
    }
    const [, digits = "", exponent, suffix = ""] = match;
    const twos = binary[suffix];
    // The text goes to the parser with its exponent, because 4.1 * 1e6 is not the whole number that 4.1e6 is.
    return twos === undefined ? Number(`${digits}e${exponent ?? decimal[suffix] ?? 0}`) : Number(digits) * 2 ** twos;
}

/** The number of a quantity that a schema has already accepted. Throws a RangeError for any other text. */
export function quantity(text: string | number): number {
    const value = parseQuantity(text);
    if (value === undefined) {
        throw new RangeError(`"${text}" is not a Kubernetes quantity`);
    }
    return value;
}
