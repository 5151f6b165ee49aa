import { mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { step } from "../progress";
import { packagesToCompile } from "./packages";
import type { Recipe } from "./recipes";
import { buildFlags, goEnvironment, moduleOf } from "./recipes";
import { runLogged } from "./run";
import { Share } from "./share";

/** What the directory of a build that is not finished begins with. */
const unfinishedPrefix = ".building-";

/**
 * Builds a tool into a directory of its own, which is there as a whole or not at all. The caller holds the lock of the
 * directory that it is in. Throws a LocalError: which tool failed, and the last lines of the compiler's output.
 */
export async function build(recipe: Recipe, place: { directory: string; executable: string }): Promise<void> {
    const tools = dirname(place.directory);
    for (const name of readdirSync(tools).filter((entry) => entry.startsWith(unfinishedPrefix))) {
        rmSync(join(tools, name), { recursive: true });
    }
    const unfinished = join(tools, `${unfinishedPrefix}${recipe.name}-${process.pid}`);
    mkdirSync(unfinished);
    try {
        const weights = await step(`${recipe.name}: fetching modules, finding what there is to compile`, () =>
            packagesToCompile(recipe),
        );
        const share = new Share(recipe.name, weights);
        await step(`${recipe.name}: compiling (packages: ${weights.size}) and linking`, () =>
            runLogged(
                `building ${recipe.title}`,
                "go",
                ["build", "-v", ...buildFlags(recipe), "-o", join(unfinished, recipe.name), recipe.package],
                { cwd: moduleOf(recipe), env: goEnvironment() },
                (line) => {
                    share.begins(line);
                },
            ),
        );
        renameSync(unfinished, place.directory);
    } finally {
        rmSync(unfinished, { recursive: true, force: true });
    }
}
