import list from "./broker-properties.json";
import { versionsFrom } from "./protocolVersions";

/** What Kafka 3.9 says about one broker property. */
export interface BrokerProperty {
    /** Kafka's type of the value (ConfigDef.Type). */
    readonly type: "boolean" | "class" | "double" | "int" | "list" | "long" | "password" | "short" | "string";
    /** Least number; undefined for none. */
    readonly min?: number;
    /** Greatest number; undefined for none. */
    readonly max?: number;
    /** A number out of these bounds that is allowed all the same. */
    readonly or?: number;
    /** The only values, for `list` the only items. */
    readonly words?: readonly string[];
    /** What a text must match, and the same in words. */
    readonly shape?: { readonly pattern: RegExp; readonly rule: string };
    /** Of numbers: what holds where none is set. */
    readonly default?: number;
}

/** What a broker refuses at its start although the definition of the property does not say so (Kafka 3.9.2). */
const fatal: Readonly<Record<string, Partial<BrokerProperty>>> = {
    // KafkaConfig.validateValues.
    "log.cleaner.threads": { min: 1 },
    "log.retention.hours": { min: 1, or: -1 },
    "log.retention.minutes": { min: 1, or: -1 },
    "log.retention.ms": { min: 1, or: -1 },
    "log.roll.jitter.ms": { min: 0 },
    "log.roll.ms": { min: 1 },
    // The new protocol of consumer groups (KIP-848) is KRaft's alone (KafkaConfig.groupCoordinatorRebalanceProtocols).
    "group.coordinator.rebalance.protocols": { type: "string", words: ["classic"] },
    // MetadataVersionValidator; below 0.11.0 the protocol does not hold records as they are written by default.
    "inter.broker.protocol.version": { shape: versionsFrom("0.11.0") },
    "log.message.format.version": { shape: versionsFrom("0.8.0") },
    // LogConfig, of every topic.
    "log.flush.interval.ms": { min: 0 },
    "log.flush.scheduler.interval.ms": { min: 0 },
    // GroupCoordinatorConfig; CompressionType.forId.
    "offsets.commit.required.acks": { min: -1 },
    "offsets.topic.compression.codec": { min: 0, max: 4 },
    // RemoteLogManagerConfig.
    "remote.log.manager.copier.thread.pool.size": { min: 1, or: -1 },
    "remote.log.manager.expiration.thread.pool.size": { min: 1, or: -1 },
};

/**
 * What would lock everybody out, brokers and the Job that sets and takes back such values included: they all come in by the one
 * listener, so the exemption of the one between brokers (ConnectionQuotas.protectedListener) does not hold. ZooKeeper keeps the
 * value beyond restarts.
 */
const locking: Readonly<Record<string, Partial<BrokerProperty>>> = {
    "max.connection.creation.rate": { min: 10 },
    "max.connections": { min: 100 },
    "max.connections.per.ip": { min: 20 },
    // The address of a pod is another broker's tomorrow.
    "max.connections.per.ip.overrides": {
        shape: {
            pattern: /^(\s*[^\s,[\]]+:([2-9]\d|[1-9]\d{2,8})\s*(,(?!$)|$))*$/,
            rule: "addresses with their connections, each at least 20, such as 10.0.0.9:50,10.0.0.10:50",
        },
    },
    // A longer request ends its connection (NetworkReceive): those of the controller to a broker name every partition.
    "socket.request.max.bytes": { min: 1_048_576 },
};

/** Broker properties of which not every value that their definition allows can be used, and what is left of them. */
const limits: Readonly<Record<string, Partial<BrokerProperty>>> = { ...fatal, ...locking };

const known = list as Readonly<Record<string, BrokerProperty>>;

/**
 * Every property that a broker of Kafka 3.9.2 knows, internal ones included. The list is made from the broker itself:
 * see KafkaProperties.java. Some are narrowed beyond what their definition says.
 */
export const brokerProperties: Readonly<Record<string, BrokerProperty>> = Object.fromEntries(
    Object.entries(known).map(([name, property]) => [name, { ...property, ...limits[name] }]),
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

const secretNames = /(password|passphrase|secret|token|credentials?|api[._-]?key|private[._-]?key)$/i;

/** Whether a value is nobody's to see: Kafka says so of its own properties, of those of plug-ins their names tell. */
export function isSecretProperty(name: string): boolean {
    const property = valueProperty(name);
    return property === undefined ? secretNames.test(name) : property.type === "password";
}

/** Whether a name is a broker's own, or one that plug-ins are known to read. */
export function isKnownProperty(name: string): boolean {
    return brokerProperty(name) !== undefined || open.some((shape) => shape.test(name));
}
