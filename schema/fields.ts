import { z } from "zod";
import { nearest } from "../model/nearest";
import { parseQuantity, quantity, quantityShape } from "../model/quantity";

const dnsLabel = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const domain = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;
const dnsName = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** A whole number between two bounds, both included. */
export function whole(min: number, max: number): z.ZodNumber {
    const rule = `must be an integer from ${min} to ${max}`;
    return z.int({ error: rule }).min(min, { error: rule }).max(max, { error: rule });
}

/** The same, or 0. `meaning` is what 0 stands for. */
export function wholeOrZero(
    min: number,
    max: number,
    meaning: string,
): z.ZodUnion<readonly [z.ZodNumber, z.ZodLiteral<0>]> {
    const error = { error: `must be an integer from ${min} to ${max}, or 0 for ${meaning}` };
    return z.union([z.int(error).min(min, error).max(max, error), z.literal(0, error)], error);
}

/** A map of properties of Kafka's by name, each as a stack file writes values. `whose` is what they are of: `broker`. */
export function propertyMap(
    whose: string,
): z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodString, z.ZodNumber, z.ZodBoolean]>> {
    const property = z.union([z.string(), z.number(), z.boolean()], {
        error: "must be a string, a number, true or false",
    });
    return z.record(z.string(), property, { error: `must be a map of ${whose} properties` });
}

/** True or false. */
export function flag(): z.ZodBoolean {
    return z.boolean({ error: "must be true or false" });
}

/** One of a few words; of one that is spelled nearly so, which is meant. */
export function oneOf<const T extends readonly [string, ...string[]]>(...words: T): z.ZodEnum<{ [K in T[number]]: K }> {
    const rule = `must be one of ${words.join(", ")}`;
    return z.enum(words, {
        error: ({ input }) => {
            const near = typeof input === "string" ? nearest(input, words, 2) : undefined;
            return near === undefined ? rule : `${rule}; did you mean ${near}?`;
        },
    });
}

/** A text of a certain shape; `rule` says which. */
export function matching(shape: RegExp, rule: string): z.ZodString {
    return z.string({ error: rule }).regex(shape, { error: rule });
}

/** A name that Kubernetes allows in one part of a DNS name (RFC 1123 label). */
export function label(): z.ZodString {
    return matching(
        dnsLabel,
        "must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
    );
}

/** A name that Kubernetes allows for objects of most kinds (RFC 1123 subdomain). */
export function objectName(): z.ZodString {
    return matching(dnsName, "must be a DNS name: lower-case letters, digits, '-' and '.', at most 253");
}

/** A name that DNS takes: each part of at most 63 letters (RFC 1035). Objects' names are not held to that. */
export function domainName(): z.ZodString {
    return matching(domain, "must be a DNS name: lower-case letters, digits, '-' and '.', at most 63 between two dots");
}

/** A text that is not empty and has no blanks. */
export function word(what: string): z.ZodString {
    return matching(/^\S+$/, `must be ${what}, without spaces`);
}

/** A map of texts, such as labels. */
export function texts(what: string): z.ZodRecord<z.ZodString, z.ZodString> {
    return z.record(z.string(), z.string({ error: "must be a string" }), {
        error: `must be a map of ${what}`,
    });
}

type Quantity = z.ZodUnion<readonly [z.ZodString, z.ZodNumber]>;

interface Bounds {
    readonly least: string;
    readonly most: string;
    /** Whether fractions of a byte are refused. */
    readonly whole?: boolean;
}

function quantityFrom(rule: string, { least, most, whole: onlyWhole = false }: Bounds): Quantity {
    const error = { error: rule };
    const [min, max] = [quantity(least), quantity(most)];
    // Shape and bounds of a number are said to zod, and so to editors, which cannot compute the value of a text; `abort` keeps one fault one issue.
    const text = z.string().regex(quantityShape, { ...error, abort: true });
    const number = z
        .number()
        .min(min, { ...error, abort: true })
        .max(max, { ...error, abort: true });
    return z.union([text, number], error).refine((given) => {
        const value = parseQuantity(given);
        return value !== undefined && value >= min && value <= max && (!onlyWhole || Number.isInteger(value));
    }, error);
}

/** CPU as a Kubernetes quantity: `250m`, `2`, `1.5`. */
export function cpu(): Quantity {
    return quantityFrom("must be a cpu quantity from 10m to 256, such as 500m or 2", { least: "10m", most: "256" });
}

/** Memory as a Kubernetes quantity, at least `least` (a quantity too). */
export function memory(least: string): Quantity {
    return quantityFrom(`must be a memory quantity from ${least} to 4Ti, such as 512Mi or 2Gi`, { least, most: "4Ti" });
}

/** The size of a disk as a Kubernetes quantity, in whole bytes, at least 64Mi. */
export function disk(): Quantity {
    return quantityFrom("must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi", {
        least: "64Mi",
        most: "64Ti",
        whole: true,
    });
}

/** A speed in bytes per second, as a Kubernetes quantity of whole bytes, from 64Ki. */
export function rate(): Quantity {
    return quantityFrom("must be a quantity of whole bytes per second from 64Ki to 64Gi, such as 50Mi", {
        least: "64Ki",
        most: "64Gi",
        whole: true,
    });
}
