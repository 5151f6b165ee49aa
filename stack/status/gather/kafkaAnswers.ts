import type { Known } from "../model";
import { isKnown } from "../model";
import type { Block } from "./blocks";
import { complaintOf } from "./blocks";

/** A partition, as `kafka-topics.sh --describe` shows it. */
export interface DescribedPartition {
    readonly topic: string;
    readonly partition: number;
    /** Undefined where there is none. */
    readonly leader: number | undefined;
    readonly replicas: readonly number[];
    readonly inSync: readonly number[];
    /** Brokers to which a reassignment is adding a copy. */
    readonly adding: readonly number[];
    /** Whether a reassignment is moving it. */
    readonly isMoving: boolean;
    /** `min.insync.replicas` of its topic. */
    readonly minInSync: number;
}

/** What one broker knows of all. */
export interface KafkaAnswers {
    /** Id of the controller; null where there is none. */
    readonly controller: Known<number | null>;
    /** All partitions. */
    readonly partitions: Known<readonly DescribedPartition[]>;
    /** Bytes of all copies by topic. */
    readonly sizes: Known<ReadonlyMap<string, number>>;
}

const silent = "the broker did not say";

/** Reads the blocks of cluster.sh. What a tool did not say is unknown, with the tool's words. */
export function kafkaAnswers(blocks: ReadonlyMap<string, Block>): KafkaAnswers {
    const sizes = read(blocks.get("sizes"), sizesIn);
    const partitions = read(blocks.get("topics"), partitionsIn);
    const holdsSome = isKnown(sizes) && sizes.size > 0;
    return {
        controller: controllerIn(blocks.get("controller")),
        // An authorizer hides topics from whoever may not describe them, and the tool says nothing of it.
        partitions:
            isKnown(partitions) && partitions.length === 0 && holdsSome
                ? {
                      unknown:
                          "Kafka shows no topic, but brokers hold some: nobody may describe them (super.users, or ACLs)",
                  }
                : partitions,
        sizes,
    };
}

function read<T>(block: Block | undefined, parse: (lines: readonly string[]) => T | undefined): Known<T> {
    if (block === undefined) {
        return { unknown: silent };
    }
    if (block.code !== 0) {
        return { unknown: block.code === 124 ? "Kafka's tool did not end in time" : complaintOf(block, silent) };
    }
    return parse(block.lines) ?? { unknown: `not understood: ${complaintOf(block, "nothing was printed")}` };
}

function controllerIn(block: Block | undefined): Known<number | null> {
    // The tool fails where the node is missing (ZooKeeper KeeperException.NoNodeException).
    if (block?.lines.some((line) => line.includes("Node does not exist"))) {
        return null;
    }
    return read(block, (lines) => {
        const id = lines.map((line) => /^\{.*"brokerid":(-?\d+)/.exec(line)?.[1]).find((one) => one !== undefined);
        return id === undefined ? undefined : Number(id);
    });
}

/** Without one, Kafka's default (ServerLogConfigs.MIN_IN_SYNC_REPLICAS_DEFAULT); the tool shows what differs from it. */
const defaultMinInSync = 1;

function partitionsIn(lines: readonly string[]): readonly DescribedPartition[] | undefined {
    let minInSync = defaultMinInSync;
    const found: DescribedPartition[] = [];
    for (const line of lines) {
        const fields = new Map(
            line.split("\t").flatMap((field) => {
                const [, name, value = ""] = /^([A-Za-z ]+):\s*(.*)$/.exec(field) ?? [];
                return name === undefined ? [] : [[name, value] as const];
            }),
        );
        const topic = fields.get("Topic");
        if (fields.has("PartitionCount")) {
            minInSync = Number(/(?:^|,)min\.insync\.replicas=(\d+)/.exec(fields.get("Configs") ?? "")?.[1] ?? 1);
        } else if (topic !== undefined && fields.has("Replicas")) {
            const leader = Number(fields.get("Leader"));
            const adding = ids(fields.get("Adding Replicas"));
            found.push({
                topic,
                partition: Number(fields.get("Partition")),
                leader: Number.isInteger(leader) && leader >= 0 ? leader : undefined,
                replicas: ids(fields.get("Replicas")),
                inSync: ids(fields.get("Isr")),
                adding,
                isMoving: adding.length > 0 || ids(fields.get("Removing Replicas")).length > 0,
                minInSync,
            });
        }
    }
    // A cluster without a topic prints nothing at all.
    return found.length === 0 && lines.some((line) => line.trim() !== "") ? undefined : found;
}

function ids(list = ""): readonly number[] {
    return list
        .split(",")
        .filter((id) => /^\d+$/.test(id))
        .map(Number);
}

interface LogDirs {
    readonly brokers: readonly {
        readonly logDirs: readonly {
            readonly partitions: readonly { readonly partition: string; readonly size: number }[];
        }[];
    }[];
}

function sizesIn(lines: readonly string[]): ReadonlyMap<string, number> | undefined {
    const json = lines.find((line) => line.startsWith("{"));
    if (json === undefined) {
        return undefined;
    }
    try {
        const { brokers } = JSON.parse(json) as LogDirs;
        const sizes = new Map<string, number>();
        for (const { partition, size } of brokers.flatMap(({ logDirs }) =>
            logDirs.flatMap(({ partitions }) => partitions),
        )) {
            const topic = partition.replace(/-\d+$/, "");
            sizes.set(topic, (sizes.get(topic) ?? 0) + size);
        }
        return sizes;
    } catch {
        return undefined;
    }
}
