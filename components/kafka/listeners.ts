import { externalListener, internalListener, ports, saslListener } from "../../model/names";
import { brokersLogIn, isOpen, takesLogins } from "../security/authentication";
import type { ListenerSecurity } from "../security/authentication";
import type { BrokerSettings } from "./settings";

/** How a listener is secured (Kafka, SecurityProtocol). */
type Protocol = "PLAINTEXT" | "SASL_PLAINTEXT" | "SASL_SSL";

/** A listener of every broker: the one place that says which there are, on which ports, and how each is secured. */
export interface Listener {
    /** Its name in Kafka's properties. */
    readonly name: string;
    /** Name of the container's port; Services and probes refer to it. */
    readonly portName: "kafka" | "kafka-sasl" | "external";
    /** The container's port. */
    readonly port: number;
    /** How it is secured. */
    readonly protocol: Protocol;
}

const internal: Listener = {
    name: internalListener,
    portName: "kafka",
    port: ports.kafka,
    protocol: "PLAINTEXT",
};

/** The listener that takes logins, inside the cluster. */
export const sasl = {
    name: saslListener,
    portName: "kafka-sasl",
    port: ports.kafkaSasl,
} as const satisfies Omit<Listener, "protocol">;

/** How connections of those who log in are secured. */
export function protocolOfLogins({ tls }: Pick<ListenerSecurity, "tls">): Protocol {
    return tls === undefined ? "SASL_PLAINTEXT" : "SASL_SSL";
}

/** The listeners that every broker has at its own address; those for clients of the same cluster. */
export function innerListeners(security: ListenerSecurity): readonly Listener[] {
    const { authentication } = security;
    return [
        ...(isOpen(authentication) ? [internal] : []),
        ...(takesLogins(authentication) ? [{ ...sasl, protocol: protocolOfLogins(security) }] : []),
    ];
}

/** The listeners of every broker; those at its own address are the first (model/names.ts). Whoever comes from outside logs in as soon as anybody can. */
export function listenersOf(
    { external }: Pick<BrokerSettings, "external">,
    security: ListenerSecurity,
): readonly Listener[] {
    const protocol = takesLogins(security.authentication) ? protocolOfLogins(security) : "PLAINTEXT";
    return [
        ...innerListeners(security),
        ...(external.type === "none"
            ? []
            : ([
                  { name: externalListener, portName: "external", port: ports.kafkaExternal, protocol },
              ] satisfies readonly Listener[])),
    ];
}

/** The listener by which brokers talk to each other, and the program's own tools to them: every broker has it, restarted or not (authentication.ts). */
export function ownListener(security: ListenerSecurity): Listener {
    return brokersLogIn(security.authentication) ? { ...sasl, protocol: protocolOfLogins(security) } : internal;
}

/** The broker properties that make the listeners. What each broker advertises differs, and is added by start.sh. */
export function listenerProperties(
    settings: Pick<BrokerSettings, "external">,
    security: ListenerSecurity,
): Readonly<Record<string, string>> {
    const listeners = listenersOf(settings, security);
    return {
        listeners: listeners.map(({ name, port }) => `${name}://:${port}`).join(","),
        "listener.security.protocol.map": listeners.map(({ name, protocol }) => `${name}:${protocol}`).join(","),
        "inter.broker.listener.name": ownListener(security).name,
    };
}
