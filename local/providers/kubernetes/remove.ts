import type { Engine } from "../wire/engine";
import { InitializationFailure } from "../wire/provider";
import type { DeleteRequest } from "../wire/provider";
import { propagationOf, timeoutOf } from "./annotations";
import { relinquish } from "./apply";
import { Unready } from "./await/awaiter";
import { awaitsDeletion } from "./await/awaiters";
import { waitUntilGone } from "./await/wait";
import { fromState, toState } from "./checkpoint";
import { NoSuchKind } from "./cluster";
import type { Cluster } from "./cluster";
import { isStatus, requiredField } from "./http";
import { isPatch } from "./kinds";
import { idOf, nameOf } from "./manifest";
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
 * gives up its fields, and so does an object that the API server will not delete, such as the namespace `default`.
 */
export async function remove(request: DeleteRequest, cluster: Cluster, engine: Engine): Promise<void> {
    const { inputs, live, fieldManager } = fromState(request.state);
    try {
        if (isPatch(request.type, inputs)) {
            await giveUpFields(cluster, live, fieldManager);
            return;
        }
        try {
            await cluster.delete(live, propagationOf(inputs));
        } catch (error) {
            if (!isStatus(error, 403)) {
                throw error;
            }
            engine.log("warning", `${error.message}: giving up its managed fields instead`, request.urn);
            await giveUpFields(cluster, live, fieldManager);
            return;
        }
    } catch (error) {
        // What is not there, or of a kind that is not there any more, has been deleted.
        if (isStatus(error, 404) || error instanceof NoSuchKind) {
            return;
        }
        throw error;
    }
    if (awaitsDeletion(inputs)) {
        await waitForDeletion(request, cluster, engine, { inputs, live, fieldManager });
    }
}

async function waitForDeletion(
    request: DeleteRequest,
    cluster: Cluster,
    engine: Engine,
    { inputs, live, fieldManager }: { inputs: Manifest; live: Manifest; fieldManager: string },
): Promise<void> {
    const { urn } = request;
    const seconds = timeoutOf(request.timeout, inputs);
    try {
        await waitUntilGone({ cluster, engine, urn, object: live, before: undefined, seconds }, defaultSeconds);
    } catch (error) {
        if (!(error instanceof Unready) || (await cluster.isGone(live))) {
            if (error instanceof Unready) {
                return;
            }
            throw error;
        }
        for (const problem of error.problems) {
            engine.log("warning", problem, urn);
        }
        const latest = await cluster.get(live);
        throw new InitializationFailure(
            {
                id: idOf(latest),
                inputs: request.inputs,
                state: toState(inputs, latest, request.state, fieldManager),
            },
            [`timed out waiting for the deletion of "${nameOf(latest)}"`, ...error.problems],
        );
    }
}
