import { chmodSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

/** Quotes a word for a POSIX shell. */
export function quoted(word: string): string {
    return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A shell script that becomes `node FILE ARGS...` plus its own arguments: same process id, streams and signals. */
export function nodeShim(file: string, args: readonly string[]): string {
    return `#!/bin/sh\nexec ${[process.execPath, file, ...args].map(quoted).join(" ")} "$@"\n`;
}

/** Writes an executable script; one that is in use goes on with its old text. */
export function placeScript(path: string, text: string): void {
    mkdirSync(dirname(path), { recursive: true });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, text);
    chmodSync(temporary, 0o755);
    renameSync(temporary, path);
}
