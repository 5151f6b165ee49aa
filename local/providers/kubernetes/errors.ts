import { isProperties } from "../wire/values";
import type { Properties, Value } from "../wire/values";
import { listAt, textAt } from "./manifest";

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

/** Thrown for a kind that the cluster does not have. */
export class NoSuchKind extends Error {
    override readonly name = "NoSuchKind";
}

function parsed(body: unknown): Properties {
    try {
        const answer = JSON.parse(String(body)) as Value;
        return isProperties(answer) ? answer : {};
    } catch {
        // A proxy on the way, or a server that just started, answers in plain text.
        return { message: String(body).trim() };
    }
}

/** What the client library threw, as an {@link ApiError} where the API server answered. */
export function asApiError(thrown: unknown): unknown {
    const isAnswer = thrown instanceof Error && "code" in thrown && typeof thrown.code === "number" && "body" in thrown;
    return isAnswer ? new ApiError(Number(thrown.code), parsed(thrown.body)) : thrown;
}

/** Whether something thrown is an {@link ApiError} of an HTTP status. */
export function isStatus(thrown: unknown, code: number): thrown is ApiError {
    return thrown instanceof ApiError && thrown.code === code;
}

/** Whether something thrown says that an object is not there, or not even its kind. */
export function isMissing(thrown: unknown): thrown is ApiError | NoSuchKind {
    return isStatus(thrown, 404) || thrown instanceof NoSuchKind;
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

/** What something thrown says. */
export function messageOf(thrown: unknown): string {
    return thrown instanceof Error ? thrown.message : String(thrown);
}
