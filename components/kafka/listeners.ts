import { externalListener, internalListener, ports } from "../../model/names";
import type { BrokerSettings } from "./settings";

/** A listener of every broker: the one place that says which there are, on which ports, and how each is secured. */
export interface Listener {
    /** Its name in Kafka's properties. */
    readonly name: string;
    /** Name of the container's port; Services and probes refer to it. */
    readonly portName: "kafka" | "external";
    /** The container's port. */
    readonly port: number;
    /** How it is secured (Kafka, SecurityProtocol). */
    readonly protocol: "PLAINTEXT";
}

const internal: Listener = {
    name: internalListener,
    portName: "kafka",
    port: ports.kafka,
    protocol: "PLAINTEXT",
};

const external: Listener = {
    name: externalListener,
    portName: "external",
    port: ports.kafkaExternal,
    protocol: "PLAINTEXT",
};

/** The listeners of every broker; the internal one is always the first (model/names.ts). */
export function listenersOf(settings: Pick<BrokerSettings, "external">): readonly Listener[] {
    return settings.external.type === "none" ? [internal] : [internal, external];
}

/** The broker properties that make the listeners. What each broker advertises differs, and is added by start.sh. */
export function listenerProperties(listeners: readonly Listener[]): Readonly<Record<string, string>> {
    return {
        listeners: listeners.map(({ name, port }) => `${name}://:${port}`).join(","),
        "listener.security.protocol.map": listeners.map(({ name, protocol }) => `${name}:${protocol}`).join(","),
        "inter.broker.listener.name": internal.name,
    };
}
