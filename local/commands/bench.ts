import { existsSync } from "node:fs";
import { join } from "node:path";
import { output } from "../child";
import { paths } from "../paths";
import { LocalError, say } from "../progress";
import { floorProgram, objectsProgram, PlainProgram, pulumi } from "./plainProgram";
import { runInShell } from "./shell";

/** Rounds that count, unless the command line says otherwise. */
const defaultRounds = 5;

/**
 * `bench [ROUNDS]`: how long a preview of the stack dev takes while nothing has changed, over that of a program of one file, and what of it is the
 * provider's, which a plain program of the same objects shows. The stack is previewed as a user does, without PULUMI_NODEJS_TRANSPILE_ONLY; the
 * others with it.
 */
export async function bench(args: readonly string[]): Promise<number> {
    const [rounds = defaultRounds, ...rest] = args.map(Number);
    if (rest.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
        throw new LocalError(`bench takes the number of rounds, 1 or more: not ${args.join(" ")}`);
    }
    if (!existsSync(join(paths.bin, "pulumi"))) {
        throw new LocalError("there is no local cluster yet: run npm start first");
    }
    const floor = new PlainProgram("kafka-floor", floorProgram);
    const objects = new PlainProgram("kafka-objects", objectsProgram(await exported()));
    try {
        await floor.init();
        await objects.init();
        const all = { preview, floor: () => floor.pulumi("preview"), objects: () => objects.pulumi(...unchanged) };
        try {
            await objects.pulumi("up", "--yes", "--skip-preview");
            process.stdout.write(comparison(await paired(rounds, all)));
        } finally {
            await objects.pulumi("destroy", "--yes", "--skip-preview");
        }
    } finally {
        floor.dispose();
        objects.dispose();
    }
    return 0;
}

const unchanged = ["preview", "--expect-no-changes"];

/** The preview of a user, who has no PULUMI_NODEJS_TRANSPILE_ONLY. */
async function preview(): Promise<void> {
    await pulumi(["-u", "PULUMI_NODEJS_TRANSPILE_ONLY"], [...unchanged, "--stack", "dev"]);
}

/** The state of the stack dev. */
async function exported(): Promise<string> {
    return output("pulumi stack export", await runInShell("pulumi", ["stack", "export", "--stack", "dev"]));
}

/** What one round took, in seconds: the stack, a program of one file without objects, and one with the objects of the stack. */
export type Round = Readonly<Record<"preview" | "floor" | "objects", number>>;

/**
 * Runs all in turn, so that what else the machine does falls on all alike. A first round fills the caches and does not count. `now` is in
 * milliseconds.
 */
export async function paired(
    rounds: number,
    work: Readonly<Record<keyof Round, () => Promise<void>>>,
    now = () => performance.now(),
): Promise<readonly Round[]> {
    const timed = async (run: () => Promise<void>): Promise<number> => {
        const begun = now();
        await run();
        return (now() - begun) / 1000;
    };
    const counted: Round[] = [];
    for (let index = 0; index <= rounds; index++) {
        const round: Round = {
            preview: await timed(work.preview),
            floor: await timed(work.floor),
            objects: await timed(work.objects),
        };
        const name = index === 0 ? "warm-up" : `round ${index} of ${rounds}`;
        const [preview, floor, objects] = [round.preview, round.floor, round.objects].map((taken) => taken.toFixed(2));
        say(`${name}: preview ${preview} s, one file ${floor} s, with the objects ${objects} s`);
        counted.push(...(index === 0 ? [] : [round]));
    }
    return counted;
}

/** The medians, and the medians of the rounds' ratios with the least and the largest: a ratio compares runs under the same load. */
export function comparison(rounds: readonly Round[]): string {
    const seconds = (part: keyof Round) => `${median(rounds.map((round) => round[part])).toFixed(2)} s`;
    const ratio = (of: (round: Round) => number) => {
        const ratios = rounds.map((round) => of(round) / round.floor);
        return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}, ${rounds.length} rounds)`;
    };
    return [
        `preview of an unchanged stack            ${seconds("preview")}`,
        `preview of a one-file program            ${seconds("floor")}`,
        `the same with the objects of the stack   ${seconds("objects")}`,
        `stack over one file                      ${ratio(({ preview }) => preview)}`,
        `objects over one file                    ${ratio(({ objects }) => objects)}`,
        `stack, the provider's share left out     ${ratio(({ preview, floor, objects }) => preview - (objects - floor))}`,
        "",
    ].join("\n");
}

function median(values: readonly number[]): number {
    const sorted = [...values].sort((a, b) => a - b);
    return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.floor(sorted.length / 2)] ?? NaN)) / 2;
}
