import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { exclusively } from "../lock.mjs";
import { say } from "../progress";

/**
 * Runs `work` while no other process does so under the same path; waits for one that does, for as long as it lives. `what`
 * says what the other one is doing, for the line that says what is waited for. The directory of the path is there while `work` runs: a new
 * machine has none.
 */
export async function withLock<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
    mkdirSync(dirname(path), { recursive: true });
    return await exclusively(
        path,
        () => {
            say(`another process is ${what}: waiting for it`);
        },
        work,
    );
}
