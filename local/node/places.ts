import { readdirSync, rmdirSync } from "node:fs";

/** The names in a directory; none when it is not there. */
export function entries(directory: string): string[] {
    try {
        return readdirSync(directory);
    } catch {
        return [];
    }
}

/** Removes these directories, in this order, where nothing is left in them: places outside ours that tools insist on and others may share. */
export function removeEmpty(...directories: readonly string[]): void {
    for (const directory of directories) {
        if (entries(directory).length > 0) continue;
        try {
            rmdirSync(directory);
        } catch {
            // Was not there.
        }
    }
}
