import type { ZooKeeperSettings } from "../../settings/schema";
import { heapMiB, zookeeperHeap } from "../heap";
import { judgeDisk } from "./disks";
import { nothing, refused, rolling } from "./edit";
import { judgeFields } from "./fields";
import { majoritiesMeet, steps } from "./quorum";
import type { Edit, Outcome, Workload } from "./edit";
import type { Facts } from "./facts";

/** The list of servers is in the environment of every server, in the brokers' properties and in the console's environment. */
const knowTheServers: readonly Workload[] = ["zookeeper", "brokers", "kafkaManager"];

/** Judges the edits of `kafka:zookeeper`. Of the facts it uses `expandable`. */
export function judgeZooKeeper(old: ZooKeeperSettings, wanted: ZooKeeperSettings, facts: Facts = {}): Edit[] {
    const roll = rolling(["zookeeper"]);
    const heap = (settings: ZooKeeperSettings) => heapMiB(zookeeperHeap, settings.memory, settings.heap);
    return judgeFields("zookeeper", old, wanted, {
        replicas: judgeServers(old.replicas, wanted.replicas),
        cpu: roll,
        cpuLimit: roll,
        memory: roll,
        heap: heap(old) === heap(wanted) ? nothing() : roll,
        disk: judgeDisk(old.disk, wanted.disk, facts.expandable),
        tickTime: roll,
        initLimit: roll,
        syncLimit: roll,
        maxClientConnections: roll,
        snapshotsRetained: roll,
        purgeHours: roll,
        spread: { hosts: roll, zones: roll },
        nodeSelector: roll,
        tolerations: roll,
        priorityClass: roll,
    });
}

function judgeServers(from: number, to: number): Outcome {
    if (!majoritiesMeet(from, to)) {
        return refused(
            "a majority of the old servers and one of the new could decide without each other, and znodes would be lost",
            `go ${steps(from, to).join(" -> ")}, one edit at a time, each pulumi up finished before the next`,
        );
    }
    const notes = [...(to < from ? [keptDisks(from, to)] : []), ...(to % 2 === 0 ? [even(to)] : [])];
    return { effect: to > from ? "adds" : "removes", rolls: knowTheServers, notes };
}

function keptDisks(from: number, to: number): string {
    const claims = Array.from({ length: from - to }, (_, index) => `data-zookeeper-${to + index}`);
    return `${claims.join(", ")} stay, for when the servers come back`;
}

function even(servers: number): string {
    return `${servers} servers survive no more failures than ${servers - 1}: a step on the way, not a size to stay at`;
}
