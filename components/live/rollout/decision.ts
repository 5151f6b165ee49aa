// What to do about a rollout, from what the API has now. What of Kubernetes each rule rests on:
//
// - done: a controller writes into `status.observedGeneration` which version of the object its counts are of. The `replicas` of a StatefulSet
//   count pods that are terminating too, its `updatedReplicas` do not (stateful_set_control.go, computeReplicaStatus).
// - replace: a StatefulSet takes the pods from the last to the first and none while a later one is not ready, whatever is wrong with the
//   others and with `Parallel` too; from 1.35 on none at all while any is not ready (updateStatefulSet; kubernetes/kubernetes#67250). Servers
//   that are ready only together never get there. A deleted pod is made again from the new template, for the partition of a
//   RollingUpdate is 0 unless somebody sets it (newVersionedStatefulSetPod). The pods of a Deployment need no help: its old ReplicaSet is
//   scaled down at once where it is to be recreated, and its unhealthy pods first in a rolling update (cleanupUnhealthyReplicas).
// - fail, a pod: the kubelet and the scheduler try on for ever, so nothing ever says that it is over. Two minutes are several tries: the pauses
//   between them are 10, 20 and 40 s (kubelet, MaxContainerBackOff is 5 min), and shorter for the scheduler.
// - fail, no pod: what the API server refuses (a quota, a LimitRange, Pod Security) its controller tries again at growing intervals, up to
//   1000 s, and says so by an event (FailedCreate) or by the condition ReplicaFailure. Events stay for an hour, so an old one proves
//   nothing.
import { diagnose, isReady } from "./diagnosis";
import type { Diagnosis } from "./diagnosis";
import type { Observation, Pod } from "./observation";

/** How long something must be hopeless without a pause until it counts as failed. */
const hopelessMs = 120_000;

/** How far the clocks of the program and of the cluster may differ where an event is to be newer than the rollout. */
const clockSkewMs = 60_000;

/** What was seen of a rollout before, times in milliseconds. */
export interface Seen {
    /** When it began. */
    readonly started: number;
    /** Since when pods are hopeless without a pause, by uid. */
    readonly hopeless: ReadonlyMap<string, number>;
    /** Since when pods cannot be made without a pause. */
    readonly unmade?: number | undefined;
}

/** One certain pod: another one may have its name a moment later. */
export interface PodId {
    readonly name: string;
    readonly uid: string;
}

/** What to do. A `line` tells how far the rollout is. */
export type Decision =
    | { readonly kind: "done" }
    | { readonly kind: "wait"; readonly line: string }
    | { readonly kind: "replace"; readonly pods: readonly PodId[]; readonly line: string }
    | { readonly kind: "fail"; readonly message: string; readonly of?: Diagnosis };

interface Unready {
    readonly id: PodId;
    readonly isCurrent: boolean;
    readonly diagnosis: Diagnosis;
}

/** What to do at the time `now` (ms), and what to remember of it for the next time; the whole rollout may take `deadlineSeconds`. */
export function decide(
    observed: Observation,
    before: Seen,
    now: number,
    deadlineSeconds: number,
): { readonly decision: Decision; readonly seen: Seen } {
    const unready = observed.pods.flatMap(({ pod, isCurrent }): Unready[] => {
        const diagnosis = diagnose(pod, observed.events, now);
        return diagnosis === undefined ? [] : [{ id: idOf(pod), isCurrent, diagnosis }];
    });
    const hopeless = unready.filter(({ diagnosis }) => diagnosis.hopeless);
    const seen: Seen = {
        started: before.started,
        hopeless: new Map(hopeless.map(({ id: { uid } }) => [uid, before.hopeless.get(uid) ?? now])),
        unmade: cannotMake(observed, before.started) ? (before.unmade ?? now) : undefined,
    };
    return { decision: decisionOf(observed, unready, seen, now, deadlineSeconds), seen };
}

