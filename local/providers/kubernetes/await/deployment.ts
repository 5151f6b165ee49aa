import { conditionOf, isOwnedBy, listAt, nameOf, numberAt, textAt } from "../manifest";
import type { Manifest } from "../manifest";
import type { Judgement, View, Watched } from "./awaiter";
import { podKind, podProblems } from "./pods";

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
    const first = current === "1";
    if (available && replicaSetReady && (first || rolledOut) && unbound.length === 0) {
        return { ready: true, problems: [] };
    }
    const shortfall = (): string[] => {
        if (!available) {
            return ["Minimum number of live Pods was not attained"];
        }
        if (!first && !rolledOut) {
            return ["Minimum number of Pods to consider the application live was not attained"];
        }
        return replicaSetReady
            ? []
            : ["Attempted to roll forward to new ReplicaSet, but minimum number of Pods did not become live"];
    };
    const pods = (related["pods"] ?? []).filter((pod) => replicaSet !== undefined && isOwnedBy(pod, replicaSet));
    return {
        ready: false,
        progress: `Waiting for app ReplicaSet to be available (${ready}/${wanted} Pods available)`,
        problems: [
            ...conditionProblems(deployment),
            ...(unbound.length === 0 ? [] : [`Failed to bind PersistentVolumeClaim(s): "${unbound.join(",")}"`]),
            ...shortfall(),
            ...podProblems(pods),
        ],
    };
}

/** A Deployment is ready when the ReplicaSet of its present revision is. */
export const deployment: Watched = {
    seconds: 600,
    watches: {
        replicaSets: { apiVersion: "apps/v1", kind: "ReplicaSet" },
        pods: podKind,
        claims: { apiVersion: "v1", kind: "PersistentVolumeClaim" },
    },
    judge: (view) =>
        view.object === undefined ? { ready: false, problems: ["Deployment was deleted"] } : judge(view.object, view),
};
