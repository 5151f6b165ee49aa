import type * as k8s from "@pulumi/kubernetes";
import type { Labels } from "../kubernetes/metadata";
import type { KafkaManagerSettings } from "./settings";

/** The port on every node that the article opens. */
const defaultNodePort = 30900;

/** The port that the console holds on every node; undefined where it holds none of its own choice. */
export function consoleNodePort({ enabled, service }: KafkaManagerSettings): number | undefined {
    return enabled && service.type === "NodePort" ? (service.nodePort ?? defaultNodePort) : undefined;
}

/** Whether the console's Service is there for callers from outside of the Kubernetes cluster, whose addresses nobody knows. */
export function isPublished({ service }: KafkaManagerSettings): boolean {
    return service.type !== "ClusterIP";
}

/** The Service of the console, of the type that the settings ask for. */
export function consoleService(
    selector: Labels,
    settings: KafkaManagerSettings,
    port: number,
): k8s.types.input.core.v1.ServiceSpec {
    const { type } = settings.service;
    const nodePort = consoleNodePort(settings);
    return {
        type,
        selector,
        ports: [
            {
                name: "http",
                port,
                targetPort: "http",
                protocol: "TCP",
                ...(nodePort === undefined ? {} : { nodePort }),
            },
        ],
    };
}
