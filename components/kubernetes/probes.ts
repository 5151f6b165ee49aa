import type * as k8s from "@pulumi/kubernetes";

/** A probe of a container. */
export type Probe = k8s.types.input.core.v1.Probe;

/** When a probe is made and how often it may fail. */
export type Timing = Pick<Probe, "periodSeconds" | "timeoutSeconds" | "failureThreshold" | "initialDelaySeconds">;

/** Succeeds once something listens on the named container port. */
export function tcpProbe(port: string, timing: Timing): Probe {
    return { tcpSocket: { port }, ...timing };
}

/** Succeeds while the command exits with 0. */
export function execProbe(command: readonly string[], timing: Timing): Probe {
    return { exec: { command: [...command] }, ...timing };
}

/** Succeeds while the path answers 200 to 399 on the named container port. */
export function httpProbe(path: string, port: string, timing: Timing): Probe {
    return { httpGet: { path, port }, ...timing };
}
