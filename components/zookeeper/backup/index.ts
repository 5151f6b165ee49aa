import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { jobNames, workloadNames, zooServers } from "../../../model/names";
import { createFiles, filesName } from "../../kubernetes/scripts";
import type { Members } from "../members";
import { backupScripts, zooCfg } from "../scripts";
import { createBackupsClaim } from "./claim";
import type { BackupsClaimArgs } from "./claim";
import { backupCronJob, restoreCronJob } from "./jobs";
import type { BackupJobs } from "./jobs";
import type { BackupSettings } from "./settings";

/** What backups of an ensemble take beside what is known of its members. */
export interface BackupArgs extends Members, BackupsClaimArgs {
    /** When, how many, and how much room they have. */
    readonly backup: BackupSettings;
    /** DNS name of the headless Service. */
    readonly headlessDns: pulumi.Output<string>;
    /** The Secrets of its logins. */
    readonly logins: readonly pulumi.Resource[];
}

/** The claim of the backups, the CronJob that takes them, and the one by whose template a disk is restored. */
export function createBackups(parent: pulumi.Resource, name: string, args: BackupArgs): void {
    const { metadata, ownership, security, settings } = args;
    const owned = { parent, hooks: ownership.hooks };
    const claim = createBackupsClaim(parent, name, args);
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
