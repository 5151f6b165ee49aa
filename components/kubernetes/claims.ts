import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { claimName, claimTemplateName } from "../../model/names";
import type { Replicated } from "../../model/names";
import { quantity } from "../../model/quantity";
import { disksOf } from "../args";
import type { Before, ClaimTemplate, StatefulSetGuard } from "../args";
import type { LiveClaim } from "../live/claim";

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
        volumeClaimTemplates: [template(String(claim.size), { storageClassName: pulumi.output(claim.className) })],
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
 * What becomes of the template: where there are disks it is the one that the set has, also for a state that has forgotten it; where there is
 * none yet, a set that would claim something else is made anew, for `wanted`.
 */
export function claimsBesides(before: Before | undefined, wanted: ClaimTemplate): pulumi.ResourceTransform {
    return ({ props, opts }) => {
        const kept = before?.template;
        if (before === undefined || kept === undefined || isSame(kept, wanted)) {
            return undefined;
        }
        const { spec } = props as { readonly spec: pulumi.Input<object> };
        // Of inputs that come from other resources a transform is given outputs.
        const claiming = (volumeClaimTemplates: unknown) =>
            pulumi.output(spec).apply((plain) => ({ ...plain, volumeClaimTemplates }));
        if (disksOf(before).length > 0) {
            const { size, className } = kept;
            const templates = [template(size, className === undefined ? {} : { storageClassName: className })];
            return { props: { ...props, spec: claiming(templates) }, opts };
        }
        // The provider tries a replacement in a preview on the set that is still there, and the API server refuses (await.go, Creation): what is
        // not known yet is not tried.
        return {
            props: pulumi.runtime.isDryRun() ? { ...props, spec: claiming(pulumi.output(pulumi.unknown)) } : props,
            opts: { ...opts, ignoreChanges: [] },
        };
    };
}

function isSame(a: ClaimTemplate, b: ClaimTemplate): boolean {
    return quantity(a.size) === quantity(b.size) && a.className === b.className;
}

function template(
    size: string,
    ofClass: Pick<k8s.types.input.core.v1.PersistentVolumeClaimSpec, "storageClassName">,
): k8s.types.input.core.v1.PersistentVolumeClaim {
    return {
        metadata: { name: claimTemplateName },
        spec: { accessModes: ["ReadWriteOnce"], ...ofClass, resources: { requests: { storage: size } } },
    };
}

/**
 * The size patch of each claim of a workload's StatefulSet. Removing a patch never touches the claim. A claim that somebody has let grow
 * further stays as it is, for none can shrink: `existing` are those that there are.
 */
export function claimSizes(
    workload: Replicated,
    { claim, guard, namespace, replicas }: SizedClaims,
    existing: Promise<ReadonlyMap<number, LiveClaim>>,
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
        spec: {
            resources: { requests: { storage: existing.then((claims) => largerOf(claim.size, claims.get(ordinal))) } },
        },
    }));
}

/** The size that a claim asks for: the wanted one, or what somebody has let it ask for beyond that. A claim without a disk does not count. */
export function largerOf(size: string | number, live: LiveClaim | undefined): string {
    return live?.isBound === true && quantity(live.asked) > quantity(size) ? live.asked : String(size);
}

interface SizedClaims {
    readonly claim: Claim;
    readonly guard: Pick<StatefulSetGuard, "annotations">;
    readonly namespace: pulumi.Input<string>;
    readonly replicas: number;
}
