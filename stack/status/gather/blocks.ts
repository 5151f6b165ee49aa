/** What a script printed in its blocks, by their names: the lines after `@NAME`, and the exit code that `@end CODE` tells, 0 without one. */
export interface Block {
    readonly lines: readonly string[];
    readonly code: number;
}

/** Reads the blocks of the scripts of this folder. Lines before the first one belong to nobody. A block that a tool left without its end is one. */
export function blocksOf(printed: string): ReadonlyMap<string, Block> {
    const blocks = new Map<string, { lines: string[]; code: number }>();
    let open: { lines: string[]; code: number } | undefined;
    for (const line of printed.split("\n")) {
        const [, name, code] = /^@([a-z]+)(?: (\d+))?$/.exec(line) ?? [];
        if (name === "end") {
            if (open !== undefined) {
                open.code = Number(code);
            }
            open = undefined;
        } else if (name !== undefined) {
            open = { lines: [], code: 0 };
            blocks.set(name, open);
        } else {
            open?.lines.push(line);
        }
    }
    return blocks;
}

/** Why a tool failed, or printed what nobody understands: its first line that is no frame of a stack trace, at most 160 characters. */
export function complaintOf({ lines }: Block, otherwise: string): string {
    const line = lines.find((one) => /error|exception|timed out|fail|refused|not authorized/i.test(one));
    const said = line ?? lines.find((one) => one.trim() !== "") ?? otherwise;
    return said
        .replace(/^.*\.[A-Za-z]*Exception: /, "")
        .trim()
        .slice(0, 160);
}
