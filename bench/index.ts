import { cpus } from "node:os";
import { LocalError } from "../local/progress";
import { output } from "../local/child";
import { runInShell } from "../local/commands/shell";
import { day } from "./day";
import { deploy } from "./deploy";
import { growth } from "./growth";
import { preview } from "./preview";
import { roll } from "./roll";
import { scale } from "./scale";
import { throughput } from "./throughput";
import { json, table } from "./report";
import type { Report } from "./report";

/** A bench: what it measures, and how. */
interface Bench {
    /** Rounds, unless the command line says otherwise. */
    readonly rounds: number;
    readonly run: (rounds: number) => Promise<Report>;
}

const benches: Readonly<Record<string, Bench>> = {
    preview: { rounds: 5, run: preview },
    growth: { rounds: 3, run: growth },
    deploy: { rounds: 5, run: deploy },
    day: { rounds: 3, run: day },
    roll: { rounds: 3, run: roll },
    throughput: { rounds: 5, run: throughput },
    scale: { rounds: 1, run: scale },
};

/**
 * `bench NAME [ROUNDS]`: measures, and prints a table and then the same as a line of JSON. It needs the environment of the local shell, or that of any
 * cluster on which nothing else is going on.
 */
export async function measure([name = "", rounds, ...rest]: readonly string[]): Promise<number> {
    const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
    const count = rounds === undefined ? bench?.rounds : Number(rounds);
    if (bench === undefined || rest.length > 0 || count === undefined || !Number.isInteger(count) || count < 1) {
        throw new LocalError(
            `bench takes one of ${Object.keys(benches).join(", ")}, and the number of rounds, 1 or more: not "${[name, rounds, ...rest].join(" ").trim()}"`,
        );
    }
    const commit = output("git rev-parse", await runInShell("git", ["rev-parse", "--short", "HEAD"])).trim();
    const report = await bench.run(count).catch((error: unknown) => {
        throw new LocalError(`bench ${name}: ${error instanceof Error ? error.message : String(error)}`);
    });
    const circumstances = { commit, cores: cpus().length, rounds: count };
    process.stdout.write(`${table(report, circumstances)}\n${json(report, circumstances)}\n`);
    return 0;
}
