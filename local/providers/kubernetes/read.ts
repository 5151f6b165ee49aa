import { InitializationFailure } from "../wire/provider";
import type { Live, ReadRequest } from "../wire/provider";
import { revealAll } from "../wire/values";
import { awaiterOfKind } from "./await/awaiters";
import { judgeNow } from "./await/wait";
import { fromState, toState, withSecretsOf } from "./checkpoint";
import type { Cluster } from "./cluster";
import { isMissing } from "./errors";
import { fieldManagerFor } from "./fieldManagers";
import { kindOfType } from "./kinds";
import { nameOf, parseId, textAt, withValue } from "./manifest";
import type { Manifest } from "./manifest";
import { normalized, pruned } from "./normalize";

// Set by controllers and by kubectl, never by a user.
const notInputs = ["deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration"];

function asInputs(live: Manifest): Manifest {
    const plain = normalized(withValue(live, ["status"], undefined));
    return notInputs.reduce((rest, key) => withValue(rest, ["metadata", "annotations", key], undefined), plain);
}

/**
 * Reads the live object: for a refresh with the inputs that were set before as they are now, for an import with all it has.
 * Undefined where it is gone.
 */
export async function read(request: ReadRequest, cluster: Cluster): Promise<Live | undefined> {
    const { namespace, name } = parseId(request.id);
    if (name === "") {
        throw new Error(
            `failed to read resource because of a failure to parse resource name from request ID: ${request.id}`,
        );
    }
    const old = fromState(request.state);
    let inputs = normalized(revealAll(request.inputs));
    const imported = textAt(inputs, "kind") === "" && textAt(old.live, "kind") === "";
    if (textAt(inputs, "kind") === "") {
        const { apiVersion, kind } = imported
            ? kindOfType(request.type)
            : { apiVersion: textAt(old.live, "apiVersion"), kind: textAt(old.live, "kind") };
        const metadata = { name, ...(namespace === "" ? {} : { namespace }) };
        inputs = { metadata, ...inputs, apiVersion, kind: imported ? kind.replace(/Patch$/, "") : kind };
    }
    const identity = {
        ...inputs,
        metadata: { name, ...(namespace === "" ? {} : { namespace }) },
    };
    let live: Manifest;
    try {
        live = await cluster.get(identity);
    } catch (error) {
        if (isMissing(error)) {
            return undefined;
        }
        throw error;
    }
    const liveInputs = imported ? asInputs(live) : pruned(live, inputs);
    const fieldManager = fieldManagerFor(inputs, old.fieldManager);
    const found: Live = {
        id: request.id,
        inputs: withSecretsOf(liveInputs, request.inputs),
        state: toState(liveInputs, live, request.inputs, fieldManager),
    };
    const awaiter = imported ? undefined : awaiterOfKind(inputs);
    if (awaiter !== undefined && "judge" in awaiter) {
        const { ready, problems } = await judgeNow(cluster, live, awaiter);
        if (!ready) {
            throw new InitializationFailure(found, [
                `Resource '${nameOf(live)}' was created but failed to initialize`,
                ...problems,
            ]);
        }
    }
    return found;
}
