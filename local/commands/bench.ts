import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { output } from "../child";
import { paths } from "../paths";
import { LocalError, say } from "../progress";
import { checkout, runInShell } from "./shell";

/** Rounds that count, unless the command line says otherwise. */
const defaultRounds = 5;

/** The least that any preview of a program with these SDKs takes: the engine, Node, ts-node, both SDKs, one file, no provider. */
const floorFiles: Readonly<Record<string, string>> = {
    "Pulumi.yaml": "name: floor\nruntime: nodejs\n",
    "package.json": '{ "main": "index.ts" }\n',
    "index.ts": [
        'import * as k8s from "@pulumi/kubernetes";',
        'import * as pulumi from "@pulumi/pulumi";',
        // An import that is not used would not be loaded.
        "export const loaded = [pulumi.getStack(), k8s.core.v1.ConfigMap.name];",
        "",
    ].join("\n"),
};

/**
 * `bench [ROUNDS]`: how long a preview of the stack dev takes while nothing has changed, over that of a program of one file. The stack is
 * previewed as a user does, without PULUMI_NODEJS_TRANSPILE_ONLY; the other one with it.
 */
export async function bench(args: readonly string[]): Promise<number> {
    const [rounds = defaultRounds, ...rest] = args.map(Number);
    if (rest.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
        throw new LocalError(`bench takes the number of rounds, 1 or more: not ${args.join(" ")}`);
    }
    if (!existsSync(join(paths.bin, "pulumi"))) {
        throw new LocalError("there is no local cluster yet: run npm start first");
    }
    const directory = mkdtempSync(join(tmpdir(), "kafka-floor-"));
    try {
        const floor = await floorProgram(directory);
        const preview = () =>
            pulumi(["-u", "PULUMI_NODEJS_TRANSPILE_ONLY"], ["preview", "--stack", "dev", "--expect-no-changes"]);
        process.stdout.write(comparison(await paired(rounds, preview, floor)));
    } finally {
        rmSync(directory, { recursive: true, force: true });
    }
    return 0;
}

/** Makes the program of one file, with a stack and a state of its own; returns what previews it. */
async function floorProgram(directory: string): Promise<() => Promise<void>> {
    for (const [name, text] of Object.entries(floorFiles)) {
        writeFileSync(join(directory, name), text);
    }
    symlinkSync(join(checkout, "node_modules"), join(directory, "node_modules"));
    const backend = join(directory, ".state");
    mkdirSync(backend);
    const environment = [`PULUMI_BACKEND_URL=file://${backend}`, "PULUMI_NODEJS_TRANSPILE_ONLY=true"];
    await pulumi(environment, ["-C", directory, "stack", "init", "floor"]);
    return () => pulumi(environment, ["-C", directory, "preview", "--stack", "floor"]);
}

/** `environment` is what `env` takes before a command. */
async function pulumi(environment: readonly string[], args: readonly string[]): Promise<void> {
    const command = [...environment, "pulumi", ...args, "--non-interactive"];
    // What is wrong with a preview, or has changed in it, stands in its output.
    const ended = await runInShell("env", command);
    if (ended.code !== 0) {
        process.stderr.write(ended.stdout);
    }
    output(`pulumi ${args.join(" ")}`, ended);
}

/** What one round took, in seconds. */
export interface Round {
    readonly preview: number;
    readonly floor: number;
}

/**
 * Runs both in turn, so that what else the machine does falls on both alike. A first round fills the caches and does not count. `now` is in
 * milliseconds.
 */
export async function paired(
    rounds: number,
    preview: () => Promise<void>,
    floor: () => Promise<void>,
    now = () => performance.now(),
): Promise<readonly Round[]> {
    const timed = async (work: () => Promise<void>): Promise<number> => {
        const begun = now();
        await work();
        return (now() - begun) / 1000;
    };
    const counted: Round[] = [];
    for (let index = 0; index <= rounds; index++) {
        const round = { preview: await timed(preview), floor: await timed(floor) };
        const name = index === 0 ? "warm-up" : `round ${index} of ${rounds}`;
        say(`${name}: preview ${round.preview.toFixed(2)} s, one file ${round.floor.toFixed(2)} s`);
        counted.push(...(index === 0 ? [] : [round]));
    }
    return counted;
}

/** The medians, and the median of the rounds' ratios with the least and the largest: a ratio compares two runs under the same load. */
export function comparison(rounds: readonly Round[]): string {
    const ratios = rounds.map(({ preview, floor }) => preview / floor);
    return [
        `preview of an unchanged stack   ${median(rounds.map(({ preview }) => preview)).toFixed(2)} s`,
        `preview of a one-file program   ${median(rounds.map(({ floor }) => floor)).toFixed(2)} s`,
        `ratio                           ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}, ${rounds.length} rounds)`,
        "",
    ].join("\n");
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.floor(sorted.length / 2)] ?? NaN)) / 2;
}
