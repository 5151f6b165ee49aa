import { join } from "node:path";
import { ports } from "../../model/names";
import { readScripts } from "../kubernetes/scripts";
import type { Authentication } from "../security/authentication";
import { loginProperties } from "./logins";
import type { ZooKeeperSettings } from "./settings";

const directory = join(__dirname, "scripts");

/** What runs in the servers' containers, by the names of the files. */
export const serverScripts = readScripts(directory, [
    "functions.sh",
    "start.sh",
    "alive.sh",
    "ready.sh",
    "pre-stop.sh",
]);

/** What the Job runs that changes who is a member, by the names of the files. */
export const jobScripts = readScripts(directory, ["functions.sh", "reconfigure.sh"]);

/** What the Jobs of backups run, by the names of the files. */
export const backupScripts = readScripts(directory, [
    "functions.sh",
    "standalone.sh",
    "backup.sh",
    "restore.sh",
    "raise-epochs.awk",
    "restored-topics.awk",
]);

/** Where the claim and the files of the program are mounted in a server's container. */
export const directories = {
    /** The scripts and zoo.cfg, as the settings decide them. */
    config: "/etc/zookeeper",
    /** The number of servers that begin an ensemble ({@link initialFile}). */
    ensemble: "/etc/zookeeper-ensemble",
    /** Snapshots: the image's own. */
    data: "/data",
    /** The transaction log: the image's own. */
    log: "/datalog",
    /** Who is a member: ZooKeeper writes the list itself, beside the zoo.cfg that it was started with. */
    members: "/members",
} as const;

/** Where values of the super user's Secret are mounted, in a server's container and in the Job's. */
export const superDirectory = "/etc/zookeeper-super";

/** The file in the ensemble's directory with the number of servers that begin one. */
export const initialFile = "servers";

/** Metrics for Prometheus, of the JVM too (ZooKeeper 3.6 or newer, zookeeperMonitor.html). */
const metricsProvider = {
    "metricsProvider.className": "org.apache.zookeeper.metrics.prometheus.PrometheusMetricsProvider",
    "metricsProvider.httpPort": ports.zookeeperMetrics,
    "metricsProvider.exportJvmInfo": true,
} as const;

/**
 * zoo.cfg but for the members. Changing them by `reconfig` needs a server that counts itself as one of a quorum even alone
 * (`standaloneEnabled`).
 */
export function zooCfg(settings: ZooKeeperSettings, authentication: Authentication, withMetrics: boolean): string {
    const values: Readonly<Record<string, string | number | boolean>> = {
        dataDir: directories.data,
        dataLogDir: directories.log,
        tickTime: settings.tickTime,
        initLimit: settings.initLimit,
        syncLimit: settings.syncLimit,
        maxClientCnxns: settings.maxClientConnections,
        "autopurge.purgeInterval": settings.purgeHours,
        "autopurge.snapRetainCount": settings.snapshotsRetained,
        standaloneEnabled: false,
        reconfigEnabled: true,
        "admin.enableServer": false,
        "4lw.commands.whitelist": "srvr,ruok,mntr,conf",
        // A server binds before its own name resolves; without this it would bind to an address it does not have yet.
        quorumListenOnAllIPs: true,
        ...loginProperties(authentication),
        ...(withMetrics ? metricsProvider : {}),
    };
    return Object.entries(values)
        .map(([name, value]) => `${name}=${value}\n`)
        .join("");
}
