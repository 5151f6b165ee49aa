import { brokerProperty } from "./definitions";
import { derivedProperties } from "./derived";
import type { SizedBrokers } from "./derived";
import { violation } from "./value";
import type { BrokerConfig, Value } from "./value";

/** As much of `kafka:brokers` as decides which properties the brokers run with. */
export interface ConfiguredBrokers extends SizedBrokers {
    /** `kafka:brokers.config`: the properties that the user sets. */
    readonly config: BrokerConfig;
}

/** The value of a property that the user sets; undefined where none is set. */
export function userValue(config: BrokerConfig, name: string): Value | undefined {
    return Object.hasOwn(config, name) ? config[name] : undefined;
}

/** The value that the program gives a property in server.properties: the user's, else the derived one; undefined where Kafka's own default holds. */
export function effective(brokers: ConfiguredBrokers, name: string): Value | undefined {
    return userValue(brokers.config, name) ?? userValue(derivedProperties(brokers), name);
}

/**
 * The number that brokers run with: the user's, the derived one, or Kafka's own default. NaN, which is neither more nor less than anything,
 * where the value is a reference or wrong by itself, and where Kafka's default is no number.
 */
export function effectiveNumber(brokers: ConfiguredBrokers, name: string): number {
    const value = effective(brokers, name);
    if (value === undefined) {
        return brokerProperty(name)?.default ?? NaN;
    }
    return violation(name, value) === undefined ? Number(value) : NaN;
}
