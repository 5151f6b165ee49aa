import { markdown, text } from "../summary/text";
import type { Summary } from "../summary/summary";
import type { Preview } from "./preview";

/** How the report is written: for a terminal, or for a comment at a pull request. */
export type Format = "text" | "markdown";

/** What a preview says to a person: what the edits do and what Pulumi counts. `summary` is undefined where no setting differs. */
export function report(format: Format, summary: Summary | undefined, preview: Preview): string {
    const lines = [
        summary === undefined ? withoutEdits(preview) : (format === "text" ? text : markdown)(summary),
        // What is refused is the summary's to say; the preview says it again, with the engine's words around it.
        ...(summary?.refused.length ? [] : preview.errors.map((error) => `error: ${error}`)),
        ...(preview.operations === undefined ? [] : [preview.operations]),
    ];
    return lines.join(format === "text" ? "\n" : "\n\n");
}

function withoutEdits({ failed, operations }: Preview): string {
    if (failed) {
        return "the preview failed before the edits could be judged";
    }
    return operations === undefined
        ? "no setting differs from what runs: nothing is touched"
        : "a first deployment, or a change of the program itself";
}
