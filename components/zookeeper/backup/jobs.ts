import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { heapMiB, zookeeperHeap } from "../../../model/heap";
import {
    backupObserverId,
    backupsClaim,
    chroot,
    claimName,
    jobNames,
    ports,
    workloadNames,
} from "../../../model/names";
import { MiB, quantity } from "../../../model/quantity";
import { hopeless, oneShotJob } from "../../kubernetes/job";
import { labels } from "../../kubernetes/metadata";
import { serverLogin } from "../logins";
import type { Members } from "../members";
import { directories } from "../scripts";
import type { BackupSettings } from "./settings";

/** What the CronJobs are made from. */
export interface BackupJobs extends Omit<Members, "metadata" | "namespace" | "ownership"> {
    /** When, and how many are kept. */
    readonly backup: BackupSettings;
    /** The first of the servers, as {@link zooServers} lists it. */
    readonly first: pulumi.Input<string>;
    /** Name of the ConfigMap with zoo.cfg and the scripts. */
    readonly configMap: string;
}

type CronJobSpec = k8s.types.input.batch.v1.CronJobSpec;
type Container = Parameters<typeof oneShotJob>[0]["container"];
type Volumes = readonly k8s.types.input.core.v1.Volume[];

const directory = "/etc/zookeeper-backup";
const backups = "/backups";
const disk = "/disk";
const knownDirectory = "/known";

/** Longer than a server takes to start, to be sent the tree and to read it again. */
const deadlineSeconds = 900;

/** What ZooKeeper's shell takes beside the server, in bytes. */
const shellMemory = 192 * MiB;

/** Takes a backup on a schedule; nothing of it is pressing, so one that could not begin for an hour is left to the next. */
export function backupCronJob(args: BackupJobs): CronJobSpec {
    const login = serverLogin(args.security);
    return {
        ...cronJob(args, "backup", {
            command: "backup.sh",
            memory: String(args.settings.memory),
            env: {
                SERVERS: args.servers,
                OBSERVER_ID: String(backupObserverId),
                FOLLOWER_PORT: String(ports.zookeeperFollower),
                ELECTION_PORT: String(ports.zookeeperElection),
                KEEP: String(args.backup.keep),
            },
            more: login.env,
            mounts: login.volumeMounts,
            volumes: login.volumes,
        }),
        schedule: args.backup.schedule,
    };
}

/** What restores the disk of the first server: never on a schedule, but the template of `kubectl create job --from=cronjob/zookeeper-restore`. */
export function restoreCronJob(args: BackupJobs): CronJobSpec {
    return {
        ...cronJob(args, "restore", {
            command: "restore.sh",
            memory: String(quantity(args.settings.memory) + shellMemory),
            env: {
                FIRST_SERVER: args.first,
                CHROOT: chroot,
                KNOWN_TOPICS: `${knownDirectory}/topics`,
                DISK_DIRECTORY: disk,
                MEMBERS_DIRECTORY: directories.members,
                HOPELESS: String(hopeless),
                ZK_CLIENT_HEAP: "64",
            },
            more: [],
            mounts: [
                { name: "disk", mountPath: disk },
                { name: "known", mountPath: knownDirectory, readOnly: true },
            ],
            volumes: [
                { name: "disk", persistentVolumeClaim: { claimName: claimName("zookeeper", 0) } },
                // What brokers knew: whoever restores makes it, where one still runs.
                { name: "known", configMap: { name: jobNames.zookeeper.restore, optional: true } },
            ],
        }),
        schedule: "0 0 1 1 *",
        suspend: true,
    };
}

interface Work {
    readonly command: string;
    readonly memory: string;
    readonly env: Readonly<Record<string, pulumi.Input<string>>>;
    readonly more: Container["env"];
    readonly mounts: Container["mounts"];
    readonly volumes: Volumes;
}

function cronJob(args: BackupJobs, name: "backup" | "restore", work: Work): Omit<CronJobSpec, "schedule"> {
    const { settings } = args;
    const jobLabels = labels(jobNames.zookeeper[name], workloadNames.zookeeper);
    const heap = heapMiB(zookeeperHeap, settings.memory, settings.heap);
    const environment: Work["env"] = {
        ...work.env,
        CLIENT_PORT: String(ports.zookeeperClient),
        CONFIG_DIRECTORY: directory,
        BACKUPS_DIRECTORY: backups,
        // The image's own is on the root file system.
        ZOO_LOG_DIR: "/tmp",
        ZK_SERVER_HEAP: String(heap),
        SERVER_JVMFLAGS: "-XX:-UsePerfData",
    };
    return {
        timeZone: "Etc/UTC",
        concurrencyPolicy: "Forbid",
        startingDeadlineSeconds: 3600,
        successfulJobsHistoryLimit: 1,
        failedJobsHistoryLimit: 1,
        jobTemplate: {
            metadata: { labels: jobLabels },
            spec: oneShotJob({
                labels: jobLabels,
                part: settings,
                memory: work.memory,
                image: args.image,
                pulling: args.pulling,
                runsAs: args.runsAs,
                command: ["/bin/bash", `${directory}/${work.command}`],
                deadlineSeconds,
                container: {
                    name,
                    env: [
                        ...Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
                        ...work.more,
                    ],
                    mounts: [
                        { name: "config", mountPath: directory, readOnly: true },
                        { name: "backups", mountPath: backups, ...(name === "restore" ? { readOnly: true } : {}) },
                        ...work.mounts,
                    ],
                },
                volumes: [
                    { name: "config", configMap: { name: args.configMap } },
                    { name: "backups", persistentVolumeClaim: { claimName: backupsClaim } },
                    ...work.volumes,
                ],
            }),
        },
    };
}
