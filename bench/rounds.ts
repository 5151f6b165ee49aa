import { say } from "../local/progress";

/** One thing that is timed. */
export interface Part {
    /** Done before each time, and not counted. */
    readonly prepare?: () => Promise<void>;
    /** What is timed; a number that it returns counts instead of the seconds. */
    readonly run: (() => Promise<void>) | (() => Promise<number>);
    /** Done after each time, and not counted. */
    readonly finish?: () => Promise<void>;
}

/** What each part took in one round, in seconds, or the number that it returned. */
export type Round<Name extends string> = Readonly<Record<Name, number>>;

/**
 * Runs all parts in turn, so that what else the machine does falls on all alike. A first round fills the caches and does not count; `warmUp` says
 * whether there is one. `now` is in milliseconds.
 */
export async function paired<Name extends string>(
    rounds: number,
    parts: Readonly<Record<Name, Part>>,
    { warmUp = true, now = () => performance.now() }: { readonly warmUp?: boolean; readonly now?: () => number } = {},
): Promise<readonly Round<Name>[]> {
    const names = Object.keys(parts) as Name[];
    const counted: Round<Name>[] = [];
    for (let index = warmUp ? 0 : 1; index <= rounds; index++) {
        const taken: [Name, number][] = [];
        for (const name of names) {
            const { prepare, run, finish } = parts[name];
            await prepare?.();
            const begun = now();
            const figure: unknown = await run();
            taken.push([name, typeof figure === "number" ? figure : (now() - begun) / 1000]);
            await finish?.();
        }
        const round = Object.fromEntries(taken) as Round<Name>;
        const title = index === 0 ? "warm-up" : `round ${index} of ${rounds}`;
        say(`${title}: ${taken.map(([name, figure]) => `${name} ${figure.toFixed(2)}`).join(", ")}`);
        counted.push(...(index === 0 ? [] : [round]));
    }
    return counted;
}
