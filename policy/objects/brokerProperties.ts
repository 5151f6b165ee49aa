import { at, fields, list, text } from "./json";
import type { Json } from "./json";
import { namespaceOf } from "./object";
import type { Declared } from "./object";
import { podOf } from "./pods";

/** Broker properties by name, as texts. */
export type Properties = Readonly<Record<string, string>>;

/** Reads a properties file, as far as `name=value` lines go: what policies look at is written so everywhere. */
function parsed(file: string): Properties {
    const lines = file.split("\n").map((line) => /^\s*([\w.-]+)\s*[=:]\s*(.*?)\s*$/.exec(line));
    return Object.fromEntries(lines.flatMap((line) => (line === null ? [] : [[line[1] ?? "", line[2] ?? ""]])));
}

/** Whether a file of properties is that of a broker: one of the properties without which no broker starts, and no controller alone (KRaft). */
function isBrokers(properties: Properties): boolean {
    const isBroker = ["zookeeper.connect", "process.roles", "broker.id"].some((name) =>
        Object.hasOwn(properties, name),
    );
    return isBroker && properties["process.roles"]?.trim() !== "controller";
}

/** The files of brokers in a ConfigMap, by key; none where a preview does not know them. */
export function brokerFiles(configMap: Json): readonly (readonly [string, Properties])[] {
    return fields(configMap, "data")
        .map(([key, value]) => [key, typeof value === "string" ? parsed(value) : {}] as const)
        .filter(([, properties]) => isBrokers(properties));
}

/**
 * The properties that pods run with: those of the files in the ConfigMaps that they mount, and variables `KAFKA_…`, by which the images of Apache
 * and Confluent are told properties.
 */
export function propertiesOf(object: Declared, configMaps: readonly Declared[]): Properties {
    const spec = at(podOf(object), "spec");
    const mounted = list(spec, "volumes").map((volume) => text(volume, "configMap", "name"));
    const files = configMaps
        .filter(
            (one) => namespaceOf(one) === namespaceOf(object) && mounted.includes(text(one.props, "metadata", "name")),
        )
        .flatMap(({ props }) => brokerFiles(props).map(([, properties]) => properties));
    const variables = list(spec, "containers")
        .flatMap((container) => list(container, "env"))
        .map((variable) => [text(variable, "name") ?? "", text(variable, "value")] as const)
        .flatMap(([name, value]) =>
            name.startsWith("KAFKA_") && value !== undefined
                ? [[name.slice("KAFKA_".length).toLowerCase().replaceAll("_", "."), value] as const]
                : [],
        );
    return { ...Object.assign({}, ...files), ...Object.fromEntries(variables) } as Properties;
}

/** The ports of the listeners at which nobody has to say who they are, each with its listener. */
export function openListeners(properties: Properties): ReadonlyMap<number, string> {
    const protocols = new Map(
        (properties["listener.security.protocol.map"] ?? "").split(",").map((pair) => {
            const [name = "", protocol = ""] = pair.split(":");
            return [name.trim().toUpperCase(), protocol.trim().toUpperCase()] as const;
        }),
    );
    const open = (properties["listeners"] ?? "").split(",").flatMap((listener) => {
        const [, name = "", port] = /^\s*([\w.-]+):\/\/.*:(\d+)\s*$/.exec(listener) ?? [];
        // Without a map the name of a listener is its protocol.
        const protocol = protocols.get(name.toUpperCase()) ?? name.toUpperCase();
        const client =
            properties[`listener.name.${name.toLowerCase()}.ssl.client.auth`] ?? properties["ssl.client.auth"];
        const asksNobody = protocol === "PLAINTEXT" || (protocol === "SSL" && client !== "required");
        return asksNobody && port !== undefined ? [[Number(port), `${name} (${protocol})`] as const] : [];
    });
    return new Map(open);
}
