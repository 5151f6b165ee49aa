import { existsSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../child";
import { paths } from "../paths";
import { LocalError, say } from "../progress";
import { build } from "./build";
import { withLock } from "./lock";
import { pulumiOnPath } from "./pulumiOnPath";
import type { Recipe } from "./recipes";
import { goEnvironment, node, pause, placeOf, pulumi } from "./recipes";

/** The executables that the local cluster runs: absolute paths. */
export interface Tools {
    /** Every server of the cluster, and kubectl: the first argument, or the name it is called by, says which. */
    readonly node: string;
    /** The Pulumi CLI: the user's own where there is one. */
    readonly pulumi: string;
    /** A static program for the pause image; cannot do anything on its own. */
    readonly pause: string;
}

async function goVersion(): Promise<string> {
    const { code, stdout } = await attempt("go", ["env", "GOVERSION"], { cwd: __dirname, env: goEnvironment() });
    if (code !== 0) {
        throw new LocalError("the tools of the local cluster are built from Go modules: install Go 1.26 or newer");
    }
    return stdout.trim();
}

/**
 * Builds what is missing, one tool after another. Together, the two large ones compile the packages that they share twice,
 * and need the memory of both, for the sake of the half minute in which a linker leaves a core idle; on a first start the
 * work on the images uses that.
 */
async function buildMissing(recipes: readonly Recipe[], go: string): Promise<void> {
    const isMissing = (recipe: Recipe): boolean => !existsSync(placeOf(recipe, go).executable);
    if (!recipes.some(isMissing)) {
        return;
    }
    await withLock(join(paths.tools, ".lock"), "building the tools", async () => {
        // Another process may have built some of them while this one waited.
        const missing = recipes.filter(isMissing);
        for (const [index, recipe] of missing.entries()) {
            say(`tool ${index + 1} of ${missing.length}: ${recipe.title}`);
            await build(recipe, placeOf(recipe, go));
        }
    });
}

/**
 * Makes sure that every tool is there, and says where. A tool is built once for each state of its sources, version of Go
 * and set of flags; the first time takes some ten minutes on two cores, with a line of progress every few seconds, and
 * later calls 0.1 s. Killed half-way, it goes on from the compiler's cache the next time. Throws a LocalError when Go is
 * missing, or when a build fails: which one, and the last lines of the compiler's output.
 */
export async function ensureTools(): Promise<Tools> {
    const go = await goVersion();
    const installed = await pulumiOnPath();
    const recipes = { pause: pause(), pulumi: pulumi(), node: node() };
    await buildMissing([recipes.pause, ...(installed === undefined ? [recipes.pulumi] : []), recipes.node], go);
    return {
        pause: placeOf(recipes.pause, go).executable,
        pulumi: installed ?? placeOf(recipes.pulumi, go).executable,
        node: placeOf(recipes.node, go).executable,
    };
}
