import * as pulumi from "@pulumi/pulumi";
import { recall } from "../../settings";
import type { Settings } from "../../settings";
import { judge, refusals, staleAllowances } from "../../sizing/edits";
import type { Edit } from "../../sizing/edits";
import { liveFacts } from "./liveFacts";
import { tellPlan } from "./plan";
import { recordOf, settingsAnnotation, settingsBefore } from "./record";
import type { Part } from "./record";

/** Refuses edits of the settings that would lose records, in preview too and before anything is changed. */
export interface EditGuard {
    /** For the component that carries all the settings as its input `settings`. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** For the StatefulSet of a part: what to annotate it with, and hooks that judge from there. */
    readonly of: (part: Part) => PartGuard;
}

/** The guard of one StatefulSet. */
export interface PartGuard {
    readonly annotations: Readonly<Record<string, string>>;
    readonly hooks: pulumi.ResourceHookBinding;
}

interface Annotated {
    readonly metadata?: { readonly annotations?: Readonly<Record<string, string>> };
}

/**
 * The guard of the running stack. The state of the component that carries all settings is ahead of the cluster after an interrupted
 * run, so each StatefulSet tells for itself what it was made with. Make it once in a program: hook names are unique.
 * `lookUp` asks the running cluster.
 */
export function editGuard(wanted: Settings, lookUp: typeof liveFacts = liveFacts): EditGuard {
    const judged = async (old: Settings): Promise<readonly Edit[]> => {
        const edits = judge(old, wanted, wanted.allow);
        return judge(old, wanted, wanted.allow, await lookUp(edits, old));
    };
    const hook = (name: string, check: (oldInputs: unknown) => Promise<void>) => ({
        beforeUpdate: [new pulumi.ResourceHook(name, async ({ oldInputs }) => check(oldInputs), { onDryRun: true })],
    });
    return {
        hooks: hook("judge-edits", async (oldInputs) => {
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
        }),
        of: (part) => ({
            annotations: { [settingsAnnotation]: recordOf(part, wanted) },
            hooks: hook(`judge-edits-of-${part}`, async (oldInputs) => {
                const record = (oldInputs as Annotated).metadata?.annotations?.[settingsAnnotation];
                const old = settingsBefore(part, record, wanted);
                if (old !== undefined) {
                    refuse(await judged(old));
                }
            }),
        }),
    };
}

function refuse(edits: readonly Edit[]): void {
    const lines = refusals(edits);
    if (lines.length > 0) {
        throw new Error(["refused, and nothing is changed", ...lines].join("\n"));
    }
}
