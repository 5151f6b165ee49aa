import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { claimName, claimTemplateName } from "../../model/names";
import type { Replicated } from "../../model/names";

/** The disk that each pod of a set claims for itself. */
export interface Claim {
    /** Size, a Kubernetes quantity. */
    readonly size: string | number;
    /** The StorageClass; undefined for the cluster's default. */
    readonly className: pulumi.Output<string | undefined>;
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
                    storageClassName: claim.className,
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

/**
 * One size patch for each claim of the set. Removing a patch never touches the claim. `record` are annotations for the first one: what it says of
 * the set outlives the set.
 */
export function sizeClaims(
    parent: pulumi.Resource,
    set: k8s.apps.v1.StatefulSet,
    name: string,
    workload: Replicated,
    namespace: pulumi.Input<string>,
    replicas: number,
    claim: Claim,
    record: Readonly<Record<string, string>>,
): void {
    for (let ordinal = 0; ordinal < replicas; ordinal++) {
        new k8s.core.v1.PersistentVolumeClaimPatch(
            `${name}-${ordinal}-disk`,
            {
                metadata: {
                    name: claimName(workload, ordinal),
                    namespace,
                    annotations: {
                        ...(ordinal === 0 ? record : {}),
                        // The controller that made the claim owns its size until the first patch takes it over.
                        "pulumi.com/patchForce": "true",
                        // The claim's awaiter would wait its whole five minutes on a claim that is bound already.
                        "pulumi.com/skipAwait": "true",
                    },
                },
                spec: { resources: { requests: { storage: String(claim.size) } } },
            },
            { parent, dependsOn: set, retainOnDelete: true },
        );
    }
}
