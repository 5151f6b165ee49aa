import { say } from "../local/progress";

/** One thing that is timed. */
export interface Part {
    /** Done before each time, and not counted. */
    readonly prepare?: () => Promise<void>;
    /** What is timed. */
    readonly run: () => Promise<void>;
    /** Done after each time, and not counted. */
    readonly finish?: () => Promise<void>;
}

/** What each part took in one round, in seconds. */
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
            await run();
            taken.push([name, (now() - begun) / 1000]);
            await finish?.();
        }
        const round = Object.fromEntries(taken) as Round<Name>;
        const title = index === 0 ? "warm-up" : `round ${index} of ${rounds}`;
        say(`${title}: ${taken.map(([name, seconds]) => `${name} ${seconds.toFixed(2)} s`).join(", ")}`);
        counted.push(...(index === 0 ? [] : [round]));
    }
    return counted;
}
