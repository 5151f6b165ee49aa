import { staleAllowances } from "../../edits/refusals";
import { judge } from "../judge";
import { settingsOrWords } from "../stackFile";
import { summary } from "../summary/summary";
import type { Summary } from "../summary/summary";
import { markdown, text } from "../summary/text";
import { whatRuns } from "./betweenFiles";
import type { Format } from "./report";

/** What a stack file comes to beside the one of another commit, where nothing is known of the cluster. */
export type Comparison =
    /** The file is wrong; in words. */
    | { readonly is: "wrong"; readonly why: string }
    /** The other commit has no such file. */
    | { readonly is: "new" }
    /** The other commit's file is none that this version of the program takes; in words. */
    | { readonly is: "incomparable"; readonly why: string }
    /** The edits between them. */
    | { readonly is: "judged"; readonly summary: Summary; readonly stale: readonly string[] };

/**
 * Judges the edits between two texts of the file of a stack; `before` is undefined where there was none. They are judged as a preview judges
 * that has no cluster to ask: less knowledge refuses more.
 */
export function compare(stack: string, before: string | undefined, now: string): Comparison {
    const file = `Pulumi.${stack}.yaml`;
    const wanted = settingsOrWords(file, now);
    if (typeof wanted === "string") {
        return { is: "wrong", why: wanted };
    }
    if (before === undefined) {
        return { is: "new" };
    }
    const old = settingsOrWords(file, before);
    if (typeof old === "string") {
        return { is: "incomparable", why: old };
    }
    const edits = judge(old, wanted, wanted.allow, { ...whatRuns(old), proof: false });
    return { is: "judged", summary: summary(edits, wanted), stale: staleAllowances(edits, wanted.allow) };
}

/** Whether the file may not be merged as it is. What cannot be compared is no refusal: a file that was broken can be mended. */
export function isRefused(comparison: Comparison): boolean {
    return comparison.is === "wrong" || (comparison.is === "judged" && comparison.summary.refused.length > 0);
}

/** What the comparison with a commit says to a person. */
export function comparisonReport(format: Format, comparison: Comparison, commit: string): string {
    const block = (lines: string) => (format === "markdown" ? ["```", lines, "```"].join("\n") : lines);
    const separator = format === "markdown" ? "\n\n" : "\n";
    switch (comparison.is) {
        case "wrong":
            return block(comparison.why);
        case "new":
            return `a first deployment: ${commit} has no such stack file`;
        case "incomparable":
            return [
                `cannot be compared: this version of the program does not take the stack file of ${commit}`,
                block(comparison.why),
            ].join(separator);
        case "judged":
            return [
                comparison.summary.edits.length === 0
                    ? `no setting differs from ${commit}`
                    : (format === "markdown" ? markdown : text)(comparison.summary),
                ...comparison.stale.map((line) => (format === "markdown" ? `- ${line}` : `  ${line}`)),
                `judged from the stack files of ${commit} and of here, without the cluster: the preview knows more, and may refuse more or less`,
            ].join(separator);
    }
}
