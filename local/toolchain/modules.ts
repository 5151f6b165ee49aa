import { run } from "../child";
import { goEnvironment, moduleOf } from "./recipes";
import type { Recipe } from "./recipes";

/** A Go module with its sources, as the module cache has it. */
export interface DownloadedModule {
    /** Where its files are: an absolute path. Nothing may be written there. */
    readonly directory: string;
    /** Its version: `v1.34.4`. */
    readonly version: string;
}

/** Makes sure that the sources of a module are there that the go.mod of a recipe, or of a directory here, requires. Throws a LocalError with what `go` said last. */
export async function ensureModule(recipe: Pick<Recipe, "name" | "module">, module: string): Promise<DownloadedModule> {
    const answer = await run("go", ["mod", "download", "-json", module], {
        cwd: moduleOf(recipe),
        env: goEnvironment(),
    });
    const { Dir: directory, Version: version } = JSON.parse(answer) as {
        readonly Dir: string;
        readonly Version: string;
    };
    return { directory, version };
}
