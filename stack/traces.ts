/** What tells a trace: ts-node's looks each place up in the TypeScript. */
type Prepare = (error: Error, frames: NodeJS.CallSite[]) => unknown;

/**
 * Spares the traces that Pulumi takes of every promise, in case that somebody debugs those that never end: to say where each of them stands in the
 * TypeScript is a fifteenth of a preview (docs/performance.md). Errors with a message keep theirs, as do the positions of resources, which Pulumi asks
 * for without a limit (`Resource.callsites`). With PULUMI_DEBUG_PROMISE_LEAKS, by which Pulumi prints them, everything stays.
 */
export function sparePromiseTraces(): void {
    const mapped = Reflect.get(Error, "prepareStackTrace") as Prepare | undefined;
    if (mapped === undefined || process.env["PULUMI_DEBUG_PROMISE_LEAKS"] !== undefined) {
        return;
    }
    Error.prepareStackTrace = (error, frames) =>
        error.message === "" && Error.stackTraceLimit !== Infinity ? String(error) : mapped(error, frames);
}
