import type { IncomingMessage } from "node:http";
import http from "node:http";
import https from "node:https";
import { isProperties } from "../wire/values";
import type { Properties } from "../wire/values";
import type { Connection } from "./connection";
import { listAt, textAt } from "./manifest";

// A server that does not even take the connection is away; what takes long after that (webhooks) is the server's business.
const connectMilliseconds = 30_000;

/** An answer of the API server that is an error. */
export class ApiError extends Error {
    override readonly name = "ApiError";
    /** The HTTP status, such as 404. */
    readonly code: number;
    /** The reason in the answer, such as `AlreadyExists` or `Conflict`. */
    readonly reason: string;
    /** The whole answer, a `Status` object. */
    readonly answer: Properties;
    constructor(code: number, answer: Properties) {
        const message = textAt(answer, "message");
        super(message === "" ? `the server answered with status ${code}` : message);
        this.code = code;
        this.reason = textAt(answer, "reason");
        this.answer = answer;
    }
}

/** Whether something thrown is an {@link ApiError} of an HTTP status. */
export function isStatus(thrown: unknown, code: number): thrown is ApiError {
    return thrown instanceof ApiError && thrown.code === code;
}

/** Whether an object is refused because its namespace does not exist. */
export function isNamespaceMissing(thrown: unknown): boolean {
    return isStatus(thrown, 404) && textAt(thrown.answer, "details", "kind") === "namespaces";
}

/** Whether a field is refused because it can never change. */
export function isImmutableField(thrown: unknown): boolean {
    return isStatus(thrown, 422) && thrown.message.includes("field is immutable");
}

/** The field that a refusal says is required; undefined where it says something else. */
export function requiredField(thrown: unknown): string | undefined {
    if (!(thrown instanceof ApiError)) {
        return undefined;
    }
    const cause = listAt(thrown.answer, "details", "causes").find((one) => one["reason"] === "FieldValueRequired");
    return cause === undefined ? undefined : textAt(cause, "field");
}

/** One request to the API server. */
export interface Request {
    readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
    /** The path below the server's root, with its query. */
    readonly path: string;
    readonly body?: Properties | Properties[];
    /** The kind of body; `application/json` by default. */
    readonly contentType?: string;
    /** Ends the request, and a stream that it opened. */
    readonly signal?: AbortSignal;
}

async function text(message: IncomingMessage): Promise<string> {
    message.setEncoding("utf8");
    let whole = "";
    for await (const chunk of message) {
        whole += String(chunk);
    }
    return whole;
}

function parse(body: string): Properties {
    try {
        const answer: unknown = JSON.parse(body);
        return isProperties(answer as Properties) ? (answer as Properties) : {};
    } catch {
        // A proxy on the way, or a server that just started, answers in plain text.
        return { message: body.trim() };
    }
}

/** Sends a request and hands back the answer's stream; throws an {@link ApiError} where the answer is an error. */
export async function open(connection: Connection, request: Request): Promise<IncomingMessage> {
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers: http.OutgoingHttpHeaders = {
        ...(await connection.headers()),
        accept: "application/json",
        ...(body === undefined
            ? {}
            : {
                  "content-type": request.contentType ?? "application/json",
                  "content-length": Buffer.byteLength(body),
              }),
    };
    const message = await new Promise<IncomingMessage>((resolve, reject) => {
        const { request: send } = connection.server.startsWith("https:") ? https : http;
        const outgoing = send(
            connection.server + request.path,
            {
                method: request.method,
                agent: connection.agent,
                headers,
                ...(request.signal === undefined ? {} : { signal: request.signal }),
            },
            resolve,
        );
        const overdue = setTimeout(() => {
            if (outgoing.socket?.connecting !== false) {
                outgoing.destroy(new Error(`${request.method} ${connection.server}: dial timeout`));
            }
        }, connectMilliseconds);
        outgoing.on("close", () => {
            clearTimeout(overdue);
        });
        outgoing.on("error", (error) => {
            reject(new Error(`${request.method} ${connection.server}: ${error.message}`, { cause: error }));
        });
        outgoing.end(body);
    });
    const code = message.statusCode ?? 0;
    if (code >= 300) {
        throw new ApiError(code, parse(await text(message)));
    }
    return message;
}

/** Sends a request and hands back its answer. */
export async function send(connection: Connection, request: Request): Promise<Properties> {
    return parse(await text(await open(connection, request)));
}
