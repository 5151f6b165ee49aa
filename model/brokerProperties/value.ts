import { valueProperty } from "./definitions";
import type { BrokerProperty } from "./definitions";

/** What a broker property can be set to in a stack file. */
export type Value = string | number | boolean;

/** Broker properties by name, as a stack file has them. */
export type BrokerConfig = Readonly<Record<string, Value>>;

/** `${provider:path:key}` is resolved by the broker, at its start. */
export function isReference(value: Value | undefined): boolean {
    return /\$\{[^}]+\}/.test(String(value));
}

/** Whether a flag is set, as Kafka reads its text. */
export function isTrue(value: Value | undefined): boolean {
    return String(value).trim().toLowerCase() === "true";
}

/**
 * What a value must be and is not: Kafka would refuse it at every start of every broker (ConfigDef.parseType and its validators), or
 * could not be used with it. Undefined where nothing is wrong, or nothing is known.
 */
export function violation(name: string, value: Value): string | undefined {
    const property = valueProperty(name);
    return property === undefined || isReference(value) ? undefined : refusal(property, value);
}

/** How many bits an integer of Kafka's has. */
const bits = { short: 16, int: 32, long: 64 } as const;

/** What a value must be and is not, by the definition of its property; undefined where nothing is wrong. */
export function refusal(property: BrokerProperty, value: Value): string | undefined {
    const text = String(value).trim();
    const { type, words, shape } = property;
    switch (type) {
        case "boolean":
            return /^(true|false)$/i.test(text) ? undefined : "must be true or false";
        case "short":
        case "int":
        case "long":
        case "double":
            return fitsNumber(type, property, value) ? undefined : `must be ${numberRule(type, property)}`;
        case "list":
            return words === undefined || text.split(/\s*,\s*/).every((item) => words.includes(item))
                ? undefined
                : `must be a list of ${words.join(", ")}, with commas`;
        case "string":
            if (shape !== undefined && !shape.pattern.test(text)) {
                return `must be ${shape.rule}`;
            }
            return words === undefined || words.includes(text) ? undefined : `must be one of ${words.join(", ")}`;
        case "class":
        case "password":
            return undefined;
    }
}

type NumberType = keyof typeof bits | "double";

function fitsNumber(type: NumberType, { min = -Infinity, max = Infinity, or }: BrokerProperty, value: Value): boolean {
    const text = String(value).trim();
    const number = Number(text);
    if (text === "" || Number.isNaN(number) || ((number < min || number > max) && number !== or)) {
        return false;
    }
    if (type === "double") {
        return true;
    }
    // Beyond 2^53 a YAML number has already lost digits; a text has not.
    const exact = typeof value === "string" || Number.isSafeInteger(value);
    return exact && /^[+-]?\d+$/.test(text) && BigInt.asIntN(bits[type], BigInt(text)) === BigInt(text);
}

function numberRule(type: NumberType, { min, max, or }: BrokerProperty): string {
    const kind = type === "double" ? "a number" : "an integer";
    const quoted = type === "long" ? ", in quotes beyond 9007199254740991" : "";
    const also = or === undefined ? "" : `${or}, or `;
    if (min === undefined) {
        return kind + quoted;
    }
    return also + (max === undefined ? `${kind} of at least ${min}${quoted}` : `${kind} from ${min} to ${max}`);
}
