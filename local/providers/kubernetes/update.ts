import type { Engine } from "../wire/engine";
import { InitializationFailure } from "../wire/provider";
import type { UpdateRequest } from "../wire/provider";
import { hasUnknown, revealAll } from "../wire/values";
import type { Properties } from "../wire/values";
import { timeoutOf } from "./annotations";
import { applyUpdate, relinquish } from "./apply";
import { Unready } from "./await/awaiter";
import { awaiterFor } from "./await/awaiters";
import { waitUntilReady } from "./await/wait";
import { fromState, toState } from "./checkpoint";
import type { Cluster } from "./cluster";
import { isStatus, messageOf, NoSuchKind } from "./errors";
import { fieldManagerFor } from "./fieldManagers";
import { bare, isPatch, kindOf } from "./kinds";
import { idOf, namespaceOf, nameOf, withValue } from "./manifest";
import type { Manifest } from "./manifest";
import { normalized } from "./normalize";
import type { Options } from "./options";

/**
 * Updates an object by server-side apply and waits until it is ready. A conflict with another manager fails, in preview too,
 * unless the object or the options say to take the field over.
 */
export async function update(
    request: UpdateRequest,
    cluster: Cluster | undefined,
    engine: Engine,
    options: Options,
): Promise<Properties> {
    const object = normalized(revealAll(request.news));
    if (request.preview && (cluster === undefined || hasUnknown(object) || !(await cluster.has(kindOf(object))))) {
        return request.news;
    }
    if (cluster === undefined) {
        throw new Error("configured Kubernetes cluster is unreachable");
    }
    const old = fromState(request.olds);
    const oldManager = fieldManagerFor(old.inputs, old.fieldManager);
    const fieldManager = fieldManagerFor(object, old.fieldManager);
    const identity = bare(kindOf(object), namespaceOf(old.live), nameOf(old.live));
    const change = { object, fieldManager, identity };

    let live: Manifest;
    try {
        live = await applyAndWait(request, cluster, engine, options, change);
    } catch (error) {
        if (request.preview && isStatus(error, 403)) {
            return request.news;
        }
        throw await failure(request, cluster, change, error);
    }
    const state = toState(object, live, request.news, fieldManager);
    if (!request.preview && oldManager !== fieldManager) {
        await relinquish(cluster, live, oldManager);
    }
    return state;
}

interface Change {
    readonly object: Manifest;
    readonly fieldManager: string;
    /** The kind of the inputs with the name and namespace of the live object. */
    readonly identity: Manifest;
}

async function applyAndWait(
    request: UpdateRequest,
    cluster: Cluster,
    engine: Engine,
    options: Options,
    { object, fieldManager, identity }: Change,
): Promise<Manifest> {
    const before = await cluster.get(identity);
    const target = { live: before, ignored: request.ignoreChanges, patch: isPatch(request.type, object) };
    const sending = { object, fieldManager, preview: request.preview };
    const applied = await applyUpdate(cluster, sending, target, options);
    if (request.preview) {
        return applied;
    }
    const awaiter = awaiterFor(object, applied);
    if (awaiter !== undefined) {
        const seconds = timeoutOf(request.timeout, object);
        await waitUntilReady({ cluster, engine, urn: request.urn, object: applied, updated: true, seconds }, awaiter);
    }
    return cluster.get(identity).catch(() => applied);
}

async function failure(request: UpdateRequest, cluster: Cluster, change: Change, error: unknown): Promise<Error> {
    const message = messageOf(error);
    if (error instanceof NoSuchKind) {
        return new Error(
            `update of resource "${request.urn}" failed because the Kubernetes API server reported that the apiVersion for ` +
                `this resource does not exist. Verify that any required CRDs have been created: ${message}`,
        );
    }
    let live: Manifest;
    try {
        live = await cluster.get(change.identity);
    } catch (again) {
        const why = messageOf(again);
        return new Error(`update of resource "${request.urn}" failed: ${message}\nunable to get cluster state: ${why}`);
    }
    const shown = request.preview ? withValue(live, ["status"], undefined) : live;
    const text =
        `the Kubernetes API server reported that "${idOf(live)}" failed to fully initialize or become live: ` + message;
    return new InitializationFailure(
        {
            id: request.id,
            inputs: request.news,
            state: toState(change.object, shown, request.news, change.fieldManager),
        },
        [text, ...(error instanceof Unready ? error.problems : [])],
    );
}
