import { readdirSync, rmdirSync } from "node:fs";
import { run } from "../child";

/** Where Debian keeps administrators' tools; a login shell of a plain user often leaves `sbin` out. */
export const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Runs a tool of the system to its end, and returns its stdout. Throws a LocalError when it is missing, fails or takes longer. */
export function tool(command: string, args: readonly string[], seconds = 60): Promise<string> {
    return run(command, args, { env: { PATH: systemPath }, seconds });
}

/** `tool` for a command whose failure means "was not there": returns undefined then. */
export async function attemptTool(command: string, args: readonly string[]): Promise<string | undefined> {
    try {
        return await tool(command, args);
    } catch {
        return undefined;
    }
}

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
        if (entries(directory).length > 0) {
            continue;
        }
        try {
            rmdirSync(directory);
        } catch {
            // Was not there.
        }
    }
}
