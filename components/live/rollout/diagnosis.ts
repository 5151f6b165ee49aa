import { newest } from "./observation";
import type { KubernetesEvent, Pod } from "./observation";

/** What keeps a pod from being ready. */
export interface Diagnosis {
    /** Name of the pod. */
    readonly pod: string;
    /** In the words of Kubernetes: `ImagePullBackOff`. */
    readonly reason: string;
    /** What helps most, on one line; empty where the reason says it all. */
    readonly message: string;
    /** Whether it stays so by all experience, unless somebody changes something. */
    readonly hopeless: boolean;
    /** The log that tells more: of this container, or of its run before. */
    readonly log?: { readonly container: string; readonly previous: boolean };
}

type Finding = Omit<Diagnosis, "pod">;

type ContainerStatus = NonNullable<NonNullable<Pod["status"]>["containerStatuses"]>[number];

/** Why the kubelet cannot start a container (pkg/kubelet/images/types.go, pkg/kubelet/container/sync_result.go). It tries on by itself. */
const cannotStart = [
    "ImagePullBackOff",
    "ErrImagePull",
    "InvalidImageName",
    "ErrImageNeverPull",
    "CreateContainerConfigError",
    "CreateContainerError",
    "RunContainerError",
];

/** Events by which an autoscaler says that a node is coming: Cluster Autoscaler's and Karpenter's. */
const nodeIsComing = ["TriggeredScaleUp", "Nominated"];

/** Shortest run (ms) after which a container that has crashed again and again may have overcome it. */
const shortestRecoveryMs = 30_000;

/** Whether a pod is ready, and stays. */
export function isReady({ metadata, status }: Pod): boolean {
    const ready = status?.conditions?.some(({ type, status: is }) => type === "Ready" && is === "True");
    return ready === true && metadata?.deletionTimestamp === undefined;
}

/** What keeps a pod from being ready at the time `now` (ms); undefined for a ready one. `events` are those of its namespace. */
export function diagnose(pod: Pod, events: readonly KubernetesEvent[], now: number): Diagnosis | undefined {
    if (isReady(pod)) {
        return undefined;
    }
    const finding = ending(pod) ?? unscheduled(pod, events) ?? failing(pod, events, now) ?? starting(pod, events);
    return { ...finding, pod: pod.metadata?.name ?? "", message: finding.message.replace(/\s+/g, " ").trim() };
}

function ending({ metadata, status }: Pod): Finding | undefined {
    if (metadata?.deletionTimestamp !== undefined) {
        return { reason: "Terminating", message: "", hopeless: false };
    }
    if (status?.phase === "Failed") {
        return { reason: status.reason ?? "Failed", message: status.message ?? "", hopeless: true };
    }
    return undefined;
}

function unscheduled(pod: Pod, events: readonly KubernetesEvent[]): Finding | undefined {
    const scheduled = pod.status?.conditions?.find(({ type }) => type === "PodScheduled");
    if (scheduled?.status !== "False") {
        return undefined;
    }
    const { reason = "Unscheduled", message = "" } = scheduled;
    const comes = events.some((event) => isAbout(pod, event) && nodeIsComing.includes(event.reason ?? ""));
    // The scheduler says only that a claim has no volume; why stands in the events of the claim.
    const claim = /persistentvolumeclaim|persistent volumes/i.test(message) ? claimTrouble(pod, events) : undefined;
    return {
        reason,
        message: claim ?? (comes ? `a node is on its way; ${message}` : message),
        hopeless: reason === "Unschedulable" && !comes,
    };
}

/** A class that does not exist or a quota is a warning; that there is no default class is not (pkg/controller/volume/persistentvolume). */
function claimTrouble({ metadata, spec }: Pod, events: readonly KubernetesEvent[]): string | undefined {
    const claims = (spec?.volumes ?? []).map(({ persistentVolumeClaim: claim }) => claim?.claimName);
    const event = newest(events, ({ involvedObject: { kind, name, namespace }, reason, type }) => {
        const isOurs = kind === "PersistentVolumeClaim" && namespace === metadata?.namespace && claims.includes(name);
        return isOurs && (type === "Warning" || reason === "FailedBinding");
    });
    const { involvedObject, reason = "", message = "" } = event ?? {};
    return event === undefined ? undefined : `claim ${involvedObject?.name ?? ""}: ${reason}: ${message}`;
}

