import { at, isOwnedBy, namespaceOf, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Awaiter, Judgement } from "./awaiter";
import { podProblems } from "./pods";

function judge(set: Manifest, pods: readonly Manifest[]): Judgement {
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
        ...podProblems(pods),
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
export const statefulSet: Awaiter = {
    seconds: 600,
    onRead: true,
    watches: (set) => ({ pods: { kind: { apiVersion: "v1", kind: "Pod" }, namespace: namespaceOf(set) } }),
    judge: ({ object, related }) =>
        object === undefined
            ? { ready: false, problems: ["StatefulSet was deleted"] }
            : judge(
                  object,
                  (related["pods"] ?? []).filter((pod) => isOwnedBy(pod, object)),
              ),
};
