/** Lines of context around a change. */
const context = 2;

/**
 * What changed from one text to another, line by line: `-` for what is gone, `+` for what is new, a few lines around each change.
 * Empty for equal texts.
 */
export function lineDiff(before: string, after: string): string {
    const [a, b] = [before.split("\n"), after.split("\n")];
    const lines = walk(a, b, common(a, b));
    const near = (index: number): boolean =>
        lines.slice(Math.max(0, index - context), index + context + 1).some((line) => !line.startsWith(" "));
    return lines.filter((_, index) => near(index)).join("\n");
}

/** For each pair of positions, how many lines the two rests have in common, in order. */
function common(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
    const table = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
    for (let i = a.length - 1; i >= 0; i--) {
        for (let j = b.length - 1; j >= 0; j--) {
            const row = table[i] ?? [];
            row[j] =
                a[i] === b[j] ? 1 + (table[i + 1]?.[j + 1] ?? 0) : Math.max(table[i + 1]?.[j] ?? 0, row[j + 1] ?? 0);
        }
    }
    return table;
}

function walk(a: readonly string[], b: readonly string[], rest: readonly (readonly number[])[]): string[] {
    const lines: string[] = [];
    let [i, j] = [0, 0];
    while (i < a.length || j < b.length) {
        if (i < a.length && j < b.length && a[i] === b[j]) {
            lines.push(` ${a[i] ?? ""}`);
            i++;
            j++;
        } else if (j >= b.length || (i < a.length && (rest[i + 1]?.[j] ?? 0) >= (rest[i]?.[j + 1] ?? 0))) {
            lines.push(`-${a[i++] ?? ""}`);
        } else {
            lines.push(`+${b[j++] ?? ""}`);
        }
    }
    return lines;
}
