import { parse } from "yaml";
import type { Problem } from "../../schema/problems";
import { fromText, problemList } from "../configuration";
import { parseSettings } from "../parse";
import { secretsIn } from "../secrets";
import type { Settings } from "../settings";

/** What the keys of all settings begin with. */
const prefix = "kafka:";

/** What the text of a stack file comes to: its settings, or in words what is wrong with it. */
export type StackText = { readonly settings: Settings } | { readonly wrong: string };

/**
 * Reads the text of a stack file as the program would, without Pulumi and without secrets: `kafka:passwords` is passed over. Never throws.
 */
export function settingsIn(text: string, stack: string): StackText {
    let file: unknown;
    try {
        file = parse(text);
    } catch (error) {
        const [reason = ""] = error instanceof Error ? error.message.split("\n") : [];
        return { wrong: `Pulumi.${stack}.yaml cannot be read: ${reason.replace(/:$/, "")}` };
    }
    const values: Record<string, unknown> = {};
    const secrets: Problem[] = [];
    for (const [key, value] of Object.entries(mapOf(mapOf(file)["config"]))) {
        const group = key.slice(prefix.length);
        if (!key.startsWith(prefix) || group === "passwords") {
            continue;
        }
        const plain = decrypted(value);
        if (plain.holdsSecret) {
            secrets.push(...secretsIn(group, plain.value));
        } else {
            // The CLI hands over plain texts as they are, and all else as JSON.
            values[group] = typeof value === "string" ? fromText(value) : value;
        }
    }
    const parsed = parseSettings(values);
    const problems = [...secrets, ...("problems" in parsed ? parsed.problems : [])];
    return "settings" in parsed && problems.length === 0
        ? { settings: parsed.settings }
        : { wrong: problemList(stack, problems) };
}

function mapOf(value: unknown): Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value)
        ? (value as Readonly<Record<string, unknown>>)
        : {};
}

/** The value with a text in place of each secret (`secure: …`), as the CLI would decrypt it, and whether there is one. */
function decrypted(value: unknown): { readonly value: unknown; readonly holdsSecret: boolean } {
    if (typeof value !== "object" || value === null) {
        return { value, holdsSecret: false };
    }
    if (typeof mapOf(value)["secure"] === "string" && Object.keys(value).length === 1) {
        return { value: "secret", holdsSecret: true };
    }
    const inner = Object.entries(value).map(([key, one]) => [key, decrypted(one)] as const);
    return {
        value: Array.isArray(value)
            ? inner.map(([, one]) => one.value)
            : Object.fromEntries(inner.map(([key, one]) => [key, one.value])),
        holdsSecret: inner.some(([, one]) => one.holdsSecret),
    };
}
