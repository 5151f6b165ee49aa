import { execFile } from "node:child_process";
import { LocalError } from "../progress";

/** Where Debian keeps administrators' tools; a login shell of a plain user often leaves `sbin` out. */
export const systemPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * Runs a short command to its end and returns its stdout.
 * @throws LocalError with the command and the last line of its stderr when it is missing or fails.
 */
export function run(command: string, args: readonly string[], seconds = 60): Promise<string> {
    return new Promise((resolve, reject) => {
        const options = { env: { PATH: systemPath }, timeout: seconds * 1000, maxBuffer: 64 << 20 };
        execFile(command, args, options, (error, stdout, stderr) => {
            if (error === null) {
                resolve(stdout);
                return;
            }
            const said = stderr.trim().split("\n").at(-1) ?? "";
            const why = error.killed === true ? `no answer within ${seconds} s` : said === "" ? error.message : said;
            reject(new LocalError(`${command} ${args.join(" ")}: ${why}`));
        });
    });
}

/** `run` for a command whose failure means "was not there": returns undefined then. */
export async function attempt(command: string, args: readonly string[]): Promise<string | undefined> {
    try {
        return await run(command, args);
    } catch {
        return undefined;
    }
}
