import { verdict } from "../../edits/edit";
import type { Edit } from "../../edits/edit";
import { valueText } from "../../edits/values";
import { isSecretProperty } from "../../model/brokerProperties/definitions";
import type { Summary } from "./summary";

/** The first line: all actions, or why there are none. */
function headline({ actions, refused, edits }: Summary): string {
    if (refused.length > 0) {
        return `refused, nothing is touched: ${refused.length} of ${edits.length} ${edits.length === 1 ? "edit" : "edits"}`;
    }
    return actions.length === 0 ? "touches nothing that runs" : `${actions.join(", ")}, touches nothing else`;
}

/** The summary for a terminal: a line that says it all, then the refusals and notes, one a line. */
export function text(summary: Summary): string {
    const notes = summary.notes.map((note) => `  note: ${note}`);
    return [headline(summary), ...summary.refused.map((line) => `  ${line}`), ...notes].join("\n");
}

/** The summary for a comment at a pull request: the same line, a table of the edits, refusals and notes as lists. */
export function markdown(summary: Summary): string {
    const { edits, refused, notes } = summary;
    return [
        `**${capital(headline(summary))}**`,
        ...block(edits.length > 0, ["| Setting | From | To | |", "| --- | --- | --- | --- |", ...edits.map(row)]),
        ...block(refused.length > 0, ["Refused:", "", ...refused.map(item)]),
        ...block(notes.length > 0, ["Notes:", "", ...notes.map(item)]),
    ].join("\n");
}

function block(wanted: boolean, lines: readonly string[]): readonly string[] {
    return wanted ? ["", ...lines] : [];
}

function row(edit: Edit): string {
    // What a plug-in has for a secret does not belong into a comment.
    const shown = (value: unknown) =>
        value !== undefined && isSecretProperty(edit.path.at(-1) ?? "") ? "a secret" : code(valueText(value));
    const cells = [code(`kafka:${edit.key}`), shown(edit.from), shown(edit.to), verdict(edit)];
    return `| ${cells.join(" | ")} |`;
}

function item(line: string): string {
    return `- ${code(line)}`;
}

/** Code that cannot end early, whatever it holds; a bar would end the cell of a table even inside code. */
function code(value: string): string {
    const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map((ticks) => ticks.length));
    const fence = "`".repeat(longest + 1);
    const pad = longest > 0 ? " " : "";
    return `${fence}${pad}${value.replaceAll("|", "\\|")}${pad}${fence}`;
}

function capital(line: string): string {
    return line.charAt(0).toUpperCase() + line.slice(1);
}
