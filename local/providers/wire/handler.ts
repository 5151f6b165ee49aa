import type { ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { toServiceError } from "./errors";

/** A gRPC method of one request and one answer. */
export type Handler<Request, Answer> = (call: ServerUnaryCall<Request, Answer>, reply: sendUnaryData<Answer>) => void;

/** Makes a gRPC method of a function; what it throws becomes the call's error. */
export function answering<Request, Answer>(
    work: (request: Request) => Answer | Promise<Answer>,
): Handler<Request, Answer> {
    return (call, reply) => {
        // The extra `then` turns a synchronous throw into a rejection like any other.
        void Promise.resolve(call.request)
            .then(work)
            .then(
                (answer) => {
                    reply(null, answer);
                },
                (thrown: unknown) => {
                    reply(toServiceError(thrown));
                },
            );
    };
}
