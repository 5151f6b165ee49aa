import list from "./broker-properties.json";
import { narrowed } from "./limits";
import { nearest } from "../nearest";
import type { BrokerProperty } from "./property";

const known = list as Readonly<Record<string, BrokerProperty>>;

/**
 * Every property that a broker of Kafka 3.9.2 knows, internal ones included. The list is made from the broker itself:
 * see BrokerProperties.java. Some are narrowed beyond what their definition says.
 */
export const brokerProperties: Readonly<Record<string, BrokerProperty>> = Object.fromEntries(
    Object.entries(known).map(([name, property]) => [name, { ...property, ...narrowed[name] }]),
);

/** Names that belong to plug-ins, or carry a name of the user's own. */
const open = [
    /^listener\.name\./,
    /^config\.providers(\.|$)/,
    /^kafka\.(csv|metrics)\./,
    /^metrics\.context\./,
    /^(rsm|rlmm)\.config\./,
    // kafka.security.authorizer.AclAuthorizer reads these beside the broker's own.
    /^(super\.users|allow\.everyone\.if\.no\.acl\.found)$/,
];

/** What is known about a property; undefined for names of plug-ins and for unknown ones. */
export function brokerProperty(name: string): BrokerProperty | undefined {
    return Object.hasOwn(brokerProperties, name) ? brokerProperties[name] : undefined;
}

/** A listener's own value of a property is named `listener.name.<listener>.<property>`, that of a SASL mechanism has its name in between. */
const ofListener = /^listener\.name\.[^.]+\.((scram-sha-\d+|plain|gssapi|oauthbearer)\.)?/;

/** The same for one listener's own value of a property, too. */
export function valueProperty(name: string): BrokerProperty | undefined {
    return brokerProperty(name.replace(ofListener, ""));
}

/** Whether a name is a broker's own, or one that plug-ins are known to read. */
export function isKnownProperty(name: string): boolean {
    return brokerProperty(name) !== undefined || open.some((shape) => shape.test(name));
}

/**
 * The property that an unknown name most likely means; undefined where none is near, as for a plug-in's own.
 * A topic's property (`retention.ms`) means the broker's default for it (`log.retention.ms`).
 */
export function meantProperty(name: string): string | undefined {
    const ofTopic = name === "max.message.bytes" ? "message.max.bytes" : `log.${name}`;
    return brokerProperty(ofTopic) === undefined ? nearest(name, Object.keys(brokerProperties), 2) : ofTopic;
}
