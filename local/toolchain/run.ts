import type { SpawnOptionsWithoutStdio } from "node:child_process";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

import { LocalError } from "../progress";

/** How much of a failed command's output its error repeats, in lines. */
const TAIL = 25;

/**
 * Runs a command whose output matters only when it fails.
 *
 * @param name what the command is to the user; begins the error
 * @param onLine called for every line it prints, stdout and stderr alike; default: nothing
 * @throws LocalError when it cannot be started or does not end with code 0: with the last lines it printed
 */
export async function runLogged(
    name: string,
    command: string,
    args: readonly string[],
    options: Pick<SpawnOptionsWithoutStdio, "cwd" | "env"> = {},
    onLine: (line: string) => void = () => undefined,
): Promise<void> {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    const tail: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
        createInterface(stream).on("line", (line) => {
            onLine(line);
            tail.push(line);
            if (tail.length > TAIL) {
                tail.shift();
            }
        });
    }
    const ending = await new Promise<string>((resolve, reject) => {
        child.on("error", (error) => {
            reject(new LocalError(`${name} cannot be started: ${error.message}`));
        });
        child.on("close", (code, signal) => {
            resolve(signal === null ? `exit code ${code ?? "unknown"}` : `killed by ${signal}`);
        });
    });
    if (ending !== "exit code 0") {
        throw new LocalError(`${name} failed (${ending}). Its last lines:\n${tail.join("\n")}`);
    }
}
