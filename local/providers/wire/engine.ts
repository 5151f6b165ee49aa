import { credentials } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

const severities = {
    debug: LogSeverity.DEBUG,
    info: LogSeverity.INFO,
    warning: LogSeverity.WARNING,
    error: LogSeverity.ERROR,
} as const;

/** How a message is shown. */
export type Severity = keyof typeof severities;

/** The deployment engine, as a provider may call it back. */
export class Engine {
    #client: EngineClient | undefined;
    readonly #cancellation = new AbortController();

    /** Aborted when the user cancels the deployment: whatever waits should give up. */
    readonly cancelled: AbortSignal = this.#cancellation.signal;

    /** Connects to the engine at `host:port`; called by the server, on start or on attach. */
    connect(address: string): void {
        this.#client?.close();
        this.#client = new EngineClient(address, credentials.createInsecure());
    }

    /** Makes {@link cancelled} fire; called by the server. */
    cancel(): void {
        this.#cancellation.abort(new Error("the deployment was cancelled"));
    }

    /** Shows a message that stays on the user's screen. */
    log(severity: Severity, message: string, urn: string): void {
        this.#send(severity, message, urn, false);
    }

    /** Shows a message beside the resource until the next one replaces it; an empty one removes it. */
    progress(message: string, urn: string, severity: Severity = "info"): void {
        this.#send(severity, message, urn, true);
    }

    #send(severity: Severity, message: string, urn: string, ephemeral: boolean): void {
        const request = new LogRequest();
        request.setSeverity(severities[severity]);
        request.setMessage(message);
        request.setUrn(urn);
        request.setEphemeral(ephemeral);
        // A message that cannot be delivered must not fail the operation that it tells of.
        this.#client?.log(request, () => undefined);
    }
}
