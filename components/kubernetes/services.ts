import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Labels } from "./metadata";

/** Ports by name; every target is the container port of the same name. */
export type Ports = Readonly<Record<string, number>>;

type ServiceSpec = k8s.types.input.core.v1.ServiceSpec;

function portList(ports: Ports): k8s.types.input.core.v1.ServicePort[] {
    return Object.entries(ports).map(([name, port]) => ({ name, port, targetPort: name, protocol: "TCP" }));
}

/** Gives every pod a DNS name, before it is ready too: peers must find each other in order to become ready. */
export function headlessService(selector: Labels, ports: Ports): ServiceSpec {
    return { clusterIP: "None", publishNotReadyAddresses: true, selector, ports: portList(ports) };
}

/** One address for the pods that are ready. */
export function clientService(selector: Labels, ports: Ports): ServiceSpec {
    return { type: "ClusterIP", selector, ports: portList(ports) };
}

/**
 * For Services with an address inside the cluster: the provider would wait until their endpoints have been settled for ten seconds, although
 * the pods behind them are awaited already.
 */
export const notAwaited: Readonly<Record<string, string>> = { "pulumi.com/skipAwait": "true" };

/** The DNS name of a Service, fully qualified, so that it resolves in every namespace. */
export function serviceDns(
    metadata: pulumi.Output<k8s.types.output.meta.v1.ObjectMeta>,
    clusterDomain: string,
): pulumi.Output<string> {
    return pulumi.interpolate`${metadata.name}.${metadata.namespace}.svc.${clusterDomain}`;
}
