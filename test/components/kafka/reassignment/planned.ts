import { execFileSync } from "node:child_process";
import { scriptFile, toolsPath } from "../../bash";
import { assigned, described } from "./topics";
import type { Assignment, Odd } from "./topics";

/** What a plan is to lead to; see the environment of the program. */
export interface Wish {
    readonly replicas: number;
    readonly drain?: readonly number[];
    readonly rebalance?: boolean;
    readonly racks?: readonly string[];
    readonly copies?: string;
    /** The file with the copies that topics are to have exactly. */
    readonly exactly?: string;
    readonly odd?: Odd;
}

const files = ["reassignment-replicas.awk", "reassignment-leaders.awk", "reassignment-plan.awk"];

/** The lines that the program prints for a cluster. */
export function plan(
    assignment: Assignment,
    { replicas, drain = [], rebalance = false, racks = [], copies = "", exactly, odd }: Wish,
): string[] {
    const sorted = described(assignment, odd).trimEnd().split("\n").sort().join("\n");
    const output = execFileSync(
        "awk",
        files.flatMap((file) => ["-f", scriptFile("kafka", file)]),
        {
            input: `${sorted}\n`,
            encoding: "utf8",
            env: {
                PATH: toolsPath(),
                REPLICAS: String(replicas),
                DRAIN: drain.join(" "),
                REBALANCE: String(rebalance),
                RACKS: racks.map((rack, id) => `${id} ${rack}`).join("\n"),
                COPIES: copies,
                ...(exactly === undefined ? {} : { EXACTLY: exactly }),
            },
        },
    );
    return output.split("\n").filter((line) => line !== "");
}

/** What the moves of a plan lead to, or the first few of them. */
export function carriedOut(assignment: Assignment, lines: readonly string[], most = Infinity): Assignment {
    const moves = lines.filter((line) => line.startsWith("move ")).slice(0, most);
    return assigned(
        assignment,
        moves.map((line) => {
            const [, topic = "", number = "", ids = ""] = line.split(" ");
            return [topic, Number(number), ids.split(",").map(Number)] as const;
        }),
    );
}
