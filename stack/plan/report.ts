import type { Summary } from "../summary/summary";
import { markdown, text } from "../summary/text";

/** As much as is needed of what `pulumi preview --json` prints. */
interface Digest {
    readonly changeSummary?: Readonly<Record<string, number>>;
    readonly steps?: readonly { readonly op?: string; readonly urn?: string }[];
    readonly diagnostics?: readonly { readonly severity?: string; readonly message?: string }[];
}

/** What a preview comes to, whatever the edits are. */
export interface Preview {
    /** Whether it ended with an error. */
    readonly failed: boolean;
    /** `Pulumi: 4 to update, 2 to create`; undefined where nothing changes. */
    readonly operations: string | undefined;
    /** The same one by one: `update StatefulSet kafka`. */
    readonly steps: readonly string[];
    /** What went wrong, one text for each error. */
    readonly errors: readonly string[];
}

/** `refresh` is what `--refresh` looked at and found as the state has it; what it found otherwise is an `update` or a `delete`. */
const done = new Set(["same", "read", "refresh"]);

/** Reads what `pulumi preview --json` printed before it ended with an exit code; text that is no JSON is taken for an error. */
export function readPreview(printed: string, code: number): Preview {
    let digest: Digest;
    try {
        digest = JSON.parse(printed) as Digest;
    } catch {
        return {
            failed: code !== 0,
            operations: undefined,
            steps: [],
            errors: printed.trim() === "" ? [] : [printed.trim()],
        };
    }
    const changes = Object.entries(digest.changeSummary ?? {}).filter(([op, count]) => !done.has(op) && count > 0);
    return {
        failed: code !== 0,
        operations:
            changes.length === 0 ? undefined : `Pulumi: ${changes.map(([op, n]) => `${n} to ${op}`).join(", ")}`,
        // What a refresh found otherwise, and what is done about it, are one step each.
        steps: [
            ...new Set(
                (digest.steps ?? []).flatMap(({ op = "same", urn = "" }) =>
                    done.has(op) ? [] : [`${op} ${resourceOf(urn)}`],
                ),
            ),
        ],
        errors: (digest.diagnostics ?? []).flatMap(({ severity, message }) =>
            severity === "error" && message !== undefined ? [message.trim()] : [],
        ),
    };
}

/** `StatefulSet kafka` of `urn:pulumi:dev::kafka::kafka:index:Cluster$kubernetes:apps/v1:StatefulSet::kafka`. */
function resourceOf(urn: string): string {
    const [, , types = "", ...name] = urn.split("::");
    return `${types.split(":").at(-1) ?? ""} ${name.join("::")}`;
}

/** How the report is written: for a terminal, or for a comment at a pull request. */
export type Format = "text" | "markdown";

/** What a preview says to a person: what the edits do and what Pulumi counts. `summary` is undefined where no setting differs. */
export function report(format: Format, summary: Summary | undefined, preview: Preview): string {
    const lines = [
        summary === undefined ? withoutEdits(preview) : (format === "text" ? text : markdown)(summary),
        // What is refused is the summary's to say; the preview says it again, with the engine's words around it.
        ...(summary?.refused.length ? [] : preview.errors.map((error) => `error: ${error}`)),
        ...(preview.operations === undefined ? [] : [preview.operations]),
        // Edits tell what changes; a difference that comes from none has to be found.
        ...(summary === undefined && isDrift(preview) ? [list(format, preview.steps)] : []),
    ];
    return lines.join(format === "text" ? "\n" : "\n\n");
}

/** Whether a preview has failed for nothing but changes that were not expected (`--expect-no-changes`). */
function isDrift({ failed, operations, errors }: Preview): boolean {
    return failed && operations !== undefined && errors.length === 0;
}

function list(format: Format, lines: readonly string[]): string {
    return lines.map((line) => (format === "markdown" ? `- ${line}` : `  ${line}`)).join("\n");
}

function withoutEdits(preview: Preview): string {
    if (isDrift(preview)) {
        return "no setting differs, and yet what runs is not what the program makes of them";
    }
    if (preview.failed) {
        return "the preview failed before the edits could be judged";
    }
    return preview.operations === undefined
        ? "no setting differs from what runs: nothing is touched"
        : "a first deployment, or a change of the program itself";
}
