import { createInterface } from "node:readline";
import { start } from "../child";
import type { RunOptions } from "../child";
import { LocalError } from "../progress";

/** How much of a failed command's output its error repeats, in lines. */
const repeated = 25;

/**
 * Runs a command whose output matters only when it fails. `name` is what it is to the user, and begins the error; `onLine`
 * is called for every line it prints, stdout and stderr alike. Throws a LocalError with the last lines otherwise.
 */
export async function runLogged(
    name: string,
    command: string,
    args: readonly string[],
    options: Pick<RunOptions, "cwd" | "env"> = {},
    onLine: (line: string) => void = () => undefined,
): Promise<void> {
    const { stdout, stderr, ended } = start(command, args, options);
    const tail: string[] = [];
    for (const stream of [stdout, stderr]) {
        createInterface(stream).on("line", (line) => {
            onLine(line);
            tail.push(line);
            if (tail.length > repeated) {
                tail.shift();
            }
        });
    }
    const { code, signal } = await ended;
    if (code !== 0) {
        const ending = signal === undefined ? `exit code ${code ?? "unknown"}` : `killed by ${signal}`;
        throw new LocalError(`${name} failed (${ending}). Its last lines:\n${tail.join("\n")}`);
    }
}
