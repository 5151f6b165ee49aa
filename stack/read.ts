import * as pulumi from "@pulumi/pulumi";
import { render } from "../schema/problems";
import type { Problem } from "../schema/problems";
import { parseSettings } from "./parse";
import { holdsSecret, secretsIn } from "./secrets";
import type { Settings } from "./settings";

/**
 * The settings of the stack at hand, checked and deeply frozen: the only reader of its configuration. Pass the
 * configuration of the name that the keys carry, `new pulumi.Config("kafka")`.
 * Throws one `pulumi.RunError` (no stack trace) with one line for each problem of the stack file.
 */
export function readSettings(config: pulumi.Config): Settings {
    const values: Record<string, unknown> = {};
    const unreadable: Problem[] = [];
    for (const [key, text] of Object.entries(pulumi.runtime.allConfig())) {
        if (!key.startsWith(`${config.name}:`)) {
            continue;
        }
        const group = key.slice(config.name.length + 1);
        if (holdsSecret(key)) {
            unreadable.push(...secretsIn(group, fromText(text)));
        } else {
            values[group] = fromText(text);
        }
    }
    const parsed = parseSettings(values);
    const problems = [...unreadable, ...("problems" in parsed ? parsed.problems : [])];
    if ("settings" in parsed && problems.length === 0) {
        return parsed.settings;
    }
    throw new pulumi.RunError(
        [header(problems.length), ...problems.map((problem) => `  ${render(problem)}`)].join("\n"),
    );
}

function header(count: number): string {
    const found = count === 1 ? "1 problem" : `${count} problems`;
    return `Pulumi.${pulumi.getStack()}.yaml: ${found} (docs/settings.md lists every key)`;
}

/** A map or list reaches the program as JSON, a plain text as itself; a key without a value as the empty text (CLI 3.230). */
function fromText(text: string): unknown {
    if (text === "") {
        return null;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}
