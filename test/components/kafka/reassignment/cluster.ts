import { readFileSync } from "node:fs";
import { option } from "../tools";
import type { Answer } from "../tools";
import { assigned, described } from "./topics";
import type { Assignment } from "./topics";

type List = readonly [topic: string, number: number, ids: readonly number[]];

/** A Kafka cluster as the tools show it that move partitions. */
export class FakeCluster {
    /** What was changed: `execute a-0 b-1`, `faster a-0`, `verify`, `elect`. */
    readonly changes: string[] = [];
    /** The rate of the moves last begun, in bytes per second. */
    rate = "";
    /** Racks of the brokers that are up, by id. */
    nodes: Readonly<Record<number, string>>;
    throttled: readonly string[] = [];
    /** Lists that are being moved to, and how many more looks that takes. */
    moving: readonly List[] = [];
    looks = 0;
    /** How many more looks still show the lists of moves that are done, old and new brokers together. */
    stale = 0;
    private union: readonly List[] = [];
    /** How many looks a move takes. */
    pace = 2;
    /** How many moves are done at once. */
    atOnce = Infinity;
    /** What each copy takes of a disk, in bytes; undefined where the brokers do not tell. */
    size: number | undefined;
    /** Set to answer something else first, such as an error. */
    instead: (tool: string, args: readonly string[]) => Answer | undefined = () => undefined;
    private leaders: Record<string, number | "none"> = {};

    assignment: Assignment;

    constructor(assignment: Assignment, brokers: number) {
        this.assignment = assignment;
        this.nodes = Object.fromEntries(Array.from({ length: brokers }, (_, id) => [id, "null"]));
        this.elect();
    }

    /** Another leader of a partition. */
    lead(partition: string, broker: number | "none"): void {
        this.leaders[partition] = broker;
    }

    /** The answer of one of Kafka's tools. */
    answer(tool: string, args: readonly string[]): Answer {
        return this.instead(tool, args) ?? this.real(tool, args);
    }

    private real(tool: string, args: readonly string[]): Answer {
        switch (tool) {
            case "broker-api-versions":
                return [
                    0,
                    Object.entries(this.nodes)
                        .map(
                            ([id, rack]) =>
                                `kafka-${id}.kafka:9092 (id: ${id} rack: ${rack}) -> (\n\tProduce(0): 0 to 11\n)\n`,
                        )
                        .join(""),
                ];
            case "topics":
                return [0, this.describe()];
            case "reassign-partitions":
                return args.includes("--list")
                    ? [0, this.underWay()]
                    : args.includes("--verify")
                      ? this.verify(args)
                      : this.execute(args);
            case "log-dirs":
                return this.logDirs();
            case "leader-election":
                this.changes.push("elect");
                this.elect();
                return [0, "Successfully completed leader election\n"];
            default:
                return [2, `no tool ${tool}`];
        }
    }

    private describe(): string {
        if (this.moving.length > 0 && this.looks-- <= 0) {
            this.finish();
        }
        const busy = this.moving.map(
            ([topic, number, ids]) =>
                [`${topic}-${number}`, [this.added(topic, number, ids), this.removed(topic, number, ids)]] as const,
        );
        const shown = this.moving.length > 0 || this.stale-- > 0 ? this.union : [];
        return described(assigned(this.assignment, shown), {
            leaders: this.leaders,
            busy: Object.fromEntries(busy),
            throttled: this.throttled,
        });
    }

    private finish(): void {
        const finished = this.moving.slice(0, this.atOnce);
        this.assignment = assigned(this.assignment, finished);
        for (const [topic, number, ids] of finished) {
            const name = `${topic}-${number}`;
            const leader = this.leaders[name];
            this.leaders[name] = typeof leader === "number" && ids.includes(leader) ? leader : (ids[0] ?? "none");
        }
        this.moving = this.moving.slice(this.atOnce);
        if (this.moving.length > 0) {
            this.union = this.union.slice(this.atOnce);
            this.looks = this.pace;
        }
    }

    private logDirs(): Answer {
        if (this.size === undefined) {
            return [1, "Error: timed out\n"];
        }
        const partitions = Object.entries(this.assignment).flatMap(([topic, lists]) =>
            lists.map((_, number) => ({
                partition: `${topic}-${number}`,
                size: this.size,
                offsetLag: 0,
                isFuture: false,
            })),
        );
        const brokers = Object.keys(this.nodes).map((id) => ({
            broker: Number(id),
            logDirs: [{ logDir: "/var/lib/kafka/data/logs", error: null, partitions }],
        }));
        return [0, `Querying brokers for log directories information\n${JSON.stringify({ version: 1, brokers })}\n`];
    }

    private added(topic: string, number: number, ids: readonly number[]): string {
        return ids.filter((id) => this.assignment[topic]?.[number]?.includes(id) !== true).join();
    }

    private removed(topic: string, number: number, ids: readonly number[]): string {
        return (this.assignment[topic]?.[number] ?? []).filter((id) => !ids.includes(id)).join();
    }

    private underWay(): string {
        const lines = this.moving.map(([topic, number, ids], index) => {
            const [adding, removing] = [this.added(topic, number, ids), this.removed(topic, number, ids)];
            const all = this.union[index]?.[2].join() ?? "";
            return `${topic}-${number}: replicas: ${all}.${adding === "" ? "" : ` adding: ${adding}.`}${removing === "" ? "" : ` removing: ${removing}.`}`;
        });
        return ["Current partition reassignments:", ...lines, ""].join("\n");
    }

    private execute(args: readonly string[]): Answer {
        const lists = wanted(args);
        const additional = args.includes("--additional");
        if (this.moving.length > 0 && !additional) {
            return [
                1,
                "Error: Cannot execute because there is an existing partition assignment.  Use --additional to override this",
            ];
        }
        this.changes.push(
            `${additional ? "faster" : "execute"} ${lists.map(([topic, number]) => `${topic}-${number}`).join(" ")}`,
        );
        this.rate = option(args, "--throttle") ?? "";
        this.throttled = [...new Set(lists.map(([topic]) => topic))];
        this.moving = lists;
        // While they move, a list holds the new brokers and the old ones.
        this.union = lists.map(([topic, number, ids]) => [
            topic,
            number,
            [...new Set([...ids, ...(this.assignment[topic]?.[number] ?? [])])],
        ]);
        this.looks = this.pace;
        return [0, "Successfully started partition reassignments\n"];
    }

    private verify(args: readonly string[]): Answer {
        const topics = wanted(args).map(([topic]) => topic);
        this.changes.push("verify");
        this.throttled = this.throttled.filter((topic) => !topics.includes(topic));
        return [0, "Clearing topic-level throttles\n"];
    }

    private elect(): void {
        this.leaders = Object.fromEntries(
            Object.entries(this.assignment).flatMap(([topic, partitions]) =>
                partitions.map((ids, number) => [`${topic}-${number}`, ids[0] ?? "none"] as const),
            ),
        );
    }
}

/** The partitions in the file that a tool is given. */
function wanted(args: readonly string[]): readonly List[] {
    const { version, partitions } = JSON.parse(
        readFileSync(option(args, "--reassignment-json-file") ?? "", "utf8"),
    ) as {
        version: number;
        partitions: { topic: string; partition: number; replicas: number[] }[];
    };
    if (version !== 1 || partitions.length === 0) {
        throw new Error("no file of partitions");
    }
    return partitions.map(({ topic, partition, replicas }) => [topic, partition, replicas] as const);
}
