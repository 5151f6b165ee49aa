import { at, isOwnedBy, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Judgement, View, Watched } from "./awaiter";
import { podKind, podProblems } from "./pods";

function problemsOfPods(owner: Manifest, { related }: View): string[] {
    return podProblems((related["pods"] ?? []).filter((one) => isOwnedBy(one, owner)));
}

function judge(set: Manifest, view: View): Judgement {
    const status = at(set, "status");
    const generation = numberAt(set, "metadata", "generation");
    const observed = numberAt(status, "observedGeneration") >= generation;
    const wanted = numberAt(set, "spec", "replicas");
    const [ready, updated] = [numberAt(status, "readyReplicas"), numberAt(status, "updatedReplicas")];
    const [current, target] = [textAt(status, "currentRevision"), textAt(status, "updateRevision")];
    // With OnDelete, pods keep the old revision until the user deletes them, which nobody waits for.
    const onDelete = generation > 1 && textAt(set, "spec", "updateStrategy", "type") === "OnDelete";
    const revisionReady = observed && (onDelete || (current !== "" && current === target));
    const replicasReady =
        observed &&
        numberAt(status, "replicas") === wanted &&
        ready === wanted &&
        (onDelete || numberAt(status, "currentReplicas") === wanted);
    // During a roll, pods of the old revision are ready too, and do not count.
    const count = revisionReady ? ready : Math.min(ready, updated);
    const problems = [
        ...(replicasReady ? [] : [`${count} out of ${wanted} replicas succeeded readiness checks`]),
        ...(revisionReady
            ? []
            : [`StatefulSet controller failed to advance from revision "${current}" to revision "${target}"`]),
        ...problemsOfPods(set, view),
    ];
    if (replicasReady && revisionReady) {
        return { ready: true, problems: [] };
    }
    if (generation <= 1) {
        return {
            ready: false,
            problems,
            progress: `[1/2] Waiting for StatefulSet to create Pods (${count}/${wanted} Pods ready)`,
        };
    }
    return {
        ready: false,
        problems,
        progress: replicasReady
            ? "[2/3] Waiting for StatefulSet to update .status.currentRevision"
            : `[1/3] Waiting for StatefulSet update to roll out (${count}/${wanted} Pods ready)`,
    };
}

/** A StatefulSet is ready when all its replicas are, at one revision. */
export const statefulSet: Watched = {
    seconds: 600,
    watches: { pods: podKind },
    judge: (view) =>
        view.object === undefined ? { ready: false, problems: ["StatefulSet was deleted"] } : judge(view.object, view),
};

/** A DaemonSet is ready when every node that should run its pod runs the present one. */
export const daemonSet: Watched = {
    seconds: 600,
    watches: { pods: podKind },
    judge: (view) => {
        const { object } = view;
        const count = (field: string): number => numberAt(object, "status", field);
        const wanted = count("desiredNumberScheduled");
        const observed = count("observedGeneration") >= numberAt(object, "metadata", "generation");
        const ready = Math.min(count("numberReady"), count("updatedNumberScheduled"));
        return {
            ready: object !== undefined && observed && ready >= wanted,
            progress: `Waiting for DaemonSet to roll out (${ready}/${wanted} Pods ready)`,
            problems: object === undefined ? ["DaemonSet was deleted"] : problemsOfPods(object, view),
        };
    },
};
