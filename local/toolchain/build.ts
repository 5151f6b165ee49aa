import { existsSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../child";
import { paths } from "../paths";
import { LocalError, say, step } from "../progress";
import { withLock } from "./lock";
import { packagesToCompile } from "./packages";
import type { Recipe } from "./recipes";
import { buildFlags, goEnvironment, moduleOf, placeOf } from "./recipes";
import { runLogged } from "./run";
import { Share } from "./share";
import { makeWhole } from "./wholeDirectory";

/** Throws a LocalError: which tool failed, and the last lines of the compiler's output. */
async function build(recipe: Recipe, directory: string): Promise<void> {
    const weights = await step(`${recipe.name}: fetching modules, finding what there is to compile`, () =>
        packagesToCompile(recipe),
    );
    const share = new Share(recipe.name, weights);
    await step(`${recipe.name}: compiling (packages: ${weights.size}) and linking`, () =>
        runLogged(
            `building ${recipe.title}`,
            "go",
            ["build", "-v", ...buildFlags(recipe), "-o", join(directory, recipe.name), recipe.package],
            { cwd: moduleOf(recipe), env: goEnvironment() },
            (line) => {
                share.begins(line);
            },
        ),
    );
}

async function goVersion(): Promise<string> {
    const { code, stdout } = await attempt("go", ["env", "GOVERSION"], { cwd: __dirname, env: goEnvironment() });
    if (code !== 0) {
        throw new LocalError("tools are built from Go modules: install Go 1.26 or newer");
    }
    return stdout.trim();
}

/** The lock of all built tools. */
export const toolsLock = join(paths.tools, ".lock");

/**
 * Builds what is missing, one tool after another, and returns what tells the executable of each. Together, the large ones compile
 * the packages that they share twice, and need the memory of both, for the sake of the half minute in which a linker leaves a core idle; on
 * a first start the work on the images uses that. Throws a LocalError when Go is missing, or when a build fails.
 */
export async function ensureBuilt(recipes: readonly Recipe[]): Promise<(recipe: Recipe) => string> {
    const go = await goVersion();
    const isMissing = (recipe: Recipe): boolean => !existsSync(placeOf(recipe, go).executable);
    if (recipes.some(isMissing)) {
        await withLock(toolsLock, "building the tools", async () => {
            // Another process may have built some of them while this one waited.
            const missing = recipes.filter(isMissing);
            for (const [index, recipe] of missing.entries()) {
                say(`tool ${index + 1} of ${missing.length}: ${recipe.title}`);
                await makeWhole(placeOf(recipe, go).directory, (unfinished) => build(recipe, unfinished));
            }
        });
    }
    return (recipe) => placeOf(recipe, go).executable;
}
