const started = Date.now();

function seconds(since: number): string {
    return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/** Says one line about the work at hand, with the time since the command began; to stderr, so that stdout stays for results. */
export function say(line: string): void {
    process.stderr.write(`[${seconds(started).padStart(8)}] ${line}\n`);
}

/** Runs one named step: a line when it begins, a line with its time when it ends or fails. */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const begun = Date.now();
    say(`${name} ...`);
    try {
        const result = await work();
        say(`${name}: done in ${seconds(begun)}`);
        return result;
    } catch (error) {
        say(`${name}: FAILED after ${seconds(begun)}`);
        throw error;
    }
}

/** A fault the user can act on: shown as its one line, without a stack trace. */
export class LocalError extends Error {
    override readonly name = "LocalError";
}
