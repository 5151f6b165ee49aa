import * as pulumi from "@pulumi/pulumi";
import { passwordProblems } from "../components/kafka/users/passwords";
import { render } from "../schema/problems";
import type { Problem } from "../schema/problems";
import { parseSettings } from "./parse";
import { holdsSecret, secretsIn } from "./secrets";
import type { Settings } from "./settings";

/** What a stack file says: its settings, and what is none because nobody may see it. */
export interface StackFile extends Settings {
    /** Passwords that are not to be generated, by the user's name. */
    readonly passwords: Readonly<Record<string, pulumi.Output<string>>>;
}

/** One key of a stack file. */
export interface Entry {
    /** Its full key: `kafka:brokers`. */
    readonly key: string;
    /** Its value, a map or list as JSON. */
    readonly text: string;
    /** Whether it is a secret, or holds one. */
    readonly isSecret: boolean;
}

/**
 * What the file of the stack at hand says, checked and deeply frozen: the only reader of its configuration. Pass the
 * configuration of the name that the keys carry, `new pulumi.Config("kafka")`.
 * Throws one `pulumi.RunError` (no stack trace) with one line for each problem of the stack file.
 */
export function readSettings(config: pulumi.Config): StackFile {
    const entries = Object.entries(pulumi.runtime.allConfig()).map(([key, text]) => ({
        key,
        text,
        isSecret: holdsSecret(key),
    }));
    return settingsIn(`Pulumi.${pulumi.getStack()}.yaml`, config.name, entries);
}

/**
 * What a stack file of this name says whose keys begin with `prefix`. Throws one `pulumi.RunError` (no stack trace) with one line for each
 * problem of it.
 */
export function settingsIn(file: string, prefix: string, entries: readonly Entry[]): StackFile {
    const values: Record<string, unknown> = {};
    const unreadable: Problem[] = [];
    let passwords: { readonly given: unknown; readonly isSecret: boolean } = { given: {}, isSecret: true };
    for (const { key, text, isSecret } of entries) {
        if (!key.startsWith(`${prefix}:`)) {
            continue;
        }
        const group = key.slice(prefix.length + 1);
        if (group === "passwords") {
            passwords = { given: fromText(text) ?? {}, isSecret };
        } else if (isSecret) {
            unreadable.push(...secretsIn(group, fromText(text)));
        } else {
            values[group] = fromText(text);
        }
    }
    const parsed = parseSettings(values);
    const users = "settings" in parsed ? parsed.settings.users.map(({ name }) => name) : undefined;
    const problems = [
        ...unreadable,
        ...("problems" in parsed ? parsed.problems : []),
        ...passwordProblems(passwords.given, passwords.isSecret, users),
    ];
    if ("settings" in parsed && problems.length === 0) {
        const plain = Object.entries(passwords.given as Readonly<Record<string, string>>);
        return {
            ...parsed.settings,
            passwords: Object.fromEntries(plain.map(([name, password]) => [name, pulumi.secret(password)])),
        };
    }
    throw new pulumi.RunError(
        [header(file, problems.length), ...problems.map((problem) => `  ${render(problem)}`)].join("\n"),
    );
}

function header(file: string, count: number): string {
    const found = count === 1 ? "1 problem" : `${count} problems`;
    return `${file}: ${found} (docs/settings.md lists every key)`;
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
