/** Which brokers hold the copies of each partition, by topic; the first of a list is to lead. */
export type Assignment = Readonly<Record<string, readonly (readonly number[])[]>>;

/** How the described partitions differ from being led by the first of their list, with no move under way. By `topic-number`. */
export interface Odd {
    readonly leaders?: Readonly<Record<string, number | "none">>;
    /** Adding and removing replicas, as Kafka prints them. */
    readonly busy?: Readonly<Record<string, readonly [adding: string, removing: string]>>;
    /** Those in sync, where that are not all. */
    readonly inSync?: Readonly<Record<string, readonly number[]>>;
    /** Topics with throttles. */
    readonly throttled?: readonly string[];
}

/** What `kafka-topics.sh --describe` of Kafka 3.9.2 prints, in no order. */
export function described(assignment: Assignment, odd: Odd = {}): string {
    return Object.entries(assignment)
        .reverse()
        .flatMap(([topic, partitions]) => [
            `Topic: ${topic}\tTopicId: AAAAAAAAAAAAAAAAAAAAAA\tPartitionCount: ${partitions.length}\tReplicationFactor: 1\tConfigs: ` +
                (odd.throttled?.includes(topic) === true
                    ? "leader.replication.throttled.replicas=0:0,min.insync.replicas=2"
                    : "min.insync.replicas=2"),
            ...partitions.map((ids, number) => {
                const name = `${topic}-${number}`;
                const busy = odd.busy?.[name];
                const moving = busy === undefined ? "" : `\tAdding Replicas: ${busy[0]}\tRemoving Replicas: ${busy[1]}`;
                const leader = odd.leaders?.[name] ?? ids[0] ?? "none";
                return `\tTopic: ${topic}\tPartition: ${number}\tLeader: ${leader}\tReplicas: ${ids.join(",")}\tIsr: ${(odd.inSync?.[name] ?? ids).join(",")}${moving}\tElr: N/A\tLastKnownElr: N/A`;
            }),
        ])
        .map((line) => `${line}\n`)
        .join("");
}

/** How many copies each broker holds, and how many lists it begins. */
export function counted(
    assignment: Assignment,
    ids: readonly number[],
): { readonly copies: number[]; readonly leaders: number[] } {
    const lists = Object.values(assignment).flat();
    return {
        copies: ids.map((id) => lists.filter((list) => list.includes(id)).length),
        leaders: ids.map((id) => lists.filter(([first]) => first === id).length),
    };
}

/** The assignment with other lists for some partitions. */
export function assigned(
    assignment: Assignment,
    lists: readonly (readonly [topic: string, number: number, ids: readonly number[]])[],
): Assignment {
    return Object.fromEntries(
        Object.entries(assignment).map(([topic, partitions]) => [
            topic,
            partitions.map((ids, number) => lists.find((list) => list[0] === topic && list[1] === number)?.[2] ?? ids),
        ]),
    );
}
