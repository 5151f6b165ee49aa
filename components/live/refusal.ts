/** The HTTP status with which the API server has refused something; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
    return typeof error === "object" && error !== null && "code" in error && typeof error.code === "number"
        ? error.code
        : undefined;
}

/** What an error of the API says, on one line: the message of the `Status` in its body, where there is one. */
export function wordsOf(error: unknown): string {
    const body = typeof error === "object" && error !== null && "body" in error ? error.body : undefined;
    const said = typeof body === "string" ? /"message":\s*"((?:[^"\\]|\\.)*)"/.exec(body)?.[1] : undefined;
    if (said !== undefined) {
        return said.replace(/\\(.)/g, "$1");
    }
    const code = statusOf(error);
    const first = (error instanceof Error ? error.message : String(error)).split("\n", 1).join("");
    return code === undefined ? first : `HTTP status ${code}`;
}

/** An error for what is thrown while the program awaits, where the SDK would print its trace, also that of a RunError (cmd/run/index.js). */
export function withoutTrace(error: unknown): Error {
    const shown = error instanceof Error ? error : new Error(String(error));
    shown.stack = "";
    return shown;
}

/**
 * What an Output is made from that may fail: the error ends the run, and the Output never settles. One that is rejected would end it too, but
 * not soon: the SDK keeps V8's debugger on (runtime/closure/v8Hooks.js), which follows every way from what is rejected to whoever may handle it
 * (Isolate::PromiseHasUserDefinedRejectHandler). Between Outputs these ways double with each step: 21 GB were seen, and no end.
 */
export async function orEndRun<T>(work: () => T | Promise<T>): Promise<T> {
    try {
        return await work();
    } catch (error) {
        return endRun(error);
    }
}

/** Shows an error and ends the run, with what is under way; never settles. For the reason of {@link orEndRun} it is thrown where no promise is. */
export async function endRun(error: unknown): Promise<never> {
    setImmediate(() => {
        throw withoutTrace(error);
    });
    return new Promise<never>(() => undefined);
}
