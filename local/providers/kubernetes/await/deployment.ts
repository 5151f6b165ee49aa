import { at, conditionOf, isOwnedBy, listAt, nameOf, namespaceOf, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Awaiter, Judgement, View } from "./awaiter";
import { podProblems } from "./pods";

const revision = ["metadata", "annotations", "deployment.kubernetes.io/revision"] as const;

function conditionProblems(deployment: Manifest): string[] {
    return ["Progressing", "Available"].flatMap((type) => {
        const condition = conditionOf(deployment, type);
        return condition === undefined || condition["status"] === "True"
            ? []
            : [`[${textAt(condition, "reason")}] ${textAt(condition, "message")}`];
    });
}

function unboundClaims(deployment: Manifest, claims: readonly Manifest[]): string[] {
    const used = listAt(deployment, "spec", "template", "spec", "volumes").map((volume) =>
        textAt(volume, "persistentVolumeClaim", "claimName"),
    );
    return claims
        .filter((claim) => used.includes(nameOf(claim)) && textAt(claim, "status", "phase") !== "Bound")
        .map(nameOf);
}

function judge(deployment: Manifest, { related }: View): Judgement {
    const current = textAt(deployment, ...revision);
    const observed =
        numberAt(deployment, "status", "observedGeneration") >= numberAt(deployment, "metadata", "generation");
    const replicaSet = (related["replicaSets"] ?? []).find(
        (set) => isOwnedBy(set, deployment) && textAt(set, ...revision) === current,
    );
    const wanted = replicaSet === undefined ? 0 : numberAt(replicaSet, "spec", "replicas");
    const ready = numberAt(replicaSet, "status", "readyReplicas");
    const available = observed && conditionOf(deployment, "Available")?.["status"] === "True";
    const progressing = conditionOf(deployment, "Progressing");
    const rolledOut = progressing?.["status"] === "True" && progressing["reason"] === "NewReplicaSetAvailable";
    const replicaSetReady = observed && replicaSet !== undefined && ready >= wanted;
    const unbound = unboundClaims(deployment, related["claims"] ?? []);
    // The first revision is no roll-out, and has no condition that says so.
    const done = available && replicaSetReady && (current === "1" || rolledOut) && unbound.length === 0;
    if (done) {
        return { ready: true, problems: [] };
    }
    const pods = (related["pods"] ?? []).filter((pod) => replicaSet !== undefined && isOwnedBy(pod, replicaSet));
    return {
        ready: false,
        progress: `Waiting for app ReplicaSet to be available (${ready}/${wanted} Pods available)`,
        problems: [
            ...conditionProblems(deployment),
            ...(unbound.length === 0 ? [] : [`Failed to bind PersistentVolumeClaim(s): "${unbound.join(",")}"`]),
            ...(available
                ? replicaSetReady
                    ? []
                    : ["Attempted to roll forward to new ReplicaSet, but minimum number of Pods did not become live"]
                : ["Minimum number of live Pods was not attained"]),
            ...podProblems(pods),
        ],
    };
}

/** A Deployment is ready when the ReplicaSet of its present revision is. */
export const deployment: Awaiter = {
    seconds: 600,
    onRead: true,
    watches: (object) => {
        const namespace = namespaceOf(object);
        return {
            replicaSets: { kind: { apiVersion: "apps/v1", kind: "ReplicaSet" }, namespace },
            pods: { kind: { apiVersion: "v1", kind: "Pod" }, namespace },
            ...(at(object, "spec", "template", "spec", "volumes") === undefined
                ? {}
                : { claims: { kind: { apiVersion: "v1", kind: "PersistentVolumeClaim" }, namespace } }),
        };
    },
    judge: (view) =>
        view.object === undefined ? { ready: false, problems: ["Deployment was deleted"] } : judge(view.object, view),
};
