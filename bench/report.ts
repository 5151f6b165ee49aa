import type { Round } from "./rounds";

/** One line of a table: a figure of each round, of which the median counts. */
interface Row {
    /** What it is. */
    readonly what: string;
    /** `x` is a ratio of two figures of the same round, which a load on the machine moves less. */
    readonly unit: Unit;
    /** The figure of each round. */
    readonly figures: readonly number[];
    /** What the median is to be, where there is a mark. */
    readonly target?: Target;
}

type Unit = "s" | "ms" | "MiB" | "requests" | "records/s" | "x";

type Target = { readonly atMost: number } | { readonly atLeast: number };

/** What one part took. */
export function seconds<Name extends string>(what: string, measured: readonly Round<Name>[], name: Name): Row {
    return { what, unit: "s", figures: measured.map((round) => round[name]) };
}

/** What parts took over others of the same round; `target` as in {@link Row}. */
export function ratio<Name extends string>(
    what: string,
    measured: readonly Round<Name>[],
    of: (round: Round<Name>) => number,
    target?: Target,
): Row {
    return { what, unit: "x", figures: measured.map(of), ...(target === undefined ? {} : { target }) };
}

/** What one bench has measured. */
export interface Report {
    /** Its name on the command line. */
    readonly bench: string;
    /** The lines of its table. */
    readonly rows: readonly Row[];
}

/** The machine and the commit that were measured. */
export interface Circumstances {
    readonly commit: string;
    readonly cores: number;
    readonly rounds: number;
}

/** A row in figures: what JSON has of it. */
interface Figures extends Pick<Row, "what" | "unit" | "target"> {
    readonly median: number;
    readonly least: number;
    readonly most: number;
}

function figuresOf({ what, unit, figures, target }: Row): Figures {
    return {
        what,
        unit,
        median: rounded(median(figures)),
        least: rounded(Math.min(...figures)),
        most: rounded(Math.max(...figures)),
        ...(target === undefined ? {} : { target }),
    };
}

/** The report in one line of JSON. */
export function json({ bench, rows }: Report, circumstances: Circumstances): string {
    return JSON.stringify({ bench, ...circumstances, rows: rows.map(figuresOf) });
}

/** The report as a table of Markdown, as docs/performance.md has it. */
export function table({ bench, rows }: Report, { commit, cores, rounds }: Circumstances): string {
    const lines = rows.map(figuresOf).map(({ what, unit, median: middle, least, most, target }) => {
        const text = (figure: number) =>
            `${figure.toFixed(unit === "s" || unit === "x" ? 2 : 0)}${unit === "x" ? "" : ` ${unit}`}`;
        const mark = target === undefined ? "" : judged(middle, target);
        return `| ${what} | ${text(middle)} | ${text(least)} to ${text(most)} | ${mark} |`;
    });
    return [
        `\`npm run bench -- ${bench}\`, ${rounds} ${rounds === 1 ? "round" : "rounds"}, ${cores} cores, at ${commit}:`,
        "",
        "| | median | least to most | target |",
        "| --- | --- | --- | --- |",
        ...lines,
        "",
    ].join("\n");
}

function judged(figure: number, target: Target): string {
    const [words, isMet] =
        "atMost" in target
            ? [`at most ${target.atMost}`, figure <= target.atMost]
            : [`at least ${target.atLeast}`, figure >= target.atLeast];
    return `${words}, ${isMet ? "met" : "not met"}`;
}

/** The middle of an odd number of figures, else the mean of the two in the middle. */
export function median(figures: readonly number[]): number {
    const sorted = [...figures].sort((a, b) => a - b);
    return ((sorted[Math.floor((sorted.length - 1) / 2)] ?? NaN) + (sorted[Math.floor(sorted.length / 2)] ?? NaN)) / 2;
}

function rounded(figure: number): number {
    return Math.round(figure * 1000) / 1000;
}
