import { GiB, MiB, quantity } from "./quantity";

/** How much of a container's memory limit its Java heap takes, and where the share ends. */
export interface HeapRule {
    /** Share of the limit, between 0 and 1. */
    readonly share: number;
    /** Largest heap that is derived, in bytes: beyond it memory serves better elsewhere. */
    readonly ceiling: number;
    /** What the JVM takes beside its heap at the least, in MiB: threads, classes, buffers. */
    readonly besideMiB: number;
}

/**
 * Half of the limit: the other half is page cache, from which consumers are served (Strimzi's rule, its ceiling 5 GiB). Beside the
 * broker one Java tool runs at a time, of about 120 MiB (ready.sh, pre-stop.sh).
 */
const kafkaHeap: HeapRule = { share: 0.5, ceiling: 6 * GiB, besideMiB: 256 };

/** What the agent that shows a broker's metrics takes beside the heap, in MiB: 101 to 110 were measured (docs/metrics.md). */
const agentMiB = 128;

/** The rule for a broker, with or without the agent for its metrics. */
export function brokerHeap(withAgent: boolean): HeapRule {
    return withAgent ? { ...kafkaHeap, besideMiB: kafkaHeap.besideMiB + agentMiB } : kafkaHeap;
}

/** ZooKeeper keeps its whole tree on the heap and needs little beside it. */
export const zookeeperHeap: HeapRule = { share: 0.6, ceiling: 4 * GiB, besideMiB: 64 };

/** Kafka Manager: measured, 100 to 180 MiB beside the heap in light use. */
export const kafkaManagerHeap: HeapRule = { share: 0.6, ceiling: 4 * GiB, besideMiB: 96 };

/** What asks for the lag of consumers: a tool takes about 60 MiB beside its heap, and awk some for what it says. */
export const lagHeap: HeapRule = { share: 0.5, ceiling: GiB, besideMiB: 128 };

/**
 * The Java heap of a container, in whole mebibytes: the one asked for, else its share of the memory limit, and no more than the rest leaves.
 * `memory` and `asked` are Kubernetes quantities.
 */
export function heapMiB(rule: HeapRule, memory: string | number, asked?: string | number): number {
    const limit = quantity(memory);
    const bytes =
        asked === undefined
            ? Math.min(limit * rule.share, rule.ceiling, limit - rule.besideMiB * MiB)
            : quantity(asked);
    return Math.floor(bytes / MiB);
}

/** The largest heap that may be asked for, in MiB: the JVM needs the rest, and a container that outgrows its limit is killed without a word in its log. */
export function largestHeapMiB(rule: HeapRule, memory: string | number): number {
    const limit = quantity(memory) / MiB;
    return Math.floor(Math.min(0.8 * limit, limit - rule.besideMiB));
}
