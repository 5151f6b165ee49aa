import assert from "node:assert/strict";
import { nameOf, verdict } from "../../../edits/edit";
import type { Edit } from "../../../edits/edit";
import { refusals } from "../../../edits/refusals";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { parseSettings } from "../../../stack/parse";
import type { Settings } from "../../../stack/settings";

/** Groups of a stack file, as they stand in it. */
export type Groups = Readonly<Record<string, unknown>>;

/** The settings of a stack file; throws where it is no valid one. */
export function settings(groups: Groups = {}): Settings {
    const parsed = parseSettings(groups);
    if ("problems" in parsed) {
        throw new Error(JSON.stringify(parsed.problems));
    }
    return parsed.settings;
}

/** An edit in short: `brokers.memory 2Gi -> 4Gi: rolls brokers`. */
function short(edit: Edit): string {
    const whose = edit.refusal === undefined && edit.rolls.length > 0 ? ` ${edit.rolls.join("+")}` : "";
    const restart = whose !== "" && edit.effect !== "rolls" ? ` rolling${whose}` : whose;
    return `${nameOf(edit)}: ${verdict(edit)}${restart}`;
}

/** A pair of stack files, the verdict on each edit between them, and the lines with which edits are refused. */
export interface Case {
    readonly old?: Groups;
    readonly wanted: Groups;
    readonly edits: readonly string[];
    /** Exactly these lines; none where it is left out. */
    readonly refused?: readonly string[];
    readonly notes?: readonly RegExp[];
    readonly facts?: Facts;
    readonly allow?: readonly string[];
}

function title({ edits, facts, allow }: Case): string {
    const beside = [facts, allow]
        .filter((value) => value !== undefined)
        .map((value) => ` with ${JSON.stringify(value)}`);
    return `${edits.join(", ") || "no edit"}${beside.join("")}`;
}

/** One test for each case. */
export function cases(list: readonly Case[]): void {
    for (const one of list) {
        it(title(one), () => {
            const edits = judge(settings(one.old), settings(one.wanted), one.allow, one.facts);
            assert.deepEqual(edits.map(short), one.edits);
            assert.deepEqual(refusals(edits), one.refused ?? []);
            const notes = edits.flatMap((edit) => edit.notes).join("\n");
            for (const note of one.notes ?? []) {
                assert.match(notes, note);
            }
        });
    }
}

/** The same edit of one group, in short: old fields, wanted fields. */
export function of(group: string, old: Groups, wanted: Groups, ...edits: string[]): Case {
    return { old: { [group]: old }, wanted: { [group]: wanted }, edits };
}
