import { nearest } from "../nearest";
import { brokerProperties, brokerProperty, isKnownProperty } from "./definitions";
import { reservedBecause } from "./reserved";
import { topicProperties, topicProperty, topicPropertyOf } from "./topics";

/** Every name that can be misspelt. */
const spelled = [...Object.keys(brokerProperties), ...Object.keys(topicProperties)];

/** What a name that is no broker property stands for. */
export type Meant =
    /** A broker property of another name. */
    | { readonly kind: "property"; readonly name: string }
    /** A property of topics that has no default for all of them. */
    | { readonly kind: "topic" }
    /** The Java options with the heap. */
    | { readonly kind: "heap" }
    /** An environment variable of images, and the property that it would set: a plug-in's, if it sets one at all. */
    | { readonly kind: "variable"; readonly property: string };

/**
 * What an unknown name most likely means: a slip, a topic's property (`retention.ms`), or a variable by which images set properties
 * (`KAFKA_LOG_RETENTION_HOURS`). Undefined where nothing is near, as for a plug-in's own.
 */
export function meantProperty(name: string): Meant | undefined {
    if (/(^|_)HEAP_OPTS$/.test(name)) {
        return { kind: "heap" };
    }
    const property = variableProperty(name);
    return property === undefined ? byName(name) : (byName(property) ?? { kind: "variable", property });
}

/**
 * The property that an environment variable sets: apache/kafka and Confluent's images take KAFKA_ away, Bitnami's KAFKA_CFG_, and all read
 * `___` as '-', `__` as '_' and `_` as '.'. Undefined for what is not spelled like one.
 */
function variableProperty(name: string): string | undefined {
    const [prefix] = /^kafka_(cfg_)?/i.exec(name) ?? (/^[A-Z][A-Z0-9]*(_+[A-Z0-9]+)+$/.test(name) ? [""] : []);
    const signs: Readonly<Record<string, string>> = { _: ".", __: "_", ___: "-" };
    return prefix === undefined || prefix.length === name.length
        ? undefined
        : name
              .slice(prefix.length)
              .toLowerCase()
              .replace(/_{1,3}/g, (sign) => signs[sign] ?? sign);
}

function byName(name: string): Meant | undefined {
    if (isKnownProperty(name) || reservedBecause(name) !== undefined) {
        return { kind: "property", name };
    }
    const ofTopics = topicProperty(name);
    if (ofTopics !== undefined) {
        return ofTopics.broker === undefined ? { kind: "topic" } : { kind: "property", name: ofTopics.broker };
    }
    // Some leave out only what most begin with: `retention.hours`.
    const near = brokerProperty(`log.${name}`) === undefined ? nearest(name, spelled, 2) : `log.${name}`;
    return near === undefined ? undefined : byName(near);
}

/**
 * The property of topics that an unknown name most likely means: a slip, the broker property that is its default (`log.retention.ms`), or one in
 * another unit (`retention.hours`). Undefined where nothing is near.
 */
export function meantTopicProperty(name: string): string | undefined {
    const inMs = name.replace(/\.(hours|minutes)$/, ".ms");
    const near = topicPropertyOf(inMs) ?? nearest(inMs, Object.keys(topicProperties), 2);
    if (near !== undefined) {
        return near;
    }
    const property = nearest(inMs, Object.keys(brokerProperties), 2);
    return property === undefined ? undefined : topicPropertyOf(property);
}
