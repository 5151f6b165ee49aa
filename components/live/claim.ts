import { parseQuantity, quantity } from "../../model/quantity";
import { removeLive } from "./change";
import { readLive } from "./object";
import type { KubernetesObject, LiveObject } from "./object";

/** A claim of a pod. */
export interface LiveClaim {
    /** Whether there is a disk, which may hold records. */
    readonly isBound: boolean;
    /** The size that it asks for, a Kubernetes quantity. */
    readonly asked: string;
}

/** What a claim says of itself. */
export interface SeenClaim extends LiveClaim {
    /** Bytes that it asks for. */
    readonly askedBytes: number;
    /** Bytes that it has, or asks for where that is more. */
    readonly size: number;
    /** The StorageClass that it names. */
    readonly className: string | undefined;
}

/** As much of a claim as tells how large its disk is. */
export interface ClaimShape {
    /** What it asks for. */
    readonly spec?: {
        readonly storageClassName?: string;
        readonly volumeName?: string;
        readonly resources?: { readonly requests?: { readonly storage?: string } };
    };
    /** What it has. */
    readonly status?: { readonly phase?: string; readonly capacity?: { readonly storage?: string } };
}

/** A claim as the API server has it. */
export function claimOf(claim: LiveObject): SeenClaim {
    const { spec, status } = claim as ClaimShape;
    const asked = spec?.resources?.requests?.storage ?? "0";
    const askedBytes = parseQuantity(asked) ?? 0;
    return {
        // One that has lost its volume had a disk, which may come back; one that names its volume is about to be given it.
        isBound: status?.phase !== "Pending" || spec?.volumeName !== undefined,
        asked,
        askedBytes,
        size: Math.max(askedBytes, parseQuantity(status?.capacity?.storage ?? "") ?? 0),
        className: spec?.storageClassName,
    };
}

/**
 * Whether a claim has no disk and would not get the one that is wanted. Nothing of it can be edited until it is bound
 * (ValidatePersistentVolumeClaimUpdate of Kubernetes), so it is made anew. One that names no class has been given the cluster's default.
 */
export function isToBeMadeAnew(live: SeenClaim, size: string, className: string | undefined): boolean {
    const isOther = className !== undefined && className !== live.className;
    return !live.isBound && (isOther || live.askedBytes !== quantity(size));
}

/** Deletes a claim that has no disk and is to be made anew, as `wanted`; leaves every other one alone. Throws as `readLive` and `removeLive` do. */
export async function removeUnlike(
    wanted: KubernetesObject,
    read: typeof readLive = readLive,
    remove: typeof removeLive = removeLive,
): Promise<void> {
    const live = await read(wanted);
    const { spec } = wanted as ClaimShape;
    const { resources, storageClassName } = spec ?? {};
    if (live !== undefined && isToBeMadeAnew(claimOf(live), resources?.requests?.storage ?? "0", storageClassName)) {
        await remove({ apiVersion: wanted.apiVersion, kind: wanted.kind, metadata: wanted.metadata });
    }
}
