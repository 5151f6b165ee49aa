import { annotations, isTrue } from "./annotations";
import type { Cluster } from "./cluster";
import { ApiError } from "./errors";
import { fieldManagerFor, isCreatedByUs, withIgnored, withTakenOver } from "./fieldManagers";
import { bareOf, kindOf } from "./kinds";
import { textAt, withValue } from "./manifest";
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
    // The preview of a replacement meets the old object, and that of the first update the fields of the create, which the update itself takes
    // over before it applies. List items that are to go are still there in such a preview: so it is in the official provider.
    return preview && (live === undefined || isCreatedByUs(live));
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
                    `server-side apply field conflict detected, see ${conflictHelp} for troubleshooting help\n` +
                    `The resource managed by field manager "${fieldManager}" had an apply conflict: ${error.message}`,
            });
        }
        throw error;
    }
}

/** The object that an update meets. */
export interface Target {
    readonly live: Manifest;
    /** The paths of `ignoreChanges`. */
    readonly ignored: readonly string[];
    /** Whether the update is one of a `…Patch`. */
    readonly patch: boolean;
}

/** Updates a live object to new inputs, and answers with it as it then is. */
export async function applyUpdate(
    cluster: Cluster,
    sending: Sending,
    { live, ignored, patch }: Target,
    options: Options,
): Promise<Manifest> {
    const { object, fieldManager, preview } = sending;
    if (kindOf(object).kind === "CustomResourceDefinition") {
        // Replaced as a whole, as the official provider does: an apply would keep versions and fields that are gone.
        const version = textAt(live, "metadata", "resourceVersion");
        const replacement = withValue(object, ["metadata", "resourceVersion"], version);
        return cluster.replace(replacement, { fieldManager, dryRun: preview });
    }
    let current = live;
    if (!preview && !patch) {
        const managedFields = withTakenOver(live, fieldManager);
        if (managedFields !== undefined) {
            // With the version, for a change in between would otherwise be attributed to the wrong manager.
            const resourceVersion = textAt(live, "metadata", "resourceVersion");
            current = await cluster.merge(live, { metadata: { managedFields, resourceVersion } });
        }
    }
    const adjusted = { ...sending, object: withIgnored(object, current, ignored, fieldManager) };
    return apply(cluster, adjusted, forceFor(object, current, preview, options));
}

/** Gives up every field that a manager manages; what nobody manages any more is removed or returns to its default. */
export async function relinquish(cluster: Cluster, object: Manifest, fieldManager: string): Promise<void> {
    const change = { fieldManager: fieldManagerFor(object, fieldManager), dryRun: false };
    await cluster.apply(bareOf(object), change, false);
}
