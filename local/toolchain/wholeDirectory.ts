import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** What the directory of a build that is not finished begins with. */
const unfinishedPrefix = ".building-";

/**
 * Makes a directory that is there as a whole or not at all: `fill` fills one beside it, which then takes its name. The caller holds the
 * lock of the directory that it is in, where unfinished ones of killed builds are removed.
 */
export async function makeWhole(directory: string, fill: (unfinished: string) => Promise<void>): Promise<void> {
    const parent = dirname(directory);
    for (const name of readdirSync(parent).filter((entry) => entry.startsWith(unfinishedPrefix))) {
        rmSync(join(parent, name), { recursive: true });
    }
    const unfinished = join(parent, `${unfinishedPrefix}${basename(directory)}`);
    mkdirSync(unfinished);
    try {
        await fill(unfinished);
        renameSync(unfinished, directory);
    } finally {
        rmSync(unfinished, { recursive: true, force: true });
    }
}
