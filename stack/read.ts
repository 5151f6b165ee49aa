import * as pulumi from "@pulumi/pulumi";
import { passwordProblems } from "../components/kafka/users/passwords";
import type { Problem } from "../schema/problems";
import { fromText, problemList } from "./configuration";
import { parseSettings } from "./parse";
import { holdsSecret, secretsIn } from "./secrets";
import type { Settings } from "./settings";

/** What a stack file says: its settings, and what is none because nobody may see it. */
export interface StackFile extends Settings {
    /** Passwords that are not to be generated, by the user's name. */
    readonly passwords: Readonly<Record<string, pulumi.Output<string>>>;
}

/**
 * What the file of the stack at hand says, checked and deeply frozen: the only reader of its configuration. Pass the
 * configuration of the name that the keys carry, `new pulumi.Config("kafka")`.
 * Throws one `pulumi.RunError` (no stack trace) with one line for each problem of the stack file.
 */
export function readSettings(config: pulumi.Config): StackFile {
    const values: Record<string, unknown> = {};
    const unreadable: Problem[] = [];
    let passwords: { readonly given: unknown; readonly isSecret: boolean } = { given: {}, isSecret: true };
    for (const [key, text] of Object.entries(pulumi.runtime.allConfig())) {
        if (!key.startsWith(`${config.name}:`)) {
            continue;
        }
        const group = key.slice(config.name.length + 1);
        if (group === "passwords") {
            passwords = { given: fromText(text) ?? {}, isSecret: holdsSecret(key) };
        } else if (holdsSecret(key)) {
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
    throw new pulumi.RunError(problemList(pulumi.getStack(), problems));
}
