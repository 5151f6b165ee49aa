import Table from "cli-table3";
import stringWidth from "string-width";

/** A column: its heading, and where its values stand. */
export interface Column {
    readonly title: string;
    readonly align?: "left" | "right";
}

const sides = ["top", "bottom", "left", "right"].flatMap((side) => [
    side,
    `${side}-mid`,
    `${side}-left`,
    `${side}-right`,
]);
const none = Object.fromEntries([...sides, "mid", "mid-mid"].map((name) => [name, ""]));

/**
 * A table without lines, no wider than `width` columns of the terminal: where it is, the widest column is cut. A letter that takes two columns
 * (Chinese, for one) counts as two.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
    const lines = [columns.map(({ title }) => title), ...rows];
    const widths = columns.map((_, index) => Math.max(...lines.map((line) => stringWidth(line[index] ?? ""))));
    const gap = 2;
    while (sum(widths) + gap * (widths.length - 1) > width) {
        const widest = Math.max(...widths);
        // Nothing can be told in less.
        if (widest <= 4) {
            break;
        }
        widths[widths.indexOf(widest)] = widest - 1;
    }
    const made = new Table({
        chars: { ...none, middle: " ".repeat(gap) },
        style: { "padding-left": 0, "padding-right": 0, head: [], border: [] },
        colWidths: widths,
        colAligns: columns.map(({ align = "left" }) => align),
    });
    made.push(...lines.map((line) => [...line]));
    return made
        .toString()
        .split("\n")
        .map((line) => line.trimEnd())
        .join("\n");
}

function sum(numbers: readonly number[]): number {
    return numbers.reduce((total, one) => total + one, 0);
}
