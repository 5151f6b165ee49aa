import * as pulumi from "@pulumi/pulumi";
import { recall } from "../parse";
import type { Settings } from "../settings";
import { judge } from "../judge";
import { refusals, staleAllowances } from "../../edits/refusals";
import type { Edit } from "../../edits/edit";
import { readLive } from "../../components/live/object";
import { liveFacts } from "./liveFacts";
import { tellPlan } from "./plan";
import { partGuard } from "./partGuard";
import type { PartGuard } from "./partGuard";
import type { Replicated } from "../../model/names";

/** Refuses edits of the settings that would lose records, in preview too and before anything is changed. */
export interface EditGuard {
    /** For the component that carries all the settings as its input `settings`. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** For the StatefulSet of a part: what to annotate it with, and hooks that judge from there. */
    readonly of: (part: Replicated) => PartGuard;
}

/**
 * The guard of the running stack. The state of the component that carries all settings is ahead of the cluster after an interrupted
 * run, so each StatefulSet tells for itself what it was made with. Make it once in a program: hook names are unique.
 * `lookUp` asks the running cluster, and `read` looks an object up in it.
 */
export function editGuard(
    wanted: Settings,
    lookUp: typeof liveFacts = liveFacts,
    read: typeof readLive = readLive,
): EditGuard {
    const judged = async (old: Settings): Promise<readonly Edit[]> => {
        const edits = judge(old, wanted, wanted.allow);
        // A preview may have no cluster to ask, and is no more than a preview.
        const proof = !pulumi.runtime.isDryRun();
        return judge(old, wanted, wanted.allow, { ...(await lookUp(edits, old)), proof });
    };
    const hook = new pulumi.ResourceHook(
        "judge-edits",
        async ({ oldInputs }) => {
            const { settings } = oldInputs as { readonly settings?: unknown };
            // Nothing is known where the stack was deployed with PULUMI_NODEJS_SKIP_COMPONENT_INPUTS: the parts judge for themselves.
            if (settings === undefined) {
                return;
            }
            const edits = await judged(recall({ ...(settings as object), allow: [] }));
            for (const line of staleAllowances(edits, wanted.allow)) {
                await pulumi.log.warn(line);
            }
            await tellPlan(edits, wanted);
            refuse(edits);
        },
        { onDryRun: true },
    );
    return {
        hooks: { beforeUpdate: [hook] },
        of: (part) =>
            partGuard(
                part,
                wanted,
                async (old) => {
                    refuse(await judged(old));
                },
                read,
            ),
    };
}

function refuse(edits: readonly Edit[]): void {
    const lines = refusals(edits);
    if (lines.length > 0) {
        throw new Error(["refused, and nothing is changed", ...lines].join("\n"));
    }
}
