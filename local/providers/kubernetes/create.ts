import { setTimeout as pause } from "node:timers/promises";
import type { Engine } from "../wire/engine";
import { InitializationFailure } from "../wire/provider";
import type { Created, CreateRequest } from "../wire/provider";
import { hasUnknown, revealAll } from "../wire/values";
import { timeoutOf } from "./annotations";
import { apply, forceFor } from "./apply";
import type { Sending } from "./apply";
import { Unready } from "./await/awaiter";
import type { Awaiter } from "./await/awaiter";
import { awaiterFor } from "./await/awaiters";
import { waitUntilReady } from "./await/wait";
import { toState } from "./checkpoint";
import type { Cluster } from "./cluster";
import { isImmutableField, isMissing, isNamespaceMissing, isStatus, messageOf, NoSuchKind } from "./errors";
import { fieldManagerFor } from "./fieldManagers";
import { isPatch, kindOf } from "./kinds";
import { idOf, nameOf, withValue } from "./manifest";
import type { Manifest } from "./manifest";
import { uniqueName } from "./naming";
import type { Options } from "./options";

// A namespace or a custom resource's definition may be created beside the object: so often, and with such pauses, is a
// create tried again.
const pauses = [1000, 2000, 4000, 8000];

async function send(cluster: Cluster, sending: Sending, upsert: boolean, options: Options): Promise<Manifest> {
    const { object, fieldManager, preview } = sending;
    if (!upsert) {
        return cluster.create(object, { fieldManager, dryRun: preview });
    }
    const force = forceFor(object, undefined, preview, options);
    try {
        return await apply(cluster, sending, force);
    } catch (error) {
        if (!preview || !isImmutableField(error)) {
            throw error;
        }
        // The preview of a replacement meets the old object; under another name the new one can be checked.
        const name = uniqueName(nameOf(object), new Uint8Array());
        return await apply(cluster, { ...sending, object: withValue(object, ["metadata", "name"], name) }, force);
    }
}

async function sendPatiently(
    cluster: Cluster,
    sending: Sending,
    upsert: boolean,
    { engine, urn, options }: { engine: Engine; urn: string; options: Options },
): Promise<Manifest> {
    for (let attempt = 0; ; attempt++) {
        try {
            return await send(cluster, sending, upsert, options);
        } catch (error) {
            const milliseconds = pauses[attempt];
            if (!isMissing(error) || milliseconds === undefined || sending.preview) {
                throw error;
            }
            engine.progress(`Retry #${attempt}; creation failed: ${error.message}`, urn);
            await pause(milliseconds, undefined, { signal: engine.cancelled });
        }
    }
}

// What a preview cannot know is no reason for it to fail: the namespace may be created in the same run, and the object of a
// replacement is still there.
function isUnforeseeable(error: unknown): boolean {
    return isNamespaceMissing(error) || isStatus(error, 403) || isAlreadyExists(error);
}

function isAlreadyExists(error: unknown): boolean {
    return isStatus(error, 409) && error.reason === "AlreadyExists";
}

/**
 * Creates an object and waits until it is ready. An object that exists is refused, unless the options or a `…Patch` type say
 * that it is to be taken over. In preview the API server checks the object in a dry run.
 */
export async function create(
    request: CreateRequest,
    cluster: Cluster | undefined,
    engine: Engine,
    options: Options,
): Promise<Created> {
    const object = revealAll(request.inputs);
    const asGiven: Created = { id: "", state: request.inputs };
    const patch = isPatch(request.type, object);
    if (
        request.preview &&
        (cluster === undefined || hasUnknown(object) || patch || !(await cluster.has(kindOf(object))))
    ) {
        return asGiven;
    }
    if (cluster === undefined) {
        throw new Error("configured Kubernetes cluster is unreachable");
    }
    const fieldManager = fieldManagerFor(object, "");
    let live: Manifest;
    let awaiter: Awaiter | undefined;
    try {
        const sending: Sending = { object, fieldManager, preview: request.preview };
        const upsert = patch || options.upsertExistingObjects;
        live = await sendPatiently(cluster, sending, upsert, { engine, urn: request.urn, options });
        // A bad `waitFor` fails here, after the object was made and before the state has it: so it is in the official provider.
        awaiter = request.preview ? undefined : awaiterFor(object, live);
    } catch (error) {
        if (request.preview && isUnforeseeable(error)) {
            return asGiven;
        }
        throw creationError(request, error);
    }
    if (request.preview) {
        // An empty status would make programs that read it fail.
        return { id: "", state: toState(object, withValue(live, ["status"], undefined), request.inputs, fieldManager) };
    }
    return finish(request, cluster, engine, { object, live, fieldManager, awaiter });
}

function creationError(request: CreateRequest, error: unknown): Error {
    const message = messageOf(error);
    if (error instanceof NoSuchKind) {
        const { apiVersion, kind } = kindOf(revealAll(request.inputs));
        return new Error(
            `creation of resource "${request.urn}" with kind ${apiVersion}/${kind} failed because the Kubernetes API server ` +
                "reported that the apiVersion for this resource does not exist. " +
                `Verify that any required CRDs have been created: ${message}`,
        );
    }
    return new Error(`resource "${request.urn}" was not successfully created by the Kubernetes API server: ${message}`);
}

async function finish(
    request: CreateRequest,
    cluster: Cluster,
    engine: Engine,
    made: { object: Manifest; live: Manifest; fieldManager: string; awaiter: Awaiter | undefined },
): Promise<Created> {
    const { object, live, fieldManager, awaiter } = made;
    const current = async (): Promise<Created> => {
        // What exists must reach the state, even if it cannot be read again.
        const latest = await cluster.get(live).catch(() => live);
        return { id: idOf(latest), state: toState(object, latest, request.inputs, fieldManager) };
    };
    if (awaiter !== undefined) {
        try {
            const seconds = timeoutOf(request.timeout, object);
            await waitUntilReady({ cluster, engine, urn: request.urn, object: live, updated: false, seconds }, awaiter);
        } catch (error) {
            const text =
                `resource "${request.urn}" was successfully created, but the Kubernetes API server reported that it failed ` +
                `to fully initialize or become live: ${messageOf(error)}`;
            throw new InitializationFailure({ ...(await current()), inputs: request.inputs }, [
                text,
                ...(error instanceof Unready ? error.problems : []),
            ]);
        }
    }
    return current();
}
