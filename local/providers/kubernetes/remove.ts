import type { Engine } from "../wire/engine";
import { InitializationFailure } from "../wire/provider";
import type { DeleteRequest } from "../wire/provider";
import { propagationOf, timeoutOf } from "./annotations";
import { relinquish } from "./apply";
import { Unready } from "./await/awaiter";
import { awaitsDeletion } from "./await/awaiters";
import { waitUntilGone } from "./await/wait";
import { fromState, toState } from "./checkpoint";
import type { Cluster } from "./cluster";
import { isMissing, requiredField } from "./errors";
import { isPatch } from "./kinds";
import { idOf } from "./manifest";
import type { Manifest } from "./manifest";

const defaultSeconds = 600;

async function giveUpFields(cluster: Cluster, live: Manifest, fieldManager: string): Promise<void> {
    try {
        await relinquish(cluster, live, fieldManager);
    } catch (error) {
        const field = requiredField(error);
        if (field !== undefined) {
            throw new Error(
                "this Patch resource is currently managing a required field, so it can't be deleted directly. Either set " +
                    "the `retainOnDelete` resource option, or transfer ownership of the field before deleting: " +
                    field,
            );
        }
        throw error;
    }
}

/**
 * Deletes an object, its dependents first unless an annotation says otherwise, and waits until it is gone. A `…Patch` only
 * gives up its fields.
 */
export async function remove(request: DeleteRequest, cluster: Cluster, engine: Engine): Promise<void> {
    const { inputs, live, fieldManager } = fromState(request.state);
    try {
        if (isPatch(request.type, inputs)) {
            await giveUpFields(cluster, live, fieldManager);
            return;
        }
        await cluster.delete(live, propagationOf(inputs));
    } catch (error) {
        // What is not there, or of a kind that is not there any more, has been deleted.
        if (isMissing(error)) {
            return;
        }
        throw error;
    }
    if (!awaitsDeletion(inputs)) {
        return;
    }
    const { urn } = request;
    const seconds = timeoutOf(request.timeout, inputs);
    try {
        await waitUntilGone({ cluster, engine, urn, object: live, updated: true, seconds }, defaultSeconds);
    } catch (error) {
        if (!(error instanceof Unready)) {
            throw error;
        }
        await leave(request, cluster, engine, error);
    }
}

/** Keeps in the state what is still there when the time for its deletion is up. */
async function leave(
    request: DeleteRequest,
    cluster: Cluster,
    engine: Engine,
    { message, problems }: Unready,
): Promise<void> {
    const { inputs, live, fieldManager } = fromState(request.state);
    let latest: Manifest;
    try {
        latest = await cluster.get(live);
    } catch (error) {
        if (isMissing(error)) {
            return;
        }
        throw error;
    }
    for (const problem of problems) {
        engine.log("warning", problem, request.urn);
    }
    throw new InitializationFailure(
        {
            id: idOf(latest),
            inputs: request.inputs,
            state: toState(inputs, latest, request.state, fieldManager),
        },
        [message],
    );
}
