import { z } from "zod";
import { mostServers } from "../../model/names";
import { serverLevels } from "../../model/logLevels";
import { cpu, disk, memory, whole, wholeOrZero } from "../../schema/fields";
import { logLevels } from "../../schema/logging";
import { scheduling, spread } from "../../schema/scheduling";
import { backup } from "./backup/settings";

/** `kafka:zookeeper`: the ensemble. */
export const zookeeper = z
    .strictObject(
        {
            replicas: whole(1, mostServers).default(3).describe("Servers that vote: 1 for trials, 3, or 5."),
            cpu: cpu().default("250m").describe("Requested CPU of one server."),
            cpuLimit: cpu().optional().describe("CPU limit. Default: none, so that no pause is forced."),
            memory: memory("192Mi")
                .default("512Mi")
                .describe("Memory of one server, requested and limit; the heap follows."),
            heap: memory("64Mi").optional().describe("Java heap, when the derived one does not fit."),
            disk: disk().default("5Gi").describe("Disk of one server. May grow, never shrink."),
            tickTime: whole(500, 10000).default(2000).describe("Length of one tick, in milliseconds."),
            initLimit: whole(2, 100).default(10).describe("Ticks a follower may take to connect and sync."),
            syncLimit: whole(2, 100).default(5).describe("Ticks a follower may lag behind."),
            // The session of a broker takes one of its address, its scripts another one, and clients may share it (ready.sh, leave.sh).
            maxClientConnections: wholeOrZero(10, 10000, "no limit")
                .default(60)
                .describe("Connections from one address."),
            snapshotsRetained: whole(3, 100).default(3).describe("Snapshots that purging leaves."),
            purgeHours: whole(1, 168).default(1).describe("Hours between two purges of old snapshots."),
            logLevels: logLevels(...serverLevels)
                .default({})
                .describe("Levels of loggers, such as `root: WARN`, read without a restart (docs/logging.md)."),
            backup: backup.optional(),
            spread,
            ...scheduling,
        },
        { error: "must be a map with replicas, cpu, memory, disk, …" },
    )
    .describe("The ZooKeeper ensemble.");

/** `kafka:zookeeper`, checked, with every default filled in. */
export type ZooKeeperSettings = z.output<typeof zookeeper>;

/** `kafka:zookeeper` as a stack file says it: every field may be left out. */
export type ZooKeeperInput = z.input<typeof zookeeper>;
