import { openListeners, propertiesOf } from "../objects/brokerProperties";
import { at, fields, list, text, word } from "../objects/json";
import type { Json } from "../objects/json";
import { clusterType, isOfCluster, kindOf, line, nameOf, namespaceOf } from "../objects/object";
import type { Declared } from "../objects/object";
import { containersOf, labelsOf, partOf, podOf, selects } from "../objects/pods";
import { resourcePolicy, stackPolicy } from "../policy";

/** As soon as brokers of this project take logins, those who come from outside have to (components/kafka/listeners.ts). */
export const exposedBrokers = resourcePolicy(
    {
        name: "kafka-exposed-with-login",
        description: "Brokers of this project are reached from outside only by who logs in.",
        settings: {},
    },
    ({ type, props }) => {
        const settings = at(props, "settings");
        const external = at(settings, "brokers", "external", "type") ?? "none";
        const isOpen = external !== "none" && (at(settings, "security", "authentication") ?? "none") === "none";
        return type === clusterType && isOpen
            ? [
                  line(
                      "kafka:brokers.external.type",
                      external,
                      "must be none while kafka:security.authentication is none, or everybody outside reads and writes every topic",
                      "set kafka:security.authentication to offered, or external.type to none",
                  ),
              ]
            : [];
    },
);

/** A way in from outside of the Kubernetes cluster: a Service, and why it is one. */
interface Door {
    readonly service: Declared;
    readonly how: string;
}

/**
 * The same of any brokers, ensembles and consoles, by the Services and Ingresses in front of them. Needs the properties of brokers: those of a
 * cluster of this project are not known in its first preview, where `kafka-exposed-with-login` judges its settings.
 */
export const exposedServices = stackPolicy<{ readonly closedParts: readonly string[] }>(
    {
        name: "services-exposed-with-login",
        description: "NodePorts, load balancers and Ingresses lead to nothing that asks nobody for a login.",
        settings: {
            closedParts: {
                type: "array",
                items: { type: "string" },
                default: ["zookeeper"],
                description: "Pods that nobody outside may reach at all, by their label `app.kubernetes.io/name`.",
            },
        },
    },
    (resources, { closedParts }) => {
        const configMaps = resources.filter((object) => kindOf(object) === "ConfigMap");
        const workloads = resources.filter((object) => podOf(object) !== undefined);
        return doorsOf(resources).flatMap(({ service, how }) =>
            workloads
                .filter((object) => isBehind(object, service))
                .flatMap((object) =>
                    openTo(object, service, configMaps, closedParts).map((what) => ({
                        urn: service.urn,
                        message: `${nameOf(service)} is open to the outside (${how}): must not lead to ${what}; ${adviceFor(object)}`,
                    })),
                ),
        );
    },
);

function adviceFor(object: Declared): string {
    return isOfCluster(object)
        ? "set kafka:security.authentication, or make the Service a ClusterIP"
        : "have it ask for logins (SASL, or SSL with ssl.client.auth=required), or make the Service a ClusterIP";
}

function doorsOf(resources: readonly Declared[]): readonly Door[] {
    const ingresses = resources.filter((object) => kindOf(object) === "Ingress");
    return resources
        .filter((object) => kindOf(object) === "Service")
        .flatMap((service): readonly Door[] => {
            const type = text(service.props, "spec", "type") ?? "ClusterIP";
            const ingress = ingresses.find((one) => leadsTo(one, service));
            if (type === "NodePort" || type === "LoadBalancer") {
                return [{ service, how: type }];
            }
            if (list(service.props, "spec", "externalIPs").length > 0) {
                return [{ service, how: "externalIPs" }];
            }
            return ingress === undefined ? [] : [{ service, how: nameOf(ingress) }];
        });
}

function leadsTo(ingress: Declared, service: Declared): boolean {
    const backends = [
        at(ingress.props, "spec", "defaultBackend"),
        ...list(ingress.props, "spec", "rules").flatMap((rule) =>
            list(rule, "http", "paths").map((path) => at(path, "backend")),
        ),
    ];
    const names = backends.map((backend) => text(backend, "service", "name"));
    const name = text(service.props, "metadata", "name");
    return name !== undefined && namespaceOf(ingress) === namespaceOf(service) && names.includes(name);
}

/** A Service for one pod of a set selects it by a label that its template has not: the controller adds it. */
const podNameLabel = "statefulset.kubernetes.io/pod-name";

function isBehind(object: Declared, service: Declared): boolean {
    const selector = fields(service.props, "spec", "selector");
    const podName = selector.find(([label]) => label === podNameLabel)?.[1];
    const others = selector.filter(([label]) => label !== podNameLabel);
    const isItsPod =
        podName === undefined ||
        (kindOf(object) === "StatefulSet" &&
            word(podName)?.replace(/-\d+$/, "") === text(object.props, "metadata", "name"));
    // Without a selector a Service leads to no pods by itself.
    return (
        selector.length > 0 &&
        isItsPod &&
        namespaceOf(object) === namespaceOf(service) &&
        selects({ matchLabels: Object.fromEntries(others) }, labelsOf(podOf(object)))
    );
}

/** What the ports of a Service lead to that asks nobody who they are. */
function openTo(
    object: Declared,
    service: Declared,
    configMaps: readonly Declared[],
    closedParts: readonly string[],
): readonly string[] {
    const part = partOf(podOf(object));
    if (part !== undefined && closedParts.includes(part)) {
        return [`${nameOf(object)}, which nobody outside may reach`];
    }
    const listeners = openListeners(propertiesOf(object, configMaps));
    const ports = list(service.props, "spec", "ports").map((port) => targetOf(port, object));
    const brokers = [...listeners]
        .filter(([port]) => ports.includes(port))
        .map(([port, listener]) => `port ${port} of ${nameOf(object)}, listener ${listener}`);
    return [...brokers, ...openConsoles(object)];
}

/** The port of the pods that a port of a Service leads to: a name is looked up, and what is not given is the Service's own. */
function targetOf(port: Json, object: Declared): number | undefined {
    const target = at(port, "targetPort") ?? at(port, "port");
    const named = containersOf(podOf(object))
        .flatMap(({ spec }) => list(spec, "ports"))
        .find((one) => at(one, "name") === target);
    const found = at(named, "containerPort") ?? target;
    return found === undefined ? undefined : Number(found);
}

/** CMAK asks for no login unless this variable says so (its conf/application.conf). */
function openConsoles(object: Declared): readonly string[] {
    // Not those that run before it, with the same image.
    return list(podOf(object), "spec", "containers")
        .filter((container) => /(^|\/)(cmak|kafka-manager)(?=[:@]|$)/.test(text(container, "image") ?? ""))
        .filter((container) => !hasLogin(container))
        .map(() => `${nameOf(object)}, whose KAFKA_MANAGER_AUTH_ENABLED is not "true"`);
}

function hasLogin(container: Json): boolean {
    const variable = list(container, "env").find((one) => at(one, "name") === "KAFKA_MANAGER_AUTH_ENABLED");
    const value = at(variable, "value");
    return value === "true" || (variable !== undefined && text(variable, "value") === undefined);
}
