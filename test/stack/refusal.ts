import Ajv from "ajv";
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { render } from "../../schema/problems";
import { parseSettings } from "../../stack/parse";
import type { Settings } from "../../stack/settings";

/** A stack file that must be refused, and its nearest neighbour that must not. */
export interface BadFile {
    readonly name: string;
    /** What stands below `config:`. */
    readonly yaml: string;
    /** Every line that is said, in order. */
    readonly errors: readonly string[];
    /** The same with the least change that makes it good. */
    readonly valid: string;
    /** false: a rule that the JSON Schema cannot say, so that an editor lets it pass. */
    readonly editor?: false;
}

const top = join(__dirname, "..", "..");

/** How a rule begins: in words of this program's own, never in those that the schema library says by default. */
export const ownWords =
    /^(must |did you mean |valid keys are |put |its (key|name) must be |it (looks like|is no property of) )/;

/** Checks a whole stack file as an editor does; the answer holds what is wrong. */
export function editorErrors(stackFile: unknown): string[] {
    // Editors ignore keywords they do not know, such as patternErrorMessage is for ajv.
    check ??= new Ajv({ strict: false, allErrors: true }).compile(
        JSON.parse(readFileSync(join(top, "stack/stack.schema.json"), "utf8")) as object,
    );
    return check(stackFile) ? [] : (check.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ""}`);
}

let check: ReturnType<Ajv["compile"]> | undefined;

/** The groups below `config:`, without the prefix of their keys. */
export function groupsIn(config: unknown): Record<string, unknown> {
    return Object.fromEntries(
        Object.entries(config ?? {})
            .filter(([key]) => key.startsWith("kafka:"))
            .map(([key, value]) => [key.slice("kafka:".length), value as unknown]),
    );
}

/** The settings that YAML below `config:` comes to; fails with what is wrong. */
export function settingsOf(yaml: string): Settings {
    const parsed = parseSettings(groupsIn(parse(yaml)));
    assert(
        "settings" in parsed,
        "problems" in parsed ? parsed.problems.map((problem) => render(problem)).join("\n") : "",
    );
    return parsed.settings;
}

/** One test for each bad file: the program's exact words, the good neighbour, and what an editor says to both. */
export function refuses(title: string, files: readonly BadFile[]): void {
    describe(`refused: ${title}`, () => {
        for (const { name, yaml, errors, valid, editor = true } of files) {
            it(name, () => {
                assert.notEqual(errors.length, 0, "a bad file has errors");
                const config: unknown = parse(yaml);
                const parsed = parseSettings(groupsIn(config));
                const problems = "problems" in parsed ? parsed.problems : [];
                assert.deepEqual(
                    problems.map((problem) => render(problem)),
                    errors,
                );
                problems.forEach(({ rule }) => {
                    assert.match(rule, ownWords);
                });
                settingsOf(valid);
                assert.deepEqual(editorErrors({ config: parse(valid) as unknown }), []);
                assert.equal(editorErrors({ config }).length > 0, editor, "refused by the JSON Schema");
            });
        }
    });
}
