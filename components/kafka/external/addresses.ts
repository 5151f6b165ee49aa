import { ports } from "../../../model/names";
import type { ExternalSettings } from "./settings";

/**
 * The first node port where the settings name none. Kubernetes gives none of 30000 to 30085 to anybody who has not asked for it
 * (KEP-3668), so it is free unless somebody has.
 */
export const defaultNodePort = 30000;

/** The last port that Kubernetes gives to Services by default (kube-apiserver, --service-node-port-range). */
export const lastNodePort = 32767;

/** What stands for a broker's number in host names and annotations. */
export const placeholder = "{broker}";

/** Whom clients connect to: one broker, by its number, or any of them to begin with. */
export type Target = number | "bootstrap";

/** The node port of a Service, where the type is `nodePort`. */
export function nodePortOf({ nodePort = defaultNodePort }: ExternalSettings, target: Target): number {
    return target === "bootstrap" ? nodePort : nodePort + 1 + target;
}

/** The port that clients outside connect to. */
export function externalPort(settings: ExternalSettings, target: Target): number {
    return settings.type === "nodePort" ? nodePortOf(settings, target) : ports.kafkaExternal;
}

/** A text of the settings for one target. */
export function filledIn(text: string, target: Target): string {
    return text.replaceAll(placeholder, String(target));
}

/** Everyone whom clients can connect to, the one to begin with first. */
export function targetsOf(replicas: number): readonly Target[] {
    return ["bootstrap", ...Array.from({ length: replicas }, (_, id) => id)];
}

/** A host and a port; an IPv6 address in brackets. */
export function hostAndPort(host: string, port: number): string {
    return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** Stands for a host in the output of a stack whose brokers are reached at their nodes: the program does not know those. */
export const anyNode = "<address of a node>";
