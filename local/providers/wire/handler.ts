import { Metadata, status } from "@grpc/grpc-js";
import type { sendUnaryData, ServerUnaryCall, ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { InitializationFailure } from "./provider";
import { toStruct } from "./values";

/** An error for a call that the stand-in does not offer. */
export class NotOffered extends Error {
    override readonly name = "NotOffered";
}

// The header that gRPC libraries read a google.rpc.Status from; its details hold the id and state of a partial failure.
const detailsHeader = "grpc-status-details-bin";

function detailsOf(error: InitializationFailure): Metadata {
    const failed = new ErrorResourceInitFailed();
    failed.setId(error.live.id);
    failed.setProperties(toStruct(error.live.state));
    failed.setInputs(toStruct(error.live.inputs));
    failed.setReasonsList([...error.reasons]);
    const any = new Any();
    any.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
    const answer = new Status();
    answer.setCode(status.UNKNOWN);
    answer.setMessage(error.message);
    answer.addDetails(any);
    const metadata = new Metadata();
    metadata.add(detailsHeader, Buffer.from(answer.serializeBinary()));
    return metadata;
}

/** Turns what a provider threw into what gRPC sends: its message, and for an {@link InitializationFailure} its state. */
function toServiceError(thrown: unknown): Partial<ServiceError> {
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (thrown instanceof InitializationFailure) {
        return { code: status.UNKNOWN, details: message, metadata: detailsOf(thrown) };
    }
    return { code: thrown instanceof NotOffered ? status.UNIMPLEMENTED : status.UNKNOWN, details: message };
}

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
