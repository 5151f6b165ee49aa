import type * as k8s from "@pulumi/kubernetes";
import type { Labels } from "../kubernetes/metadata";
import type { KafkaManagerSettings } from "./settings";

/** The port on every node that the article opens. */
const defaultNodePort = 30900;

/** The Service of the console, of the type that the settings ask for. */
export function consoleService(
    selector: Labels,
    settings: KafkaManagerSettings,
    port: number,
): k8s.types.input.core.v1.ServiceSpec {
    const { type, nodePort } = settings.service;
    return {
        type,
        selector,
        ports: [
            {
                name: "http",
                port,
                targetPort: "http",
                protocol: "TCP",
                ...(type === "NodePort" ? { nodePort: nodePort ?? defaultNodePort } : {}),
            },
        ],
    };
}
