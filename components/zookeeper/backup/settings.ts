import { z } from "zod";
import { disk, matching, whole } from "../../../schema/fields";

/** Five fields, or one of the words for them; what is in the fields the API server judges (robfig/cron, ParseStandard). */
const cron = /^(@(hourly|daily|midnight|weekly|monthly|yearly|annually)|\S+( \S+){4})$/;

/** `kafka:zookeeper.backup`: backups of the ensemble's tree. */
export const backup = z
    .strictObject(
        {
            schedule: matching(cron, 'must be a cron expression of five fields, such as "0 3 * * *"')
                .default("0 3 * * *")
                .describe("When one is taken: a cron expression, in UTC. Kubernetes judges what is in its fields."),
            keep: whole(1, 1000).default(14).describe("How many are kept; the oldest of more are removed."),
            disk: disk()
                .default("1Gi")
                .describe("Disk of all of them, and of one tree unpacked. May grow, never shrinks."),
        },
        { error: "must be a map with schedule, keep, disk" },
    )
    .describe(
        "Backups of everything that ZooKeeper knows, on a claim `zookeeper-backups` (docs/recovery.md). Default: none.",
    );

/** `kafka:zookeeper.backup`, checked, with every default filled in. */
export type BackupSettings = z.output<typeof backup>;
