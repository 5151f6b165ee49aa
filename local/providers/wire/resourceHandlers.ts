import type { UntypedServiceImplementation } from "@grpc/grpc-js";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { answering } from "./handler";
import type { Autonaming, Checked, CheckRequest, Difference, DiffRequest, Provider, Resource } from "./provider";
import { fromStruct, toStruct } from "./values";

const modes = ["propose", "enforce", "disable"] as const;

const kinds = {
    add: proto.PropertyDiff.Kind.ADD,
    "add-replace": proto.PropertyDiff.Kind.ADD_REPLACE,
    delete: proto.PropertyDiff.Kind.DELETE,
    "delete-replace": proto.PropertyDiff.Kind.DELETE_REPLACE,
    update: proto.PropertyDiff.Kind.UPDATE,
    "update-replace": proto.PropertyDiff.Kind.UPDATE_REPLACE,
} as const;

function resource(request: { getUrn(): string; getType(): string; getName(): string }): Resource {
    return { urn: request.getUrn(), type: request.getType(), name: request.getName() };
}

function autonaming(options: proto.CheckRequest.AutonamingOptions): Autonaming {
    return { proposedName: options.getProposedName(), mode: modes[options.getMode()] };
}

function checkRequest(request: proto.CheckRequest): CheckRequest {
    const options = request.getAutonaming();
    return {
        ...resource(request),
        olds: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
        randomSeed: request.getRandomseed_asU8(),
        ...(options === undefined ? {} : { autonaming: autonaming(options) }),
    };
}

function checkResponse(checked: Checked): proto.CheckResponse {
    const answer = new proto.CheckResponse();
    answer.setInputs(toStruct(checked.inputs));
    for (const { property, reason } of checked.failures ?? []) {
        const failure = new proto.CheckFailure();
        failure.setProperty(property ?? "");
        failure.setReason(reason);
        answer.addFailures(failure);
    }
    return answer;
}

function diffRequest(request: proto.DiffRequest | proto.UpdateRequest): DiffRequest {
    return {
        ...resource(request),
        id: request.getId(),
        oldInputs: fromStruct(request.getOldInputs()),
        olds: fromStruct(request.getOlds()),
        news: fromStruct(request.getNews()),
        ignoreChanges: request.getIgnorechangesList(),
    };
}

function diffResponse(difference: Difference): proto.DiffResponse {
    const { DIFF_SOME, DIFF_NONE } = proto.DiffResponse.DiffChanges;
    const answer = new proto.DiffResponse();
    answer.setChanges(difference.changed ? DIFF_SOME : DIFF_NONE);
    answer.setReplacesList([...(difference.replaces ?? [])]);
    answer.setDiffsList([...(difference.diffs ?? [])]);
    answer.setDeletebeforereplace(difference.deleteBeforeReplace ?? false);
    answer.setHasdetaileddiff(difference.detailed !== undefined);
    for (const [path, change] of Object.entries(difference.detailed ?? {})) {
        const property = new proto.PropertyDiff();
        property.setKind(kinds[change.kind]);
        property.setInputdiff(change.inputDiff);
        answer.getDetaileddiffMap().set(path, property);
    }
    return answer;
}

/** The calls about resources, and the two about the provider's own inputs. */
export function resourceHandlers(provider: Provider): UntypedServiceImplementation {
    return {
        checkConfig: answering((request: proto.CheckRequest) => {
            const plain = checkRequest(request);
            return checkResponse(provider.checkConfig?.(plain) ?? { inputs: plain.news });
        }),
        diffConfig: answering((request: proto.DiffRequest) =>
            diffResponse(provider.diffConfig?.(diffRequest(request)) ?? { changed: false }),
        ),
        check: answering(async (request: proto.CheckRequest) =>
            checkResponse(await provider.check(checkRequest(request))),
        ),
        diff: answering(async (request: proto.DiffRequest) => diffResponse(await provider.diff(diffRequest(request)))),
        create: answering(async (request: proto.CreateRequest) => {
            const { id, state } = await provider.create({
                ...resource(request),
                inputs: fromStruct(request.getProperties()),
                timeout: request.getTimeout(),
                preview: request.getPreview(),
            });
            const answer = new proto.CreateResponse();
            answer.setId(id);
            answer.setProperties(toStruct(state));
            return answer;
        }),
        read: answering(async (request: proto.ReadRequest) => {
            const live = await provider.read({
                ...resource(request),
                id: request.getId(),
                inputs: fromStruct(request.getInputs()),
                state: fromStruct(request.getProperties()),
                timeout: request.getTimeout(),
            });
            const answer = new proto.ReadResponse();
            // An answer without an id tells the engine that the resource is gone.
            if (live !== undefined) {
                answer.setId(live.id);
                answer.setProperties(toStruct(live.state));
                answer.setInputs(toStruct(live.inputs));
            }
            return answer;
        }),
        update: answering(async (request: proto.UpdateRequest) => {
            const state = await provider.update({
                ...diffRequest(request),
                timeout: request.getTimeout(),
                preview: request.getPreview(),
            });
            const answer = new proto.UpdateResponse();
            answer.setProperties(toStruct(state));
            return answer;
        }),
        delete: answering(async (request: proto.DeleteRequest) => {
            await provider.delete({
                ...resource(request),
                id: request.getId(),
                inputs: fromStruct(request.getOldInputs()),
                state: fromStruct(request.getProperties()),
                timeout: request.getTimeout(),
            });
            return new Empty();
        }),
    };
}
