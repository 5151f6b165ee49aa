import { nameOf } from "./edit";
import type { Edit } from "./edit";

/** One line for each refused edit: its name, why, what to do, and where there is one the way to have it all the same. */
export function refusals(edits: readonly Edit[]): string[] {
    return edits.flatMap((edit) => (edit.refusal === undefined ? [] : [line(edit, edit.refusal)]));
}

function line(edit: Edit, { why, instead, overridable }: NonNullable<Edit["refusal"]>): string {
    const name = nameOf(edit);
    return `kafka:${name}: ${why}; ${instead}${overridable ? `; to do it all the same, add ${JSON.stringify(name)} to kafka:allow` : ""}`;
}
