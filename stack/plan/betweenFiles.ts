import * as pulumi from "@pulumi/pulumi";
import { staleAllowances } from "../../edits/refusals";
import { judge } from "../judge";
import type { Facts } from "../judge";
import type { Settings } from "../settings";
import { settingsOrWords } from "../stackFile";
import { summary } from "../summary/summary";
import type { Summary } from "../summary/summary";
import { byManifests } from "./byManifests";

/** A stack file: its name, and its text. */
export interface NamedText {
    /** Its name or path, for messages. */
    readonly name: string;
    /** Its text. */
    readonly text: string;
}

/** What the edits between two stack files come to. */
export interface Plan {
    /** The edits; undefined where there is none. */
    readonly summary: Summary | undefined;
    /** What else to know, one line each. */
    readonly warnings: readonly string[];
}

/** Who carries the edits out: `pulumi up`, or whoever applies the manifests of `npm run render`. */
export type Carrier = "pulumi" | "manifests";

/**
 * Judges the edits from one stack file to another without a cluster: what runs is taken to be as the old one says, and what only a cluster could tell
 * counts as unsafe. Throws one `pulumi.RunError` with one line for each problem of either file.
 */
export function planBetween(from: NamedText, to: NamedText, carrier: Carrier): Plan {
    const [old, wanted] = bothSettings(from, to);
    const judged = judge(old, wanted, wanted.allow, { ...whatRuns(old), proof: true });
    const edits = carrier === "pulumi" ? judged : byManifests(judged, wanted.allow);
    return {
        summary: edits.length === 0 ? undefined : summary(edits, wanted),
        warnings: staleAllowances(edits, wanted.allow),
    };
}

/** What a stack file tells of what runs, where nobody can be asked: whether a broker has been emptied stands in none. */
export function whatRuns({ security }: Settings): Facts {
    return { steps: [security.authentication], passwordVersions: [security.passwordVersion] };
}

function bothSettings(from: NamedText, to: NamedText): readonly [Settings, Settings] {
    const [old, wanted] = [settingsOrWords(from.name, from.text), settingsOrWords(to.name, to.text)];
    if (typeof old === "string" || typeof wanted === "string") {
        throw new pulumi.RunError([old, wanted].filter((one) => typeof one === "string").join("\n"));
    }
    return [old, wanted];
}
