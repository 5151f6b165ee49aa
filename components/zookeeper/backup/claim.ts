import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { backupsClaim } from "../../../model/names";
import { largerOf } from "../../kubernetes/claims";
import type { NamedMetadata } from "../../kubernetes/metadata";
import { claimOf, isToBeMadeAnew } from "../../live/claim";
import { orEndRun } from "../../live/refusal";
import type { Ownership } from "../../ownership";
import type { BackupSettings } from "./settings";

/** What the claim of the backups is made from. */
export interface BackupsClaimArgs {
    /** How much room they have. */
    readonly backup: Pick<BackupSettings, "disk">;
    /** Name of an existing namespace. */
    readonly namespace: pulumi.Input<string>;
    /** Metadata by name. */
    readonly metadata: NamedMetadata;
    /** StorageClass of the claim; undefined for the cluster's default. */
    readonly className: pulumi.Input<string | undefined>;
    /** Whether the claim outlives the stack, and the setting. */
    readonly keepOnDestroy: boolean;
    /** Marks it and keeps that of others from being taken over. */
    readonly ownership: Ownership;
}

/**
 * The claim. One that was left is taken over, and no size below its own is asked for: none can shrink. The patch carries the size, for a claim that
 * differs from its inputs would be replaced, backups and all; one that has no disk yet is, since nothing of it can be edited.
 */
export function createBackupsClaim(parent: pulumi.Resource, name: string, args: BackupsClaimArgs): pulumi.Resource {
    const { metadata, ownership } = args;
    const live = pulumi.output(args.namespace).apply(async (namespace) => {
        const held = await orEndRun(() =>
            ownership.held({
                apiVersion: "v1",
                kind: "PersistentVolumeClaim",
                metadata: { name: backupsClaim, namespace },
            }),
        );
        return held && claimOf(held);
    });
    const size = String(args.backup.disk);
    const isAnew = pulumi
        .all([live, args.className])
        .apply(([claim, className]) => claim !== undefined && isToBeMadeAnew(claim, size, className));
    const annotations = {
        // With WaitForFirstConsumer it is bound by the first backup.
        "pulumi.com/skipAwait": "true",
    };
    const claim = new k8s.core.v1.PersistentVolumeClaim(
        `${name}-backups`,
        {
            metadata: metadata(backupsClaim, annotations),
            spec: {
                accessModes: ["ReadWriteOnce"],
                storageClassName: pulumi.output(args.className),
                resources: { requests: { storage: live.apply((held) => largerOf(size, held)) } },
            },
        },
        {
            parent,
            hooks: ownership.claimHooks,
            ignoreChanges: ["spec"],
            retainOnDelete: args.keepOnDestroy,
            deleteBeforeReplace: true,
            transforms: [async (made) => ((await known(isAnew)) ? anew(made) : undefined)],
        },
    );
    new k8s.core.v1.PersistentVolumeClaimPatch(
        `${name}-backups-disk`,
        {
            metadata: {
                name: backupsClaim,
                namespace: args.namespace,
                annotations: { ...annotations, "pulumi.com/patchForce": "true" },
            },
            spec: {
                resources: {
                    requests: {
                        storage: isAnew.apply((other) =>
                            other ? untried(size) : live.apply((held) => largerOf(size, held)),
                        ),
                    },
                },
            },
        },
        { parent, dependsOn: [claim], retainOnDelete: true },
    );
    return claim;
}

/** In a preview the claim is still there, and the API server would refuse to edit it: what is not known yet is not tried. */
function untried<T>(value: T): pulumi.Output<pulumi.Unwrap<T>> {
    return pulumi.output(pulumi.runtime.isDryRun() ? (pulumi.unknown as T) : value);
}

/** What is registered of a claim in place of one that has no disk. */
export function anew({ props, opts }: pulumi.ResourceTransformArgs): pulumi.ResourceTransformResult {
    const { spec } = props as { readonly spec: pulumi.Input<object> };
    return {
        props: { ...props, spec: pulumi.output(spec).apply(untried) },
        opts: { ...opts, ignoreChanges: [], replaceOnChanges: ["spec"] },
    };
}

function known<T>(output: pulumi.Output<T>): Promise<T> {
    return new Promise((resolve) => output.apply(resolve));
}
