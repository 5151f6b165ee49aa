import type { CoreV1Event, V1Deployment, V1Pod, V1ReplicaSet, V1StatefulSet } from "@kubernetes/client-node";

/** What a class of the client library holds: objects are read here, never made. */
type Plain<T> = T extends Date
    ? Date
    : T extends readonly (infer Item)[]
      ? readonly Plain<Item>[]
      : T extends object
        ? { readonly [Key in keyof T]: Plain<T[Key]> }
        : T;

/** A pod as the API has it. */
export type Pod = Plain<V1Pod>;

/** An event as the API has it (core/v1). */
export type KubernetesEvent = Plain<CoreV1Event>;

/** A StatefulSet as the API has it. */
export type StatefulSet = Plain<V1StatefulSet>;

/** A Deployment as the API has it. */
export type Deployment = Plain<V1Deployment>;

/** A ReplicaSet as the API has it. */
export type ReplicaSet = Plain<V1ReplicaSet>;

type ObjectMeta = Pod["metadata"];

/** The label by which a StatefulSet tells of which of its revisions a pod is. */
const revisionLabel = "controller-revision-hash";

/** The annotation by which a Deployment numbers its ReplicaSets; the newest has the highest number. */
const revisionAnnotation = "deployment.kubernetes.io/revision";

/** A pod of a workload. */
interface OwnPod {
    /** As the API has it. */
    readonly pod: Pod;
    /** Whether it is made from the template that the workload has now; not yet to be relied on where `isObserved` is false. */
    readonly isCurrent: boolean;
}

/** A workload, its pods and the events around it, the same for a StatefulSet and a Deployment. */
export interface Observation {
    /** Kind of the workload. Pods of a StatefulSet only are ever replaced. */
    readonly kind: "StatefulSet" | "Deployment";
    /** Name of the workload. */
    readonly name: string;
    /** How many pods it is to have. */
    readonly wanted: number;
    /** How many pods its controller counts, those that are terminating too. */
    readonly counted: number;
    /** Whether its controller has seen what it is to be now: before, its status and its revisions are those of the edit before. */
    readonly isObserved: boolean;
    /** Whether every pod is ready and made from the template that it has now, and no other is left. */
    readonly isComplete: boolean;
    /** Its own pods, by name. */
    readonly pods: readonly OwnPod[];
    /** Events of the namespace. */
    readonly events: readonly KubernetesEvent[];
    /** Why its controller could make no pod the last time; `at` (ms) is when, and undefined for what is withdrawn by itself. */
    readonly unmade: { readonly message: string; readonly at: number | undefined } | undefined;
}

/** When an event was seen the last time, in milliseconds; 0 where it does not say. */
function timeOf({ series, lastTimestamp, eventTime, metadata }: KubernetesEvent): number {
    const time = series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp;
    return time?.getTime() ?? 0;
}

/** The newest of the events that `isMeant` chooses. */
export function newest(
    events: readonly KubernetesEvent[],
    isMeant: (event: KubernetesEvent) => boolean,
): KubernetesEvent | undefined {
    return events.filter(isMeant).reduce<KubernetesEvent | undefined>((latest, event) => {
        return latest === undefined || timeOf(event) >= timeOf(latest) ? event : latest;
    }, undefined);
}

/** A StatefulSet; of the pods those that it controls. */
export function ofStatefulSet(set: StatefulSet, pods: readonly Pod[], events: readonly KubernetesEvent[]): Observation {
    const { metadata, status } = set;
    const wanted = set.spec?.replicas ?? 1;
    const counts = [status?.updatedReplicas, status?.readyReplicas, status?.replicas];
    const isObserved = hasSeen(metadata, status?.observedGeneration);
    const own = pods
        .filter((pod) => isControlledBy(pod.metadata, metadata?.uid))
        .map((pod) => ({ pod, isCurrent: pod.metadata?.labels?.[revisionLabel] === status?.updateRevision }));
    // It has no condition that says so (k8s.io/api apps/v1: no condition types of a StatefulSet are defined).
    const failed = newest(events, ({ involvedObject, reason, type }) => {
        return involvedObject.uid === metadata?.uid && type === "Warning" && reason === "FailedCreate";
    });
    return {
        kind: "StatefulSet",
        name: metadata?.name ?? "",
        wanted,
        counted: status?.replicas ?? 0,
        isObserved,
        // The list of the pods is of another moment than the status.
        isComplete: isObserved && areAll(counts, wanted) && own.every(({ isCurrent }) => isCurrent),
        pods: byName(own),
        events,
        unmade: failed === undefined ? undefined : { message: failed.message ?? "FailedCreate", at: timeOf(failed) },
    };
}

/** A Deployment; of the ReplicaSets and the pods those that it controls. */
export function ofDeployment(
    deployment: Deployment,
    replicaSets: readonly ReplicaSet[],
    pods: readonly Pod[],
    events: readonly KubernetesEvent[],
): Observation {
    const { metadata, status } = deployment;
    const wanted = deployment.spec?.replicas ?? 1;
    const counts = [status?.updatedReplicas, status?.readyReplicas, status?.availableReplicas, status?.replicas];
    const isObserved = hasSeen(metadata, status?.observedGeneration);
    const sets = replicaSets.filter((set) => isControlledBy(set.metadata, metadata?.uid));
    sets.sort((a, b) => revisionOf(b) - revisionOf(a));
    const failure = status?.conditions?.find(({ type, status: is }) => type === "ReplicaFailure" && is === "True");
    const own = pods
        // A ReplicaSet makes another one for a pod that has ended, which stays (pkg/controller, FilterActivePods).
        .filter((pod) => pod.status?.phase !== "Failed" && pod.status?.phase !== "Succeeded")
        .filter((pod) => sets.some((set) => isControlledBy(pod.metadata, set.metadata?.uid)))
        .map((pod) => ({ pod, isCurrent: isControlledBy(pod.metadata, sets[0]?.metadata?.uid) }));
    return {
        kind: "Deployment",
        name: metadata?.name ?? "",
        wanted,
        counted: status?.replicas ?? 0,
        isObserved,
        isComplete: isObserved && areAll(counts, wanted),
        pods: byName(own),
        events,
        unmade: failure === undefined ? undefined : { message: failure.message ?? "ReplicaFailure", at: undefined },
    };
}

/** An observed generation is missing until the controller has come by for the first time. */
function hasSeen(metadata: ObjectMeta, observed: number | undefined): boolean {
    return observed !== undefined && observed >= (metadata?.generation ?? 0);
}

/** A count that is 0 is left out. */
function areAll(counts: readonly (number | undefined)[], wanted: number): boolean {
    return counts.every((count) => (count ?? 0) === wanted);
}

function isControlledBy(metadata: ObjectMeta, uid: string | undefined): boolean {
    const owners = metadata?.ownerReferences ?? [];
    return uid !== undefined && owners.some((owner) => owner.controller === true && owner.uid === uid);
}

function revisionOf({ metadata }: ReplicaSet): number {
    return Number(metadata?.annotations?.[revisionAnnotation] ?? 0);
}

function byName(pods: readonly OwnPod[]): readonly OwnPod[] {
    const name = ({ pod }: OwnPod) => pod.metadata?.name ?? "";
    return [...pods].sort((a, b) => name(a).localeCompare(name(b), "en", { numeric: true }));
}
