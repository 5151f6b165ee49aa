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

/**
 * An error for what is thrown while the program awaits: in an `apply`, or in what one calls. The SDK prints the trace of whatever is thrown there,
 * and makes its text from everything that the error can reach, twice, which takes minutes once resources hang on it (cmd/run/error.js); without a
 * trace it takes the message.
 */
export function withoutTrace(error: unknown): Error {
    const shown = error instanceof Error ? error : new Error(String(error));
    shown.stack = "";
    return shown;
}
