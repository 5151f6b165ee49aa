import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { claimName, claimTemplateName } from "../../model/names";
import type { Replicated } from "../../model/names";
import type { StatefulSetGuard } from "../args";

/** The disk that each pod of a set claims for itself. */
export interface Claim {
    /** Size, a Kubernetes quantity. */
    readonly size: string | number;
    /** The StorageClass; undefined for the cluster's default. */
    readonly className: pulumi.Input<string | undefined>;
    /** Whether the claims outlive the set. */
    readonly keepOnDestroy: boolean;
}

/** The claim template and retention of a StatefulSet. Claims of a scaled-down set always stay: their data is needed to scale up again. */
export function claimSpec(
    claim: Claim,
): Pick<k8s.types.input.apps.v1.StatefulSetSpec, "volumeClaimTemplates" | "persistentVolumeClaimRetentionPolicy"> {
    return {
        volumeClaimTemplates: [
            {
                metadata: { name: claimTemplateName },
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    storageClassName: pulumi.output(claim.className),
                    resources: { requests: { storage: String(claim.size) } },
                },
            },
        ],
        persistentVolumeClaimRetentionPolicy: {
            whenDeleted: claim.keepOnDestroy ? "Retain" : "Delete",
            whenScaled: "Retain",
        },
    };
}

/**
 * The template of a set's claims cannot be edited (KEP-4650 is open), so it keeps its first value, and one patch for each ordinal
 * carries the size. Measured: an edit grows the disks in place, without a restart.
 */
export const frozenClaims = ["spec.volumeClaimTemplates"];

/** The size patch of each claim of a workload's StatefulSet. Removing a patch never touches the claim. */
export function claimSizes(
    workload: Replicated,
    { claim, guard, namespace, replicas }: SizedClaims,
): k8s.core.v1.PersistentVolumeClaimPatchArgs[] {
    return Array.from({ length: replicas }, (_, ordinal) => ({
        metadata: {
            name: claimName(workload, ordinal),
            namespace,
            annotations: {
                // What it says of the StatefulSet outlives it.
                ...(ordinal === 0 ? guard.annotations : {}),
                // The controller that made the claim owns its size until the first patch takes it over.
                "pulumi.com/patchForce": "true",
                // The claim's awaiter would wait its whole five minutes on a claim that is bound already.
                "pulumi.com/skipAwait": "true",
            },
        },
        spec: { resources: { requests: { storage: String(claim.size) } } },
    }));
}

interface SizedClaims {
    readonly claim: Claim;
    readonly guard: Pick<StatefulSetGuard, "annotations">;
    readonly namespace: pulumi.Input<string>;
    readonly replicas: number;
}
