import { render } from "../schema/problems";
import type { Problem } from "../schema/problems";

/** A value as the engine hands it to the program: a map or list as JSON, a plain text as itself; a key without a value as the empty text (CLI 3.230). */
export function fromText(text: string): unknown {
    if (text === "") {
        return null;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/** Everything that is wrong with the file of a stack, one line each below a line that counts them. */
export function problemList(stack: string, problems: readonly Problem[]): string {
    const found = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    return [
        `Pulumi.${stack}.yaml: ${found} (docs/settings.md lists every key)`,
        ...problems.map((problem) => `  ${render(problem)}`),
    ].join("\n");
}
