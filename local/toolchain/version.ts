/**
 * Whether a dotted version is `needed` or newer: compared number by number, a missing one counts as 0. A leading `v` and
 * anything after the numbers (`-beta.1`, `+build`) are ignored.
 */
export function isAtLeast(version: string, needed: string): boolean {
    const numbers = (text: string): number[] => (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? "").split(".").map(Number);
    const have = numbers(version);
    for (const [index, wanted] of numbers(needed).entries()) {
        const found = have[index] ?? 0;
        if (found !== wanted) {
            return found > wanted;
        }
    }
    return true;
}
