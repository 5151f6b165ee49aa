import { brokerProperty, isKnownProperty, meantProperty } from "../brokerProperties";
import { ownedBecause } from "../ownedProperties";
import { keyOf } from "../problems";
import type { BrokerProperty } from "../brokerProperties";
import type { Problem } from "../problems";
import type { Settings } from "../schema";

type Value = string | number | boolean;

/** Rules of `kafka:brokers.config`, each property by itself: one problem for each at the most. */
export function brokerConfig({ brokers: { config } }: Settings): Problem[] {
    return Object.entries(config).flatMap(([name, value]) => {
        const problem = checks
            .map((check) => check(name, value))
            .find((found): found is Finding => found !== undefined);
        return problem === undefined ? [] : [{ path: ["brokers", "config", name], value, ...problem }];
    });
}

type Finding = Omit<Problem, "path" | "value">;
type Check = (name: string, value: Value) => Finding | undefined;

const checks: readonly Check[] = [spelling, ownership, secrecy, meaning, lines, typing];

function spelling(name: string): Finding | undefined {
    return /^[A-Za-z0-9._-]+$/.test(name)
        ? undefined
        : { state: "no property", rule: "its name must be letters, digits, '.', '_' and '-'" };
}

function ownership(name: string): Finding | undefined {
    const reason = ownedBecause(name);
    return reason === undefined ? undefined : { rule: `must not be set: ${reason}`, advice: "remove it" };
}

/** A stack file and a ConfigMap are no place for a password, and neither is an error message. */
function secrecy(name: string, value: Value): Finding | undefined {
    const known = brokerProperty(
        name.replace(/^listener\.name\.[^.]+\.((scram-sha-\d+|plain|gssapi|oauthbearer)\.)?/, ""),
    );
    return known?.type === "password" && !isReference(value)
        ? {
              state: "a secret",
              rule: "must not stand in a stack file",
              advice: "remove it, or refer to it as ${provider:path:key} by way of config.providers",
          }
        : undefined;
}

/** Kafka warns of an unknown property and goes on without it: a slip would be noticed when it is too late. */
function meaning(name: string): Finding | undefined {
    const meant = isKnownProperty(name) ? undefined : meantProperty(name);
    if (meant === undefined) {
        return undefined;
    }
    const reason = ownedBecause(meant);
    const rule =
        reason === undefined
            ? `did you mean ${keyOf(["brokers", "config", meant])}?`
            : `it looks like ${meant}, which must not be set: ${reason}`;
    return { state: "unknown", rule };
}

/** A line end would begin a property of its own. */
function lines(_name: string, value: Value): Finding | undefined {
    return /[\r\n]/.test(String(value)) ? { rule: "must be one line" } : undefined;
}

function typing(name: string, value: Value): Finding | undefined {
    const known = brokerProperty(name);
    const rule = known === undefined || isReference(value) ? undefined : violation(known, value);
    return rule === undefined ? undefined : { rule };
}

/** `${provider:path:key}` is resolved by the broker, at its start. */
function isReference(value: Value): boolean {
    return /\$\{[^}]+\}/.test(String(value));
}

/** How many bits a whole number of Kafka's has. */
const bits = { short: 16, int: 32, long: 64 } as const;

/** What Kafka would refuse the value for, at every start of every broker (ConfigDef.parseType and its validators). */
function violation(property: BrokerProperty, value: Value): string | undefined {
    const text = String(value).trim();
    const { type, words } = property;
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
            return words === undefined || words.includes(text) ? undefined : `must be one of ${words.join(", ")}`;
        case "class":
        case "password":
            return undefined;
    }
}

type NumberType = keyof typeof bits | "double";

function fitsNumber(type: NumberType, { min = -Infinity, max = Infinity }: BrokerProperty, value: Value): boolean {
    const text = String(value).trim();
    const number = Number(text);
    if (text === "" || Number.isNaN(number) || number < min || number > max) {
        return false;
    }
    if (type === "double") {
        return true;
    }
    // Beyond 2^53 a YAML number has already lost digits; a text has not.
    const exact = typeof value === "string" || Number.isSafeInteger(value);
    return exact && /^[+-]?\d+$/.test(text) && BigInt.asIntN(bits[type], BigInt(text)) === BigInt(text);
}

function numberRule(type: NumberType, { min, max }: BrokerProperty): string {
    const kind = type === "double" ? "a number" : "a whole number";
    const quoted = type === "long" ? ", in quotes beyond 9007199254740991" : "";
    if (min === undefined) {
        return kind + quoted;
    }
    return max === undefined ? `${kind} of at least ${min}${quoted}` : `${kind} from ${min} to ${max}`;
}
