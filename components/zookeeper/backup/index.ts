import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { backupsClaim, jobNames, workloadNames, zooServers } from "../../../model/names";
import { quantity } from "../../../model/quantity";
import { createFiles, filesName } from "../../kubernetes/scripts";
import type { LiveObject } from "../../live/object";
import { orEndRun } from "../../live/refusal";
import type { Members } from "../members";
import { backupScripts, zooCfg } from "../scripts";
import { backupCronJob, restoreCronJob } from "./jobs";
import type { BackupJobs } from "./jobs";
import type { BackupSettings } from "./settings";

/** What backups of an ensemble take beside what is known of its members. */
export interface BackupArgs extends Members {
    /** When, how many, and how much room they have. */
    readonly backup: BackupSettings;
    /** DNS name of the headless Service. */
    readonly headlessDns: pulumi.Output<string>;
    /** StorageClass of the claim; undefined for the cluster's default. */
    readonly className: pulumi.Input<string | undefined>;
    /** Whether the claim outlives the stack, and the setting. */
    readonly keepOnDestroy: boolean;
    /** The Secrets of its logins. */
    readonly logins: readonly pulumi.Resource[];
}

/** The claim of the backups, the CronJob that takes them, and the one by whose template a disk is restored. */
export function createBackups(parent: pulumi.Resource, name: string, args: BackupArgs): void {
    const { metadata, ownership, security, settings } = args;
    const owned = { parent, hooks: ownership.hooks };
    const claim = createClaim(parent, name, args);
    const files = { ...backupScripts, "zoo.cfg": zooCfg(settings, security.authentication, false) };
    const configMap = filesName(`${workloadNames.zookeeper}-backup`, files);
    const config = createFiles(parent, `${name}-backup-config`, { configMap, files, metadata, ownership });
    const first = args.headlessDns.apply((dns) => zooServers(dns, 1));
    const jobs: BackupJobs = { ...args, first, configMap };
    const dependsOn = [claim, config, ...args.logins];
    for (const [verb, spec] of [
        ["backup", backupCronJob(jobs)],
        ["restore", restoreCronJob(jobs)],
    ] as const) {
        new k8s.batch.v1.CronJob(
            `${name}-${verb}`,
            { metadata: metadata(jobNames.zookeeper[verb]), spec },
            { ...owned, dependsOn },
        );
    }
}

/**
 * The claim. One that was left is taken over, and no size below its own is asked for: none can shrink. The patch carries the size, for a claim that
 * differs from its inputs would be replaced, backups and all.
 */
function createClaim(parent: pulumi.Resource, name: string, args: BackupArgs): pulumi.Resource {
    const { metadata, ownership } = args;
    const held = pulumi.output(args.namespace).apply(async (namespace) =>
        orEndRun(() =>
            ownership.held({
                apiVersion: "v1",
                kind: "PersistentVolumeClaim",
                metadata: { name: backupsClaim, namespace },
            }),
        ),
    );
    const requests = { storage: held.apply((live) => largerOf(String(args.backup.disk), live)) };
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
                resources: { requests },
            },
        },
        { parent, hooks: ownership.hooks, ignoreChanges: ["spec"], retainOnDelete: args.keepOnDestroy },
    );
    new k8s.core.v1.PersistentVolumeClaimPatch(
        `${name}-backups-disk`,
        {
            metadata: {
                name: backupsClaim,
                namespace: args.namespace,
                annotations: { ...annotations, "pulumi.com/patchForce": "true" },
            },
            spec: { resources: { requests } },
        },
        { parent, dependsOn: [claim], retainOnDelete: true },
    );
    return claim;
}

interface ClaimSpec {
    readonly resources?: { readonly requests?: { readonly storage?: string } };
}

function largerOf(size: string, live: LiveObject | undefined): string {
    const asked = (live?.spec as ClaimSpec | undefined)?.resources?.requests?.storage;
    return asked !== undefined && quantity(asked) > quantity(size) ? asked : size;
}
