import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../../settings";
import { summary, text } from "../../sizing/edits";
import type { Edit } from "../../sizing/edits";
import { writePlan } from "../../sizing/plan/file";

/** Says what the edits will do: in the log of every preview and update, and to whoever asks for it as JSON. */
export async function tellPlan(edits: readonly Edit[], settings: Settings): Promise<void> {
    const plan = summary(edits, settings);
    writePlan(plan);
    // What is refused is said by the error.
    if (plan.refused.length === 0 && edits.length > 0) {
        await pulumi.log.info(text(plan));
    }
}
