import list from "./dynamic-properties.json";
import { isReference } from "./effectiveProperties";
import type { Value } from "./effectiveProperties";

interface DynamicProperty {
    /** `cluster`: one value for all brokers; `broker`: each broker has its own. */
    readonly scope: string;
    /** For numbers of threads, of which one change may at most double or halve the running value: Kafka's default. */
    readonly steppedFrom?: number;
}

/** What Kafka 3.9.2 can change while a broker runs. Made from the broker itself: see DynamicProperties.java. */
const properties: Readonly<Record<string, DynamicProperty>> = list;

/** How a changed broker property reaches the brokers: at their start, by one dynamic value for all, or by one for each. */
export type Reach = "at the start" | "all brokers" | "each broker";

/**
 * How a change of a property from one value to the other (undefined: not set) is applied. References are resolved by a broker at its
 * start, so they always go the long way. A property of one listener is as dynamic as the property itself.
 */
export function reach(name: string, from: Value | undefined, to: Value | undefined): Reach {
    const property = dynamicProperty(
        name.replace(/^listener\.name\.[^.]+\.((scram-sha-\d+|plain|gssapi|oauthbearer)\.)?/, ""),
    );
    if (property === undefined || isReference(from) || isReference(to)) {
        return "at the start";
    }
    return property.scope === "cluster" && !name.startsWith("listener.name.") ? "all brokers" : "each broker";
}

/** Kafka's default number of threads for a property that one change may at most double or halve; undefined for every other. */
export function steppedFrom(name: string): number | undefined {
    return dynamicProperty(name)?.steppedFrom;
}

/** The numbers of threads on the way, both ends included: each at most twice the one before and at least half of it, rounded down. */
export function threadSteps(from: number, to: number): number[] {
    const next = to > from ? Math.min(to, from * 2) : Math.max(to, Math.floor(from / 2), 1);
    return next === from ? [from] : [from, ...threadSteps(next, to)];
}

function dynamicProperty(name: string): DynamicProperty | undefined {
    return Object.hasOwn(properties, name) ? properties[name] : undefined;
}
