import * as pulumi from "@pulumi/pulumi";
import { readLive } from "../../components/live/object";
import { mainCluster, ofCluster } from "../../components/ownership";
import type { Edit } from "../../edits/edit";
import { refusals, staleAllowances } from "../../edits/refusals";
import type { Replicated } from "../../model/names";
import { diff, judge } from "../judge";
import { recall } from "../parse";
import { writePlan } from "../plan/file";
import type { Settings } from "../settings";
import { summary } from "../summary/summary";
import { text } from "../summary/text";
import { liveFacts } from "./liveFacts";
import { recordOf } from "./record";
import { statefulSetGuard } from "./statefulSetGuard";
import type { RecordedGuard } from "./statefulSetGuard";

/** Refuses edits of the settings that would lose records, in preview too and before anything is changed. */
export interface EditGuard {
    /** For the component that carries all the settings as its input `settings`. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** For the StatefulSet of a workload. */
    readonly of: (workload: Replicated) => RecordedGuard;
}

/**
 * The guard of the running stack. The settings that the state has of the whole cluster are judged once in a run, with one round of look-ups.
 * They are ahead of the cluster after an interrupted run, so each StatefulSet tells for itself what it was made with, and is judged again
 * only where that is something else. `lookUp` asks the running cluster, and `read` looks an object up in it; `cluster` tells one cluster
 * of the program from another, for hook names are unique.
 */
export function editGuard(
    wanted: Settings,
    lookUp: typeof liveFacts = liveFacts,
    read: typeof readLive = readLive,
    cluster = mainCluster,
): EditGuard {
    let judgedFrom: Settings | undefined;
    const judged = async (old: Settings): Promise<readonly Edit[]> => {
        const facts = await lookUp(diff(old, wanted), old);
        // A preview may have no cluster to ask, and is no more than a preview.
        return judge(old, wanted, wanted.allow, { ...facts, proof: !pulumi.runtime.isDryRun() });
    };
    const hook = new pulumi.ResourceHook(
        ofCluster(cluster, "judge-edits", "-of-"),
        async ({ oldInputs }) => {
            const { settings } = oldInputs as { readonly settings?: unknown };
            // Nothing is known where the stack was deployed with PULUMI_NODEJS_SKIP_COMPONENT_INPUTS: the StatefulSets tell for themselves.
            if (settings === undefined) {
                return;
            }
            judgedFrom = recall({ ...(settings as object), allow: [] });
            const edits = await judged(judgedFrom);
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
        of: (workload) =>
            statefulSetGuard(workload, wanted, read, cluster, async (old, record) => {
                const isJudged = judgedFrom !== undefined && recordOf(workload, judgedFrom) === record;
                if (!isJudged) {
                    refuse(await judged(old));
                }
            }),
    };
}

/** Says what the edits will do: in the log of every preview and update, and to whoever asks for it as JSON. */
async function tellPlan(edits: readonly Edit[], wanted: Settings): Promise<void> {
    const plan = summary(edits, wanted);
    writePlan(plan);
    // What is refused is said by the error.
    if (plan.refused.length === 0 && edits.length > 0) {
        await pulumi.log.info(text(plan));
    }
}

function refuse(edits: readonly Edit[]): void {
    const lines = refusals(edits);
    if (lines.length > 0) {
        throw new Error(["refused, and nothing is changed", ...lines].join("\n"));
    }
}
