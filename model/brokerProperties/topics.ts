import { brokerProperty } from "./definitions";
import type { BrokerProperty } from "./definitions";
import { effectiveNumber, userValue } from "./effective";
import type { ConfiguredBrokers } from "./effective";
import { versionsFrom } from "./protocolVersions";
import list from "./topic-properties.json";
import { refusal } from "./value";
import type { BrokerConfig, Value } from "./value";

/** What Kafka 3.9 says about one property of topics. */
export interface TopicProperty extends BrokerProperty {
    /** The broker property that holds for topics which have no value of their own; undefined where there is none. */
    readonly broker?: string;
}

/** What the definition of a property does not say (Kafka 3.9.2, MessageFormatVersion). */
const limits: Readonly<Record<string, Partial<TopicProperty>>> = {
    "message.format.version": { shape: versionsFrom("0.8.0") },
};

/** Every property that a topic of Kafka 3.9.2 can have. The list is made from Kafka itself: see KafkaProperties.java. */
export const topicProperties: Readonly<Record<string, TopicProperty>> = Object.fromEntries(
    Object.entries(list as Readonly<Record<string, TopicProperty>>).map(([name, property]) => [
        name,
        { ...property, ...limits[name] },
    ]),
);

const throttled = "moves of partitions set it, and take it away again";
const kraftOnly = "Kafka refuses it where it runs with ZooKeeper (LogConfig, 3.9)";

/** Properties that a stack file may not give a topic, and why. */
const reserved: Readonly<Record<string, string>> = {
    "follower.replication.throttled.replicas": throttled,
    "leader.replication.throttled.replicas": throttled,
    "remote.log.copy.disable": kraftOnly,
    "remote.log.delete.on.disable": kraftOnly,
};

/** Why a stack file may not give a topic this property; undefined where it may. */
export function topicReservedBecause(name: string): string | undefined {
    return Object.hasOwn(reserved, name) ? reserved[name] : undefined;
}

/** What is known of a topic's property; undefined where Kafka has none of this name. */
export function topicProperty(name: string): TopicProperty | undefined {
    return Object.hasOwn(topicProperties, name) ? topicProperties[name] : undefined;
}

/** The property of topics whose default for all of them is this one of the brokers; undefined where there is none. */
export function topicPropertyOf(brokerName: string): string | undefined {
    return Object.entries(topicProperties).find(([, { broker }]) => broker === brokerName)?.[0];
}

/** What a value must be and is not; undefined where nothing is wrong. Of topics Kafka resolves no reference. */
export function topicViolation(name: string, value: Value): string | undefined {
    const property = topicProperty(name);
    return property === undefined ? undefined : refusal(property, value);
}

/** The text that Kafka is given: it takes blanks around numbers, flags and items of lists, and every other reader is spared them. */
export function topicText(name: string, value: Value): string {
    const text = String(value).trim();
    return topicProperty(name)?.type === "list" ? text.split(/\s*,\s*/).join(",") : text;
}

/** The value that a topic with these properties has by the stack file, its own or the brokers'; undefined where Kafka's default holds. */
export function topicValue(config: BrokerConfig, brokers: ConfiguredBrokers, name: string): Value | undefined {
    const broker = topicProperty(name)?.broker;
    return userValue(config, name) ?? (broker === undefined ? undefined : userValue(brokers.config, broker));
}

/** The number that holds for a topic: its own, that of the brokers, or Kafka's default; NaN where it is wrong by itself, a reference or none. */
export function topicNumber(config: BrokerConfig, brokers: ConfiguredBrokers, name: string): number {
    const own = userValue(config, name);
    if (own !== undefined) {
        return topicViolation(name, own) === undefined ? Number(own) : NaN;
    }
    const property = topicProperty(name);
    const { broker } = property ?? {};
    // Some have a default of the brokers under another name only: log.retention.ms has that of log.retention.hours.
    const inherits = broker !== undefined && (brokerProperty(broker)?.default !== undefined || isSet(brokers, broker));
    return inherits ? effectiveNumber(brokers, broker) : (property?.default ?? NaN);
}

function isSet(brokers: ConfiguredBrokers, name: string): boolean {
    return userValue(brokers.config, name) !== undefined;
}
