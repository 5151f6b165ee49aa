import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { topicLines } from "../../../../components/kafka/topics/lines";
import { scriptFile, toolsPath } from "../../bash";
import type { Sandbox } from "../../bash";
import { Znodes } from "./znodes";

/** A topic as the stack file has it, without properties. */
export interface Wanted {
    readonly name: string;
    readonly partitions: number;
    readonly replication: number;
}

/** Carries the plan out that is made for these topics, by brokers of these racks; undefined is a broker without one. */
export function makeTopics(
    sandbox: Sandbox,
    znodes: Znodes,
    racks: readonly (string | undefined)[],
    topics: readonly Wanted[],
): void {
    const file = sandbox.path("topics");
    writeFileSync(file, topicLines(topics.map((topic) => ({ ...topic, config: {} }))));
    const questions = [
        ...["ls /==topics", "ls /brokers/topics", "ls /==deleting", "ls /admin/delete_topics"],
        ...["ls /==records", "ls /stack/topics"],
        ...racks.flatMap((_, id) => [`ls /==broker=${id}`, `get /brokers/ids/${id}`]),
        ...topics.flatMap(({ name }) => [
            `ls /=${name}`,
            `get -s /brokers/topics/${name}`,
            `get -s /config/topics/${name}`,
            `get /stack/topics/${name}`,
            `ls /brokers/topics/${name}/partitions`,
        ]),
        "ls /==end",
    ];
    const lines = execFileSync(
        "awk",
        ["topics-assignment.awk", "topics-plan.awk"].flatMap((name) => ["-f", scriptFile("kafka", name)]),
        {
            input: znodes.shell(questions),
            encoding: "utf8",
            env: {
                PATH: toolsPath(),
                TOPICS: file,
                REPLICAS: String(racks.length),
                PARTITIONS: "1",
                COPIES: "1",
            },
        },
    ).split("\n");
    znodes.shell(lines.flatMap((line) => (line.startsWith("do ") ? [line.slice(3)] : [])));
}

/** What there is once these topics are made in an empty cluster. */
export function madeTopics(
    sandbox: Sandbox,
    racks: readonly (string | undefined)[],
    topics: readonly Wanted[],
): Znodes {
    const znodes = new Znodes(racks);
    makeTopics(sandbox, znodes, racks, topics);
    return znodes;
}
