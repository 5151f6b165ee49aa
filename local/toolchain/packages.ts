import { statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { start } from "../child";
import { say } from "../progress";
import type { Recipe } from "./recipes";
import { buildFlags, goEnvironment, moduleOf } from "./recipes";

/** What a package costs to compile beside its own text, as bytes of text: the start of a compiler, and its imports. */
const overhead = 30_000;

/** A line about the modules that were fetched, every so many milliseconds. */
const intervalMilliseconds = 15_000;

function countModules(name: string, progress: Readable): void {
    let fetched = 0;
    let saidAt = Date.now();
    createInterface(progress).on("line", (line) => {
        fetched += line.startsWith("go: downloading ") ? 1 : 0;
        if (Date.now() - saidAt >= intervalMilliseconds) {
            say(`${name}: ${fetched} modules fetched`);
            saidAt = Date.now();
        }
    });
}

function weigh(directory: string, files: readonly string[]): number {
    return files.reduce((sum, file) => sum + statSync(join(directory, file)).size, overhead);
}

/**
 * The packages that a build has to compile because the compiler's cache does not have them, and the weight of each:
 * what it costs, in bytes of its source. Downloads the modules first that are not there yet.
 *
 * An empty map when `go list` fails: the build that follows fails for the same reason, and says it.
 */
export async function packagesToCompile(recipe: Recipe): Promise<Map<string, number>> {
    const format = "{{if .Stale}}{{.ImportPath}}\t{{.Dir}}\t{{join .GoFiles `\t`}}{{end}}";
    const args = ["list", "-deps", ...buildFlags(recipe), "-f", format, recipe.package];
    const { stdout, stderr, ended } = start("go", args, { cwd: moduleOf(recipe), env: goEnvironment() });
    countModules(recipe.name, stderr);
    const weights = new Map<string, number>();
    for await (const line of createInterface(stdout)) {
        const [path = "", directory = "", ...files] = line.split("\t");
        if (path !== "") {
            weights.set(path, weigh(directory, files));
        }
    }
    return (await ended).code === 0 ? weights : new Map<string, number>();
}
