import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The text of a script that runs in a pod. It is a file that runs as it stands: everything it needs comes from its environment. */
export function readScript(directory: string, name: string): string {
    return readFileSync(join(directory, name), "utf8");
}

/** Several such scripts, as the data of a ConfigMap: those that source each other find each other in one directory. */
export function readScripts(directory: string, names: readonly string[]): Readonly<Record<string, string>> {
    return Object.fromEntries(names.map((name) => [name, readScript(directory, name)]));
}
