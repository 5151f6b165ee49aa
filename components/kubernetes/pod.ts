import type * as k8s from "@pulumi/kubernetes";
import { withoutRegistry } from "../../model/imageReference";
import { quantity } from "../../model/quantity";
import { ephemeralStorage } from "./scratch";
import type { Scratch } from "./scratch";
import { scheduled } from "./spread";
import type { Scheduling } from "./spread";

/** Number of the user and of the group of the official images of all three parts (zookeeper, apache/kafka, panubo/cmak). */
export const imageUser = 1000;

/** Who the processes of a pod are. */
export interface RunsAs {
    /** Whether the platform gives pods their user and group, as OpenShift does: then they ask for none. Default: false. */
    readonly assignsUsers?: boolean | undefined;
    /** Number of the user, above 0. Default: {@link imageUser}. */
    readonly user?: number | undefined;
    /** Number of the group, above 0, to which the disks are given too. Default: {@link imageUser}. */
    readonly group?: number | undefined;
}

/** What the `restricted` Pod Security level asks of a pod; disks are made accessible to the group once, not at every start. */
const podSecurity: k8s.types.input.core.v1.PodSecurityContext = {
    runAsNonRoot: true,
    fsGroupChangePolicy: "OnRootMismatch",
    seccompProfile: { type: "RuntimeDefault" },
};

/** What the `restricted` Pod Security level asks of a container, and that it writes to its volumes only. */
export const containerSecurity: k8s.types.input.core.v1.SecurityContext = {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ["ALL"] },
    readOnlyRootFilesystem: true,
};

function securityContext(runsAs: RunsAs): k8s.types.input.core.v1.PodSecurityContext {
    const { assignsUsers = false, user = imageUser, group = imageUser } = runsAs;
    return assignsUsers ? podSecurity : { ...podSecurity, runAsUser: user, runAsGroup: group, fsGroup: group };
}

/**
 * What every pod of this program sets: no service account token, for nothing that serves talks to the API server; no Service links, for a
 * Service called `kafka` would put `KAFKA_PORT=tcp://…` into the environment, which images read as a setting.
 */
export const podDefaults = {
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    securityContext: securityContext({}),
} as const satisfies Partial<k8s.types.input.core.v1.PodSpec>;

/** How the images of all parts are pulled. */
export interface Pulling {
    /** Registry that stands in for the one of every image; undefined leaves the references as they are. */
    readonly registry?: string | undefined;
    /** When the kubelet pulls. Default of the settings: `IfNotPresent`. */
    readonly pullPolicy: "IfNotPresent" | "Always" | "Never";
    /** Names of existing Secrets with registry credentials. Default of the settings: none. */
    readonly pullSecrets: readonly string[];
}

/** The reference to pull: the image as it is, or the same repository and tag on the registry given. */
export function imageFrom(pulling: Pulling, reference: string): string {
    return pulling.registry === undefined ? reference : `${pulling.registry}/${withoutRegistry(reference)}`;
}

/** Image and pull policy of a container. */
export function pulled(
    pulling: Pulling,
    reference: string,
): Pick<k8s.types.input.core.v1.Container, "image" | "imagePullPolicy"> {
    return { image: imageFrom(pulling, reference), imagePullPolicy: pulling.pullPolicy };
}

/** The pull secrets of a pod, or nothing. */
function pullSecrets(pulling: Pulling): Pick<k8s.types.input.core.v1.PodSpec, "imagePullSecrets"> {
    return pulling.pullSecrets.length > 0 ? { imagePullSecrets: pulling.pullSecrets.map((name) => ({ name })) } : {};
}

/** The fields that no pod of this program goes without: what it must not have, how its images are pulled, and where it may run. */
export type PodBase = Pick<
    k8s.types.input.core.v1.PodSpec,
    | "automountServiceAccountToken"
    | "enableServiceLinks"
    | "securityContext"
    | "imagePullSecrets"
    | "nodeSelector"
    | "affinity"
    | "tolerations"
    | "priorityClassName"
>;

/** What the pod of every part begins with; without user and group where the platform assigns them, and refuses any other. */
export function podBase(pulling: Pulling, scheduling: Scheduling, runsAs: RunsAs = {}): PodBase {
    return {
        ...podDefaults,
        securityContext: securityContext(runsAs),
        ...pullSecrets(pulling),
        ...scheduled(scheduling),
    };
}

/** What one container may use: Kubernetes quantities. */
export interface Size {
    /** Requested CPU, a Kubernetes quantity. */
    readonly cpu: string | number;
    /** Limit of the CPU, a Kubernetes quantity. Default: none. */
    readonly cpuLimit?: string | number | undefined;
    /** Memory, requested and limit, a Kubernetes quantity. */
    readonly memory: string | number;
}

/**
 * Requests and limits of a container with these scratch directories. Memory is requested in full, for a Java heap is not given back; CPU has
 * no limit unless one is asked for, because throttling looks like a dead peer to ZooKeeper and Kafka.
 */
export function resources(size: Size, directories: readonly Scratch[]): k8s.types.input.core.v1.ResourceRequirements {
    const memory = String(size.memory);
    const disk = ephemeralStorage(directories);
    return {
        requests: { cpu: String(size.cpu), memory, "ephemeral-storage": disk.request },
        limits: {
            ...(size.cpuLimit === undefined ? {} : { cpu: String(size.cpuLimit) }),
            memory,
            "ephemeral-storage": disk.limit,
        },
    };
}

/** What a Job requests at the most, beside the pods that serve. */
const jobCpu = "100m";

/**
 * Requests and limits of a Job of a part: with a limit of the CPU where the part has one, for a quota on limits admits no pod without; and with
 * as much CPU as the part requests, up to a little, so that a LimitRange that admits the part admits its Jobs. Memory is the work's own.
 */
export function jobResources(
    part: Omit<Size, "memory">,
    memory: string,
    directories: readonly Scratch[],
): k8s.types.input.core.v1.ResourceRequirements {
    return resources({ ...part, cpu: quantity(part.cpu) < quantity(jobCpu) ? part.cpu : jobCpu, memory }, directories);
}

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
