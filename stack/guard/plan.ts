import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import { summary } from "../summary/summary";
import { text } from "../summary/text";
import type { Edit } from "../../edits/edit";
import { writePlan } from "../plan/file";

/** Says what the edits will do: in the log of every preview and update, and to whoever asks for it as JSON. */
export async function tellPlan(edits: readonly Edit[], settings: Settings): Promise<void> {
    const plan = summary(edits, settings);
    writePlan(plan);
    // What is refused is said by the error.
    if (plan.refused.length === 0 && edits.length > 0) {
        await pulumi.log.info(text(plan));
    }
}
