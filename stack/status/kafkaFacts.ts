import type { DescribedPartition } from "./gather/kafkaAnswers";
import type { Partitions, Some, Topics } from "./model";

/** How many of a list are named. */
const mostNamed = 10;

function some(partitions: readonly DescribedPartition[]): Some {
    const first = partitions.slice(0, mostNamed).map(({ topic, partition }) => `${topic}-${partition}`);
    return { count: partitions.length, first };
}

/** Which partitions are not as they should be. */
export function partitionsOf(all: readonly DescribedPartition[]): Partitions {
    return {
        count: all.length,
        offline: some(all.filter(({ leader }) => leader === undefined)),
        // One that has no leader takes nothing either way.
        underMinIsr: some(
            all.filter(({ inSync, minInSync, leader }) => leader !== undefined && inSync.length < minInSync),
        ),
        underReplicated: some(
            all.filter(({ replicas, inSync, adding }) =>
                replicas.some((id) => !inSync.includes(id) && !adding.includes(id)),
            ),
        ),
        reassigning: some(all.filter(({ isMoving }) => isMoving)),
    };
}

/** The topics by their size; `sizes` are bytes of all copies by topic, undefined where nobody knows. */
export function topicsOf(all: readonly DescribedPartition[], sizes: ReadonlyMap<string, number> | undefined): Topics {
    const topics = new Map<string, { partitions: number; replicationFactor: number }>();
    for (const { topic, replicas, adding } of all) {
        const seen = topics.get(topic) ?? { partitions: 0, replicationFactor: 0 };
        topics.set(topic, {
            partitions: seen.partitions + 1,
            replicationFactor: Math.max(seen.replicationFactor, replicas.length - adding.length),
        });
    }
    const sized = [...topics].map(([name, counts]) => ({ name, ...counts, bytes: sizes?.get(name) ?? 0 }));
    sized.sort((a, b) => b.bytes - a.bytes || a.name.localeCompare(b.name, "en"));
    return {
        count: topics.size,
        bytes: sizes === undefined ? null : [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0),
        largest: sizes === undefined ? [] : sized.slice(0, mostNamed),
    };
}