function decisionOf(
    observed: Observation,
    unready: readonly Unready[],
    seen: Seen,
    now: number,
    deadlineSeconds: number,
): Decision {
    const { kind, name } = observed;
    if (observed.isComplete) {
        return { kind: "done" };
    }
    const awaited = first(unready);
    const state = stateOf(observed, awaited, seen);
    if (now - seen.started >= deadlineSeconds * 1000) {
        const message = `${kind} ${name}: ${overdue(deadlineSeconds, state)}`;
        return { kind: "fail", message, ...(awaited === undefined ? {} : { of: awaited.diagnosis }) };
    }
    const line = `${name}: ${state}`;
    if (!observed.isObserved) {
        return { kind: "wait", line };
    }
    const lost = unready.find(({ id, isCurrent }) => isCurrent && isLong(seen.hopeless.get(id.uid), now));
    if (lost !== undefined) {
        const { diagnosis } = lost;
        const message = `${kind} ${name}: ${diagnosis.pod} cannot start: ${words(diagnosis)}; ${advice(diagnosis)}`;
        return { kind: "fail", message, of: diagnosis };
    }
    if (isLong(seen.unmade, now)) {
        const todo = "lift what forbids it or correct the stack file, and run pulumi up";
        return { kind: "fail", message: `${kind} ${name}: ${state}; ${todo}` };
    }
    const stuck = unready.filter(({ isCurrent, diagnosis }) => !isCurrent && diagnosis.hopeless);
    if (kind === "StatefulSet" && stuck.length > 0) {
        const which = stuck.map(({ diagnosis }) => `${diagnosis.pod} (${diagnosis.reason})`).join(", ");
        const why = "cannot start as made before this edit, replaced";
        return { kind: "replace", pods: stuck.map(({ id }) => id), line: `${name}: ${why}: ${which}` };
    }
    return { kind: "wait", line };
}

/** Whether the controller has done all that the last edit asks of it, whatever the pods are good for: nothing of it is left to wait for. */
export function isSettled({ isObserved, pods, wanted, counted }: Observation): boolean {
    return isObserved && counted === wanted && pods.length === wanted && pods.every(({ isCurrent }) => isCurrent);
}

/** What is said of a rollout that has taken too long; `state` says how far it is. */
export function overdue(deadlineSeconds: number, state: string): string {
    return `not done after ${deadlineSeconds} s: ${state}; Kubernetes goes on with it, and pulumi up waits again`;
}

function cannotMake({ unmade, counted, wanted, isObserved }: Observation, started: number): boolean {
    const isNew = unmade !== undefined && (unmade.at === undefined || unmade.at >= started - clockSkewMs);
    return isNew && isObserved && counted < wanted;
}

function isLong(since: number | undefined, now: number): boolean {
    return since !== undefined && now - since >= hopelessMs;
}

function idOf({ metadata }: Pod): PodId {
    return { name: metadata?.name ?? "", uid: metadata?.uid ?? "" };
}

/** The one that tells most: of the pods as they are wanted now a hopeless one, else any. */
function first(unready: readonly Unready[]): Unready | undefined {
    const current = unready.filter(({ isCurrent }) => isCurrent);
    return current.find(({ diagnosis }) => diagnosis.hopeless) ?? current[0] ?? unready[0];
}

function stateOf(observed: Observation, awaited: Unready | undefined, seen: Seen): string {
    const { kind, isObserved, pods, wanted, counted, unmade } = observed;
    if (!isObserved) {
        return `waiting for the ${kind} controller`;
    }
    const outdated = pods.find(({ isCurrent }) => !isCurrent)?.pod.metadata?.name;
    const count = pods.filter(({ pod, isCurrent }) => isCurrent && isReady(pod)).length;
    // Those that are still to be replaced may be ready too, and are not counted.
    const ready = `${count} of ${wanted} ${outdated === undefined ? "ready" : "updated and ready"}`;
    if (seen.unmade !== undefined) {
        return `${ready}, ${wanted - counted} cannot be made: ${unmade?.message ?? ""}`;
    }
    if (awaited !== undefined) {
        return `${ready}, waiting for ${awaited.diagnosis.pod}: ${words(awaited.diagnosis)}`;
    }
    return `${ready}, waiting for ${outdated === undefined ? `the ${kind} controller` : `${outdated} to be replaced`}`;
}

function words({ reason, message }: Diagnosis): string {
    return message === "" ? reason : `${reason}: ${message}`;
}

function advice({ reason }: Diagnosis): string {
    switch (reason) {
        case "Unschedulable":
            return "make room for it or correct the stack file, and run pulumi up";
        case "OOMKilled":
            return "give it more memory in the stack file and run pulumi up";
        default:
            return "correct the stack file and run pulumi up";
    }
}
