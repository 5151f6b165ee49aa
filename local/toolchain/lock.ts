import { exclusively } from "../lock.mjs";
import { say } from "../progress";

/**
 * Runs `work` while no other process does so under the same path; waits for one that does, for as long as it lives. `what`
 * says what the other one is doing, for the line that says what is waited for.
 */
export async function withLock<T>(path: string, what: string, work: () => Promise<T>): Promise<T> {
    return await exclusively(
        path,
        () => {
            say(`another process is ${what}: waiting for it`);
        },
        work,
    );
}
