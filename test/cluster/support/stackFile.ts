import { readFileSync, writeFileSync } from "node:fs";
import { parseDocument } from "yaml";

/** What a test changes in a stack file: values by path, such as `{"kafka:brokers.disk": "3Gi"}`; undefined removes. */
export type Changes = Readonly<Record<string, unknown>>;

/** The text of a stack file after an edit as a person would make it: the rest of it stays as it is. */
export function edited(text: string, changes: Changes): string {
    const document = parseDocument(text);
    for (const [path, value] of Object.entries(changes)) {
        const [group = "", ...fields] = path.split(".");
        const at = ["config", group, ...fields];
        if (value === undefined) {
            document.deleteIn(at);
        } else {
            document.setIn(at, value);
        }
    }
    return document.toString();
}

/** Edits a stack file in place. */
export function editFile(file: string, changes: Changes): void {
    writeFileSync(file, edited(readFileSync(file, "utf8"), changes));
}
