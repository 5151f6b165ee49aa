import { equal } from "../wire/changes";
import { isProperties } from "../wire/values";
import type { Properties } from "../wire/values";
import { annotations, isTrue } from "./annotations";
import type { Cluster } from "./cluster";
import { ApiError } from "./errors";
import { fieldManagerFor, isCreatedByUs, isOwnConflict, withIgnored, withTakenOver } from "./fieldManagers";
import { bareOf, kindOf } from "./kinds";
import { listAt, textAt, withValue } from "./manifest";
import type { Manifest } from "./manifest";
import type { Options } from "./options";

const conflictHelp =
    "https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/#handle-field-conflicts-on-existing-resources";

/** One object to be sent to the cluster. */
export interface Sending {
    readonly object: Manifest;
    readonly fieldManager: string;
    /** Only check, and answer with the object as it would be. */
    readonly preview: boolean;
}

/** Whether to take fields from other managers; `live` is absent where nothing is known of a live object. */
export function forceFor(object: Manifest, live: Manifest | undefined, preview: boolean, options: Options): boolean {
    if (isTrue(object, annotations.patchForce) || options.enablePatchForce) {
        return true;
    }
    // The preview of a replacement meets the old object, which is no conflict.
    return preview && live === undefined;
}

/** Applies an object server-side; a conflict says who else manages the field. */
export async function apply(cluster: Cluster, sending: Sending, force: boolean): Promise<Manifest> {
    const { object, fieldManager, preview } = sending;
    try {
        return await cluster.apply(object, { fieldManager, dryRun: preview }, force);
    } catch (error) {
        if (error instanceof ApiError && error.code === 409) {
            throw new ApiError(error.code, {
                ...error.answer,
                message:
                    `Server-Side Apply field conflict detected. See ${conflictHelp} for troubleshooting help.\n` +
                    `The resource managed by field manager "${fieldManager}" had an apply conflict: ${error.message}`,
            });
        }
        throw error;
    }
}

/** The JSON merge patch (RFC 7386) that turns one object into another: lists as a whole, null for what is removed. */
function mergePatch(before: Properties, after: Properties): Properties {
    const patch: Properties = {};
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const [was, is] = [before[key], after[key]];
        if (is === undefined) {
            patch[key] = null;
        } else if (isProperties(was) && isProperties(is)) {
            const inner = mergePatch(was, is);
            if (Object.keys(inner).length > 0) {
                patch[key] = inner;
            }
        } else if (was === undefined || !equal(was, is)) {
            patch[key] = is;
        }
    }
    return patch;
}

/** The object that an update meets. */
export interface Target {
    readonly live: Manifest;
    /** The inputs of the last deployment. */
    readonly oldInputs: Manifest;
    /** The paths of `ignoreChanges`. */
    readonly ignored: readonly string[];
    /** Whether the update is one of a `…Patch`. */
    readonly patch: boolean;
}

/** Updates a live object to new inputs, and answers with it as it then is. */
export async function applyUpdate(
    cluster: Cluster,
    sending: Sending,
    { live, oldInputs, ignored, patch }: Target,
    options: Options,
): Promise<Manifest> {
    const { object, fieldManager, preview } = sending;
    if (kindOf(object).kind === "CustomResourceDefinition") {
        // Replaced as a whole, as the official provider does: an apply would keep versions and fields that are gone.
        const version = textAt(live, "metadata", "resourceVersion");
        const replacement = withValue(object, ["metadata", "resourceVersion"], version);
        return cluster.replace(replacement, { fieldManager, dryRun: preview });
    }
    if (preview && !patch && isCreatedByUs(live)) {
        // A dry run cannot take over the fields of the create first, so that an apply would keep list items that are to go:
        // the change is checked as a merge instead.
        const after = withIgnored(object, live, ignored, fieldManager);
        if (!forceFor(object, live, true, options)) {
            await refuseConflicts(cluster, { ...sending, object: after });
        }
        const before = withIgnored(oldInputs, live, ignored, fieldManager);
        return cluster.merge(live, mergePatch(before, after), { fieldManager, dryRun: true });
    }
    let current = live;
    if (!preview && !patch) {
        const managedFields = withTakenOver(live, fieldManager);
        if (managedFields !== undefined) {
            // With the version, for a change in between would otherwise be attributed to the wrong manager.
            const resourceVersion = textAt(live, "metadata", "resourceVersion");
            current = await cluster.merge(live, { metadata: { managedFields, resourceVersion } }, {});
        }
    }
    const adjusted = { ...sending, object: withIgnored(object, current, ignored, fieldManager) };
    return apply(cluster, adjusted, forceFor(object, current, preview, options));
}

// Fields of the create are no conflict, those of anybody else are.
async function refuseConflicts(cluster: Cluster, sending: Sending): Promise<void> {
    try {
        await apply(cluster, sending, false);
    } catch (error) {
        const causes = error instanceof ApiError && error.code === 409 ? listAt(error.answer, "details", "causes") : [];
        if (causes.some((cause) => !isOwnConflict(textAt(cause, "message")))) {
            throw error;
        }
    }
}

/** Gives up every field that a manager manages; what nobody manages any more is removed or returns to its default. */
export async function relinquish(cluster: Cluster, object: Manifest, fieldManager: string): Promise<void> {
    const change = { fieldManager: fieldManagerFor(object, fieldManager), dryRun: false };
    await cluster.apply(bareOf(object), change, false);
}
