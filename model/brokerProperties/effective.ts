import type { BrokerSettings } from "../../stack/settings";
import { derivedProperties } from "./derived";

/** What a broker property can be set to in a stack file. */
export type Value = BrokerSettings["config"][string];

/** The value a broker starts with: the user's, else the derived one; undefined where Kafka's own default holds. */
export function effective(settings: BrokerSettings, name: string): Value | undefined {
    const derived = derivedProperties(settings);
    return own(settings.config, name) ?? own(derived, name);
}

/** The same as a number: NaN where the value is a reference, `otherwise` where neither sets it. */
export function effectiveNumber(settings: BrokerSettings, name: string, otherwise = NaN): number {
    const value = effective(settings, name);
    return value === undefined ? otherwise : Number(value);
}

/** The user's own value of a property. */
export function own(values: Readonly<Record<string, Value>>, name: string): Value | undefined {
    return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** `${provider:path:key}`: only a broker can tell what it stands for, and only at its start. */
export function isReference(value: Value | undefined): boolean {
    return /\$\{[^}]+\}/.test(String(value));
}
