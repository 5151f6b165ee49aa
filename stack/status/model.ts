/**
 * What a look at a running cluster comes to. `npm run status -- --json` prints exactly this: fields may be added, and `format` counts up when one
 * changes its meaning or goes. Bytes are bytes, shares are between 0 and 1, times are ISO 8601 in UTC.
 */
export interface Status {
    /** Version of this shape. */
    readonly format: 1;
    /** When the cluster was asked. */
    readonly at: string;
    /** Name of the stack. */
    readonly stack: string;
    /** Address of the API server that was asked. */
    readonly server: string;
    /** Namespace of the cluster. */
    readonly namespace: string;
    /** `unknown` where nothing bad was found, but not everything that matters could be asked. */
    readonly health: "healthy" | "unhealthy" | "unknown";
    /** What is not as it should be, the worst first; notes last. */
    readonly findings: readonly Finding[];
    /** Every broker that there is or should be, by its id. */
    readonly brokers: Known<readonly Broker[]>;
    /** Id of the broker that leads the cluster; null where none does. */
    readonly controller: Known<number | null>;
    /** The partitions of all topics. */
    readonly partitions: Known<Partitions>;
    /** The topics, and which are the largest. */
    readonly topics: Known<Topics>;
    /** When the brokers were asked for the three above, which costs them a Java tool each; null where none could be. */
    readonly askedBrokersAt: string | null;
    /** The ensemble. */
    readonly ensemble: Known<Ensemble>;
    /** The web console; null where there is none. */
    readonly console: Known<Console | null>;
    /** Jobs of the program that run or have failed. */
    readonly jobs: Known<readonly Job[]>;
    /** The last update of the stack; null where there was none. */
    readonly lastUpdate: Known<Update | null>;
}

/** A fact, or why nobody knows it. */
export type Known<T> = T | Unknown;

/** Why something is not known, on one line. */
export interface Unknown {
    readonly unknown: string;
}

/** Whether a fact is known. */
export function isKnown<T>(fact: Known<T>): fact is Exclude<T, Unknown> {
    return !isUnknown(fact);
}

/** Whether a fact, of whatever shape, is none. */
export function isUnknown(fact: unknown): fact is Unknown {
    return typeof fact === "object" && fact !== null && "unknown" in fact;
}

/** How bad something is: `critical` and `warning` make a cluster unhealthy, `unknown` makes its health unknown, a `note` nothing. */
export type Severity = "critical" | "warning" | "unknown" | "note";

/** One thing that is not as it should be. */
export interface Finding {
    readonly severity: Severity;
    /** What it is about, and what is wrong with it: `kafka-1 is not ready: …`. */
    readonly what: string;
    /** What to do; empty where nothing has to be done. */
    readonly advice: string;
}

/** A pod of a broker or of a server. */
export interface Member {
    /** Name of the pod. */
    readonly pod: string;
    /** `missing` where the StatefulSet wants a pod that does not exist. */
    readonly state: "ready" | "not ready" | "missing";
    /** Why it is not ready; null where it is. */
    readonly reason: string | null;
    /** How often its container was started again. */
    readonly restarts: number;
    /** When its container started; null where it does not run. */
    readonly startedAt: string | null;
    /** Its node; null where it has none. */
    readonly node: string | null;
    /** The zone of its node; null where nobody may know, or there is none. */
    readonly zone: string | null;
    /** Tag of its image; null where the image has none, or there is no pod. */
    readonly version: string | null;
    /** Whether it is made from the template that is wanted now: false while a roll has not come to it. */
    readonly isCurrent: boolean;
    /** Its disk. */
    readonly disk: Known<Disk>;
}

/** The disk of a pod. */
export interface Disk {
    /** Bytes of the claim, or of the file system where that is not shared. */
    readonly size: number;
    /** Bytes that are taken. */
    readonly used: number;
    /** Share of the disk that is taken. */
    readonly fill: number;
}

/** A broker. */
export interface Broker extends Member {
    readonly id: number;
    /** Partitions that it leads; null where nobody knows. */
    readonly leads: number | null;
    /** Copies of partitions that it is to have; null where nobody knows. */
    readonly copies: number | null;
}

/** Some of the partitions. */
export interface Some {
    /** How many. */
    readonly count: number;
    /** The first of them, ten at the most: `orders-0`. */
    readonly first: readonly string[];
}

/** The partitions of all topics. */
export interface Partitions {
    readonly count: number;
    /** Without a leader: they take and give no records. */
    readonly offline: Some;
    /** With fewer copies in sync than `min.insync.replicas`: they take no records with acks=all. */
    readonly underMinIsr: Some;
    /** With a copy that is not in sync, but for those that a reassignment is adding. */
    readonly underReplicated: Some;
    /** That a reassignment has still to move. */
    readonly reassigning: Some;
}

/** The topics. */
export interface Topics {
    readonly count: number;
    /** Bytes of all copies of all topics; null where nobody knows. */
    readonly bytes: number | null;
    /** Ten at the most, the largest first; none where the sizes are not known. */
    readonly largest: readonly Topic[];
}

/** A topic. */
interface Topic {
    readonly name: string;
    readonly partitions: number;
    /** Copies of each partition. */
    readonly replicationFactor: number;
    /** Bytes of all its copies. */
    readonly bytes: number;
}

/** The ensemble of ZooKeeper. */
export interface Ensemble {
    /** Pod of the leader; null where there is no quorum, or nobody knows. */
    readonly leader: string | null;
    /** Servers that follow the leader and are in sync with it, as the leader says; null without one. */
    readonly followersInSync: number | null;
    /** Servers that learn and do not vote; null without a leader. */
    readonly observers: number | null;
    readonly servers: readonly Server[];
}

/** A server of the ensemble. */
export interface Server extends Member {
    /** `none` where it answers and serves nobody, as without a quorum. */
    readonly role: Known<"leader" | "follower" | "observer" | "standalone" | "none">;
    /** Requests that wait; null where it does not say. */
    readonly outstanding: number | null;
    /** Average time of a request, in milliseconds; null where it does not say. */
    readonly latencyMs: number | null;
    /** Transactions by which it was behind the leader when it was asked, which is not the same moment; null where nobody knows. */
    readonly behind: number | null;
}

/** The web console. */
export interface Console {
    readonly ready: boolean;
    /** Why it is not ready; null where it is. */
    readonly reason: string | null;
    /** Address inside the Kubernetes cluster; null where the stack file cannot be read. */
    readonly url: string | null;
    /** Address of its Ingress; null where it has none. */
    readonly externalUrl: string | null;
}

/** A Job of the program. */
export interface Job {
    readonly name: string;
    readonly state: "running" | "failed";
    readonly since: string | null;
    /** What Kubernetes says of its failure; null for one that runs. */
    readonly reason: string | null;
}

/** An update of the stack, as Pulumi's history has it: it keeps how many resources changed, and not which. */
export interface Update {
    /** `update`, `destroy`, `refresh`. */
    readonly kind: string;
    /** `succeeded`, `failed`, `in-progress`. */
    readonly result: string;
    readonly startedAt: string | null;
    readonly endedAt: string | null;
    /** Number of resources by what happened to them: `{ "create": 2, "same": 30 }`. */
    readonly changes: Readonly<Record<string, number>>;
}
