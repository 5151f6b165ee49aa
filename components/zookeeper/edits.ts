import { harmless, inPlace, refused } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedEntries, changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { valueOf } from "../../edits/values";
import { claimName } from "../../model/names";
import { spreadRules } from "../kubernetes/spreadEdits";
import { allServerLevels } from "../../model/logLevels";
import { judgeDisk } from "../storage/diskEdits";
import type { DiskFacts } from "../storage/diskEdits";
import { backupEdits } from "./backup/edits";
import type { ZooKeeperSettings } from "./settings";

/** What is known of the running ensemble. */
export interface EnsembleFacts extends DiskFacts {
    /** How long the fixed lists are that servers of the ensemble run with, as read from the running cluster: each length once; none for servers whose list can change. */
    readonly serverLists?: readonly number[];
    /** Whether there are servers, or only the disks of a destroyed stack. Default: there are. */
    readonly hasServers?: boolean;
}

/** The edits of `kafka:zookeeper`. */
export function zookeeperEdits(old: ZooKeeperSettings, wanted: ZooKeeperSettings): UnjudgedChange<EnsembleFacts>[] {
    const ofPod = () => harmless();
    const fields = changedFields<Omit<ZooKeeperSettings, "backup" | "logLevels">, EnsembleFacts>(
        "zookeeper",
        old,
        wanted,
        {
            replicas: (facts) => judgeServers(old.replicas, wanted.replicas, facts),
            cpu: ofPod,
            cpuLimit: ofPod,
            memory: ofPod,
            heap: ofPod,
            disk: (facts) => judgeDisk("zookeeper", old.disk, wanted.disk, facts),
            tickTime: ofPod,
            initLimit: ofPod,
            syncLimit: ofPod,
            maxClientConnections: ofPod,
            snapshotsRetained: ofPod,
            purgeHours: ofPod,
            spread: spreadRules(wanted.spread),
            nodeSelector: ofPod,
            nodeAffinity: ofPod,
            tolerations: ofPod,
            priorityClass: ofPod,
        },
    );
    const levels = changedEntries("zookeeper", "logLevels", old.logLevels, wanted.logLevels, (name) => {
        const [from, to] = [allServerLevels(old.logLevels), allServerLevels(wanted.logLevels)];
        return valueOf(from, name) === valueOf(to, name) ? harmless() : inPlace();
    });
    return [...fields, ...backupEdits(old.backup, wanted.backup), ...levels];
}

/**
 * The ensemble changes its members by itself, any number in one edit: those that are added have followed the leader before, and those that
 * are taken out are no members any more when their pods go.
 */
function judgeServers(from: number, to: number, { serverLists = [], hasServers = true }: EnsembleFacts): Outcome {
    if (to < from && !hasServers) {
        return refused(
            `the disks that are left belong to an ensemble of ${from}, and fewer cannot decide to be fewer`,
            `set it to ${from} and run pulumi up; then make this edit`,
        );
    }
    if (to < from && serverLists.length > 0) {
        return refused(
            "servers still run with a fixed list, from an earlier version of this program, and cannot be taken out of it",
            `set it to ${from} and run pulumi up, which gives them a list that can change; then make this edit`,
        );
    }
    const notes = [...(to < from ? [keptDisks(from, to)] : []), ...(to % 2 === 0 ? [even(to)] : [])];
    return { effect: to > from ? "adds" : "removes", notes };
}

function keptDisks(from: number, to: number): string {
    const claims = Array.from({ length: from - to }, (_, index) => claimName("zookeeper", to + index));
    return `${claims.join(", ")} stay, for when the servers come back`;
}

function even(servers: number): string {
    return `${servers} servers survive no more failures than ${servers - 1}`;
}
