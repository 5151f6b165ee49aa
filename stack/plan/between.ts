import * as pulumi from "@pulumi/pulumi";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { planBetween } from "./betweenFiles";
import type { NamedText } from "./betweenFiles";
import { report } from "./report";

const options = {
    from: { type: "string" },
    to: { type: "string" },
    "by-manifests": { type: "boolean", default: false },
    markdown: { type: "boolean", default: false },
} as const;

/** Prints what the edits between two stack files do; returns the exit code, which is 1 where one is refused, or a file is wrong. */
export function between(args: readonly string[]): number {
    try {
        const { from, to, byManifests, isMarkdown } = readArguments(args);
        const { summary, warnings } = planBetween(readText(from), readText(to), byManifests ? "manifests" : "pulumi");
        const failed = (summary?.refused.length ?? 0) > 0;
        const plan = { failed, operations: undefined, steps: [], errors: [] };
        console.log(report(isMarkdown ? "markdown" : "text", summary, plan));
        for (const line of [...warnings, "no cluster was asked: what only a cluster can tell counts as unsafe"]) {
            console.error(line);
        }
        return failed ? 1 : 0;
    } catch (error) {
        if (!(error instanceof pulumi.RunError)) {
            throw error;
        }
        console.error(error.message);
        return 1;
    }
}

interface Arguments {
    readonly from: string;
    readonly to: string;
    readonly byManifests: boolean;
    readonly isMarkdown: boolean;
}

function readArguments(args: readonly string[]): Arguments {
    const usage = "npm run -s plan -- --from OLD_FILE --to NEW_FILE [--by-manifests] [--markdown]";
    try {
        const { from, to, "by-manifests": byManifests, markdown } = parseArgs({ args: [...args], options }).values;
        if (from !== undefined && to !== undefined) {
            return { from, to, byManifests, isMarkdown: markdown };
        }
    } catch {
        // The usage says it all.
    }
    throw new pulumi.RunError(`two stack files are compared by: ${usage}`);
}

function readText(name: string): NamedText {
    try {
        return { name, text: readFileSync(name, "utf8") };
    } catch (error) {
        throw new pulumi.RunError(`${name} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    }
}
