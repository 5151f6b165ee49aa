import { nameOf } from "./edit";
import type { Edit } from "./edit";

/** One line for each refused edit: its name, why, what to do, and where there is one the way to have it all the same. */
export function refusals(edits: readonly Edit[]): string[] {
    return edits.flatMap((edit) => (edit.refusal === undefined ? [] : [line(edit, edit.refusal)]));
}

function line(edit: Edit, { why, instead, overridable }: NonNullable<Edit["refusal"]>): string {
    const name = nameOf(edit);
    return `kafka:${name}: ${why}; ${instead}${overridable ? `; to override, add ${JSON.stringify(name)} to kafka:allow` : ""}`;
}

/** Lifts the refusals of the edits that `allowed` names, each by its exact name. An entry that names none does nothing. */
export function allow(edits: readonly Edit[], allowed: readonly string[]): Edit[] {
    return edits.map((edit) => {
        const { refusal, ...rest } = edit;
        return refusal?.overridable === true && allowed.includes(nameOf(edit))
            ? { ...rest, lifted: refusal, notes: [...rest.notes, `allowed by name, although ${refusal.why}`] }
            : edit;
    });
}

/**
 * One line for each entry of `kafka:allow` that has no effect, for a warning: no error, because right after an edit has been carried out
 * its entry names none any more. `edits` are those that {@link allow} has been over.
 */
export function staleAllowances(edits: readonly Edit[], allowed: readonly string[]): string[] {
    return [...new Set(allowed)].flatMap((entry) => {
        const edit = edits.find((candidate) => nameOf(candidate) === entry);
        if (edit?.lifted !== undefined) {
            return [];
        }
        const because =
            edit === undefined
                ? "no edit of this name"
                : edit.refusal === undefined
                  ? "this edit needs no allowance"
                  : "this edit cannot be allowed";
        return [`kafka:allow ${JSON.stringify(entry)}: ${because}; remove the entry`];
    });
}
