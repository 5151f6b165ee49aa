import type * as k8s from "@pulumi/kubernetes";
import { notAwaited } from "../kubernetes/services";
import { pathPrefix } from "./path";
import type { KafkaManagerSettings } from "./settings";

/**
 * The annotations of the console's Ingress. The provider would wait ten minutes for an address in its status and then fail
 * (pulumi-kubernetes, provider/pkg/await/ingress.go), which many controllers never write there.
 */
export function ingressAnnotations({ ingress }: KafkaManagerSettings): Readonly<Record<string, string>> {
    return { ...ingress.annotations, ...notAwaited };
}

/** The Ingress in front of the console's Service; undefined where no host is set. */
export function consoleIngress(
    { ingress }: KafkaManagerSettings,
    service: string,
): k8s.types.input.networking.v1.IngressSpec | undefined {
    const { host, path, className, tlsSecretName } = ingress;
    if (host === undefined) {
        return undefined;
    }
    return {
        ...(className === undefined ? {} : { ingressClassName: className }),
        ...(tlsSecretName === undefined ? {} : { tls: [{ hosts: [host], secretName: tlsSecretName }] }),
        rules: [
            {
                host,
                http: {
                    paths: [
                        { path, pathType: "Prefix", backend: { service: { name: service, port: { name: "http" } } } },
                    ],
                },
            },
        ],
    };
}

/** Where people reach the console through its Ingress, `https://host/path`; undefined where it has none, or does not run. */
export function externalUrl(settings: KafkaManagerSettings): string | undefined {
    const { host, tlsSecretName } = settings.ingress;
    return settings.enabled && host !== undefined
        ? `${tlsSecretName === undefined ? "http" : "https"}://${host}${pathPrefix(settings)}`
        : undefined;
}
