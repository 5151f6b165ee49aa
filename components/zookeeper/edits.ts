import { harmless, refused } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { claimName } from "../../model/names";
import { judgeDisk } from "../storage/diskEdits";
import type { DiskFacts } from "../storage/diskEdits";
import type { ZooKeeperSettings } from "./settings";

/** What is known of the running ensemble. */
export interface EnsembleFacts extends DiskFacts {
    /** How many servers the lists have that the servers of the ensemble run with, as read from the running cluster: each size once. */
    readonly serverLists?: readonly number[];
}

/** The edits of `kafka:zookeeper`. */
export function zookeeperEdits(old: ZooKeeperSettings, wanted: ZooKeeperSettings): UnjudgedChange<EnsembleFacts>[] {
    const ofPod = () => harmless();
    return changedFields<ZooKeeperSettings, EnsembleFacts>("zookeeper", old, wanted, {
        replicas: ({ serverLists }) => judgeServers(old.replicas, wanted.replicas, serverLists),
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
        spread: { hosts: ofPod, zones: ofPod },
        nodeSelector: ofPod,
        tolerations: ofPod,
        priorityClass: ofPod,
    });
}

/**
 * The servers take a new list one after the other. Where the old one and the new differ by a single server, every majority of one meets every
 * majority of the other, and the servers that run are enough for either; by more, two disjoint groups could both decide (1 -> 3, 3 -> 5), or
 * none could (2 -> 4: the new servers find no majority among the old ones). `lists` are the sizes of the lists that the servers run with.
 */
function judgeServers(from: number, to: number, lists: readonly number[] = []): Outcome {
    const isStep = (servers: number) => Math.abs(servers - to) <= 1;
    if (!isStep(from)) {
        return refused(
            "more than one server at a time: those with the old list and those with the new could decide without each other, or not at all, " +
                "and znodes would be lost",
            `go ${path(from, to).join(" -> ")}, one edit at a time, each pulumi up finished before the next`,
        );
    }
    const stale = lists.filter((servers) => !isStep(servers));
    if (stale.length > 0) {
        return refused(
            `servers still run with a list of ${stale.join(" and of ")}, from an edit that was not finished, and could decide without those with the new one`,
            `finish that edit first: set it to ${from}, run pulumi up --refresh, and then make this edit`,
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
    return `${servers} servers survive no more failures than ${servers - 1}: a step on the way, not a size to stay at`;
}

function path(from: number, to: number): number[] {
    const direction = Math.sign(to - from);
    return Array.from({ length: Math.abs(to - from) + 1 }, (_, index) => from + index * direction);
}
