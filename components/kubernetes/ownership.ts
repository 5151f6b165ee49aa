import * as pulumi from "@pulumi/pulumi";
import { foreignOwner, ownerAnnotations } from "./owner";
import type { OwnedObject } from "./owner";
import { removeLeftovers } from "../live/leftovers";
import { readLive } from "../live/object";

/** Marks the objects of one stack and keeps the program from taking over those of another. */
export interface Ownership {
    /** Annotations for every object with an explicit name. */
    readonly annotations: Readonly<Record<string, string>>;
    /** Hooks for the same objects: refuse, in preview too, to create what exists and belongs to somebody else. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** For Jobs: the same, and what an interrupted run left of the same work is removed before. */
    readonly workHooks: pulumi.ResourceHookBinding;
}

/**
 * The ownership of the running stack. It is needed because the stack files let the provider adopt objects that exist
 * (`upsertExistingObjects`, `enablePatchForce`): that is what lets an interrupted `pulumi up` converge, and it would
 * take over anybody's StatefulSet of the same name as well. Make it once in a program: hook names are unique.
 * `read` looks an object up in the cluster, `clear` removes the leftovers of a Job.
 */
export function stackOwnership(
    read: typeof readLive = readLive,
    clear: (job: OwnedObject) => Promise<void> = removeLeftovers,
): Ownership {
    const owner = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
    const guard = new pulumi.ResourceHook(
        "refuse-foreign-objects",
        async ({ newInputs }) => {
            const wanted = newInputs as OwnedObject;
            // A name that a preview does not know yet cannot be looked up.
            if (pulumi.containsUnknowns(wanted.metadata)) {
                return;
            }
            const problem = foreignOwner(owner, wanted, await read(wanted));
            if (problem !== undefined) {
                throw new Error(problem);
            }
        },
        { onDryRun: true },
    );
    const broom = new pulumi.ResourceHook("remove-leftovers", async ({ newInputs }) => clear(newInputs as OwnedObject));
    return {
        annotations: ownerAnnotations(owner),
        hooks: { beforeCreate: [guard] },
        workHooks: { beforeCreate: [guard, broom] },
    };
}