function failing(pod: Pod, events: readonly KubernetesEvent[], now: number): Finding | undefined {
    for (const status of containers(pod)) {
        const { reason, message = "" } = status.state?.waiting ?? {};
        if (reason !== undefined && cannotStart.includes(reason)) {
            return { reason, message: pullError(pod, events, message) ?? message, hopeless: true };
        }
        if (reason === "CrashLoopBackOff" || crashesAgain(pod, status, now)) {
            return crash(status);
        }
    }
    return undefined;
}

/** Of a container that waits for the next try, older kubelets do not say why the last one failed; an event does. */
function pullError(pod: Pod, events: readonly KubernetesEvent[], message: string): string | undefined {
    const isSilent = /^Back-off pulling image "[^"]*"$/.test(message);
    return isSilent
        ? newest(events, (event) => isAbout(pod, event) && event.message?.startsWith("Failed to pull image") === true)
              ?.message
        : undefined;
}

/** Between two crashes a container looks as if it ran well. */
function crashesAgain(pod: Pod, { restartCount, state, lastState }: ContainerStatus, now: number): boolean {
    const last = state?.terminated ?? lastState?.terminated;
    if (restartCount < 2 || last === undefined) {
        return false;
    }
    const lastReady = pod.status?.conditions?.find(({ type }) => type === "Ready")?.lastTransitionTime;
    // A run that began before the pod was ready the last time may have been the one that was.
    const wasReady = last.startedAt !== undefined && lastReady !== undefined && last.startedAt < lastReady;
    // A broker that crashed while it had no ZooKeeper may recover its log for hours, once it has one.
    const lastRun = (last.finishedAt?.getTime() ?? 0) - (last.startedAt?.getTime() ?? 0);
    const thisRun = now - (state?.running?.startedAt?.getTime() ?? now);
    return !wasReady && thisRun <= Math.max(shortestRecoveryMs, 2 * lastRun);
}

function crash({ name, restartCount, state, lastState }: ContainerStatus): Finding {
    const last = state?.terminated ?? lastState?.terminated;
    const exit = last === undefined ? [] : [`exit code ${last.exitCode}`];
    const words = last?.message === undefined ? [] : [last.message];
    return {
        reason: last?.reason === "OOMKilled" ? "OOMKilled" : "CrashLoopBackOff",
        message: [...exit, `restarted ${restartCount} ${restartCount === 1 ? "time" : "times"}`, ...words].join(", "),
        hopeless: true,
        log: { container: name, previous: state?.terminated === undefined && lastState?.terminated !== undefined },
    };
}

function starting(pod: Pod, events: readonly KubernetesEvent[]): Finding {
    if (pod.spec?.nodeName === undefined) {
        return { reason: "Pending", message: claimTrouble(pod, events) ?? "", hopeless: false };
    }
    const isInit = ({ name }: ContainerStatus) => pod.status?.initContainerStatuses?.some((one) => one.name === name);
    const status = containers(pod)[0];
    const { waiting, terminated, running } = status?.state ?? {};
    if (status !== undefined && terminated !== undefined) {
        const message = `exit code ${terminated.exitCode}`;
        return { reason: terminated.reason ?? "Terminated", message, hopeless: false };
    }
    if (status !== undefined && running !== undefined) {
        return isInit(status) === true
            ? { reason: "PodInitializing", message: `${status.name} is running`, hopeless: false }
            : { reason: "Running", message: "not ready yet", hopeless: false };
    }
    // A volume that cannot be mounted. What the scheduler said before is over.
    const trouble = newest(events, (event) => {
        return isAbout(pod, event) && event.type === "Warning" && event.reason !== "FailedScheduling";
    });
    return {
        reason: waiting?.reason ?? pod.status?.phase ?? "Pending",
        message: waiting?.message ?? trouble?.message ?? "",
        hopeless: false,
    };
}

/** Those that are not ready; an init container that has done its work is. */
function containers({ status }: Pod): readonly ContainerStatus[] {
    return [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])].filter(
        ({ ready }) => !ready,
    );
}

function isAbout({ metadata }: Pod, { involvedObject }: KubernetesEvent): boolean {
    return metadata?.uid !== undefined && involvedObject.uid === metadata.uid;
}
