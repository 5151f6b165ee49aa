import type * as k8s from "@pulumi/kubernetes";

/** User and group of the official images of all three parts (zookeeper, apache/kafka, panubo/cmak). */
const uid = 1000;

/** What the `restricted` Pod Security level asks of a pod; disks are made accessible to the user once, not at every start. */
const podSecurity: k8s.types.input.core.v1.PodSecurityContext = {
    runAsNonRoot: true,
    runAsUser: uid,
    runAsGroup: uid,
    fsGroup: uid,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
};

/** What the `restricted` Pod Security level asks of a container. */
export const containerSecurity: k8s.types.input.core.v1.SecurityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
};

/** The same, for a container that writes to its volumes only. */
export const readOnlyContainerSecurity: k8s.types.input.core.v1.SecurityContext = {
    ...containerSecurity,
    readOnlyRootFilesystem: true,
};

/**
 * What every pod of this program sets: no service account token, for nothing here talks to the API server; no Service links, for a
 * Service called `kafka` would put `KAFKA_PORT=tcp://…` into the environment, which images read as a setting.
 */
export const podDefaults = {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: podSecurity,
} as const satisfies Partial<k8s.types.input.core.v1.PodSpec>;
