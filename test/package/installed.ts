import { mkdirSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";

const modules = join(__dirname, "..", "..", "node_modules");

/** Gives the program in a directory packages of the checkout, each by a link, and what they need with them: others can stand beside them. */
export function linkPackages(directory: string, names: readonly string[]): void {
    for (const name of names) {
        const link = join(directory, "node_modules", name);
        mkdirSync(dirname(link), { recursive: true });
        symlinkSync(join(modules, name), link);
    }
}
