import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A state of a cluster, what was run, and what came of it. */
export interface Row {
    readonly section: string;
    readonly state: string;
    readonly ran: string;
    readonly outcome: string;
    readonly seconds: number;
}

const file = join(__dirname, "..", "..", "..", "docs", "recovery.md");
const rows: Row[] = [];

/** Notes a row, and prints it. */
export function record(row: Row): void {
    rows.push(row);
    console.log(line(row));
}

function line({ state, ran, outcome, seconds }: Row): string {
    return `| ${[state, ran, outcome, `${Math.round(seconds)} s`].map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** Writes the rows of a section into docs/recovery.md, in place of those of the last run. */
export function writeSection(section: string): void {
    const own = rows.filter((row) => row.section === section);
    const text = readFileSync(file, "utf8");
    const [begin, end] = [`<!-- begin ${section} -->`, `<!-- end ${section} -->`];
    const [head, rest = ""] = text.split(begin);
    const tail = rest.split(end)[1];
    if (head === undefined || tail === undefined) {
        throw new Error(`docs/recovery.md has no place for ${section}`);
    }
    const header = ["| state | what was run | outcome | took |", "| --- | --- | --- | --- |"];
    writeFileSync(file, [`${head}${begin}`, "", ...header, ...own.map(line), "", `${end}${tail}`].join("\n"));
}
