import { ofStatefulSet } from "../../../../components/live/rollout/observation";
import type {
    Deployment,
    KubernetesEvent,
    Observation,
    Pod,
    ReplicaSet,
    StatefulSet,
} from "../../../../components/live/rollout/observation";

type Condition = NonNullable<NonNullable<Pod["status"]>["conditions"]>[number];

type ContainerStatus = NonNullable<NonNullable<Pod["status"]>["containerStatuses"]>[number];

type ContainerState = NonNullable<ContainerStatus["state"]>;

/** What the scheduler says of nodes that are too small. */
const noMemory = "0/3 nodes are available: 3 Insufficient memory.";

/** When all these rollouts begin, in milliseconds. */
export const start = Date.parse("2025-01-01T12:00:00Z");

/** So many seconds after that, or before. */
export function at(seconds: number): Date {
    return new Date(start + seconds * 1000);
}

/** The only container of a pod, in a state. */
export function container(state: ContainerState, more: Partial<ContainerStatus> = {}): ContainerStatus {
    return { name: "zookeeper", image: "zookeeper", imageID: "", ready: false, restartCount: 0, state, ...more };
}

/** One that waits. */
export function waiting(reason: string, message?: string): ContainerStatus {
    return container({ waiting: { reason, ...(message === undefined ? {} : { message }) } });
}

/** How a container ended that had run from one second to another. */
export function ended(from: number, to: number, exitCode = 1, reason = "Error"): ContainerState {
    return { terminated: { exitCode, reason, startedAt: at(from), finishedAt: at(to) } };
}

/** What a pod has beside its name. */
export interface PodParts {
    readonly revision?: string;
    readonly owner?: string;
    readonly conditions?: Condition[];
    readonly containers?: ContainerStatus[];
    readonly init?: ContainerStatus[];
    readonly phase?: string;
    readonly isTerminating?: boolean;
    readonly isOnNode?: boolean;
    readonly reason?: string;
    readonly message?: string;
}

/** A pod of `zookeeper`, or of another owner (a uid), by default on a node and of the revision `new`. */
export function pod(name: string, parts: PodParts = {}): Pod {
    const {
        revision = "new",
        owner = "uid-zookeeper",
        isTerminating = false,
        isOnNode = true,
        reason,
        message,
    } = parts;
    const claim = { name: "data", persistentVolumeClaim: { claimName: `data-${name}` } };
    return {
        metadata: {
            name,
            namespace: "apps",
            uid: `uid-${name}`,
            labels: { "controller-revision-hash": revision },
            ownerReferences: [{ apiVersion: "apps/v1", kind: "Any", name: "any", uid: owner, controller: true }],
            ...(isTerminating ? { deletionTimestamp: at(0) } : {}),
        },
        spec: { containers: [], volumes: [claim], ...(isOnNode ? { nodeName: "node-1" } : {}) },
        status: {
            phase: parts.phase ?? "Pending",
            conditions: parts.conditions ?? [],
            containerStatuses: parts.containers ?? [],
            initContainerStatuses: parts.init ?? [],
            ...(reason === undefined ? {} : { reason }),
            ...(message === undefined ? {} : { message }),
        },
    };
}

/** The condition of a pod that is ready, or has not been since a second. */
export function readiness(isReady: boolean, since = -3600): Condition {
    return { type: "Ready", status: isReady ? "True" : "False", lastTransitionTime: at(since) };
}

/** A pod that is ready. */
export function readyPod(name: string, parts: PodParts = {}): Pod {
    const running = container({ running: { startedAt: at(-60) } }, { ready: true });
    return pod(name, { conditions: [readiness(true)], containers: [running], phase: "Running", ...parts });
}

/** A pod whose container runs since a second and is not ready. */
export function runningPod(name: string, parts: PodParts = {}, more: Partial<ContainerStatus> = {}): Pod {
    const running = container({ running: { startedAt: at(0) } }, more);
    return pod(name, { conditions: [readiness(false, -60)], containers: [running], phase: "Running", ...parts });
}

/** A pod whose image does not exist. */
export function imageless(name: string, parts: PodParts = {}): Pod {
    return pod(name, { containers: [waiting("ImagePullBackOff", 'Back-off pulling image "x": not found')], ...parts });
}

/** A pod for which no node is found. */
export function nodeless(name: string, parts: PodParts = {}, message = noMemory): Pod {
    const condition = { type: "PodScheduled", status: "False", reason: "Unschedulable", message };
    return pod(name, { isOnNode: false, conditions: [condition], ...parts });
}

/** An event about something of a uid, seen at a second. */
export function event(uid: string, reason: string, message: string, seconds = 0, type = "Warning"): KubernetesEvent {
    return { metadata: {}, involvedObject: { uid }, reason, message, type, lastTimestamp: at(seconds) };
}

/** A warning about a claim. */
export function claimEvent(
    name: string,
    reason: string,
    message: string,
    seconds = 0,
    type = "Warning",
): KubernetesEvent {
    const involvedObject = { kind: "PersistentVolumeClaim", namespace: "apps", name };
    return { ...event("", reason, message, seconds, type), involvedObject };
}

/** The StatefulSet `zookeeper` of three pods, as its controller has it: `updated`, `ready` and `counted` of them. */
export function zookeeper(
    [updated, ready, counted]: readonly [number, number, number],
    generations: readonly [number, number] = [2, 2],
): StatefulSet {
    return {
        metadata: { name: "zookeeper", namespace: "apps", uid: "uid-zookeeper", generation: generations[0] },
        spec: { replicas: 3, selector: { matchLabels: { app: "zookeeper" } }, template: {}, serviceName: "any" },
        status: {
            observedGeneration: generations[1],
            replicas: counted,
            readyReplicas: ready,
            updatedReplicas: updated,
            currentRevision: "old",
            updateRevision: "new",
        },
    };
}

/** What is seen of `zookeeper` with these pods, whose counts its controller has right. */
export function observed(pods: readonly Pod[], events: readonly KubernetesEvent[] = []): Observation {
    const ready = pods.filter(({ status }) =>
        status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True"),
    );
    const updated = pods.filter(({ metadata }) => metadata?.labels?.["controller-revision-hash"] === "new");
    return ofStatefulSet(zookeeper([updated.length, ready.length, pods.length]), pods, events);
}

/** The Deployment `console` of one pod: `updated`, `ready`, `available` and `counted`. */
export function console([updated, ready, available, counted]: readonly [number, number, number, number]): Deployment {
    return {
        metadata: { name: "console", namespace: "apps", uid: "uid-console", generation: 2 },
        spec: { replicas: 1, selector: { matchLabels: { app: "console" } }, template: {} },
        status: {
            observedGeneration: 2,
            replicas: counted,
            readyReplicas: ready,
            updatedReplicas: updated,
            availableReplicas: available,
        },
    };
}

/** The ReplicaSet of a revision of `console`. */
export function replicaSet(revision: number, owner = "uid-console"): ReplicaSet {
    return {
        metadata: {
            name: `console-${revision}`,
            uid: `uid-console-${revision}`,
            annotations: { "deployment.kubernetes.io/revision": String(revision) },
            ownerReferences: [
                { apiVersion: "apps/v1", kind: "Deployment", name: "console", uid: owner, controller: true },
            ],
        },
    };
}
