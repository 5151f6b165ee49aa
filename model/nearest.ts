/** How many letters must be added, dropped, changed or swapped with their neighbour to make `b` of `a` (Damerau, optimal string alignment). */
export function distance(a: string, b: string): number {
    let before: number[] = [];
    let above = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const same = a[i - 1] === b[j - 1];
            const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
            row.push(
                Math.min(
                    (above[j] ?? 0) + 1,
                    (row[j - 1] ?? 0) + 1,
                    (above[j - 1] ?? 0) + (same ? 0 : 1),
                    swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
                ),
            );
        }
        before = above;
        above = row;
    }
    return above[b.length] ?? 0;
}

/** Case and separators are the commonest slips: `node_port` is `nodePort`. */
function bare(name: string): string {
    return name.toLowerCase().replace(/[-_.\s]/g, "");
}

/** The name that `typo` most likely means, at most `reach` slips away; undefined where none is near. The first of equals wins. */
export function nearest(typo: string, names: Iterable<string>, reach: number): string | undefined {
    let best: { name: string; slips: number } | undefined;
    const given = bare(typo);
    for (const name of names) {
        const wanted = bare(name);
        // Names whose lengths differ more than that are further away: no need to compare letters.
        if (Math.abs(wanted.length - given.length) > reach) {
            continue;
        }
        const slips = distance(given, wanted);
        // Most letters of a name must be right, else `b` would mean `cpu`.
        if (slips <= Math.min(reach, Math.floor(wanted.length / 2)) && (best === undefined || slips < best.slips)) {
            best = { name, slips };
        }
    }
    return best?.name;
}
