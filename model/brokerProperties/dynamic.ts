import list from "./dynamic-properties.json";
import { isReference } from "./value";
import type { Value } from "./value";

/** The broker properties that one value for all brokers can change while they run. Made from Kafka 3.9.2 itself: see DynamicProperties.java. */
export const dynamicNames: readonly string[] = list.names;

/** Those among them that are numbers of threads: one change may at most double or halve the running value. */
export const threadNames: readonly string[] = list.threads;

const dynamic: ReadonlySet<string> = new Set(dynamicNames);

/** How a changed broker property reaches the brokers: at their start, or by one dynamic value for all of them. */
export type Reach = "at the start" | "all brokers";

/**
 * How a change of a property from one value to the other (undefined: not set) is applied. References are resolved by a broker at its
 * start, so they always go the long way; so do the properties that each broker has for itself (listeners, keys, throttles).
 */
export function reach(name: string, from: Value | undefined, to: Value | undefined): Reach {
    return dynamic.has(name) && !isReference(from) && !isReference(to) ? "all brokers" : "at the start";
}

/** The properties of `kafka:brokers.config` that stand in server.properties: a change of one restarts the brokers. */
export function startProperties(config: Readonly<Record<string, Value>>): Record<string, Value> {
    return chosen(config, "at the start");
}

/** The properties of `kafka:brokers.config` that are set while the brokers run, for all of them. */
export function liveProperties(config: Readonly<Record<string, Value>>): Record<string, Value> {
    return chosen(config, "all brokers");
}

function chosen(config: Readonly<Record<string, Value>>, how: Reach): Record<string, Value> {
    return Object.fromEntries(Object.entries(config).filter(([name, value]) => reach(name, undefined, value) === how));
}
