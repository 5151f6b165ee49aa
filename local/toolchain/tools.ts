import { ensureBuilt } from "./build";
import { pulumiOnPath } from "./pulumiOnPath";
import { node, pause, pulumi } from "./recipes";

/** The executables that the local cluster runs: absolute paths. */
export interface Tools {
    /** Every server of the cluster, and kubectl: the first argument, or the name it is called by, says which. */
    readonly node: string;
    /** The Pulumi CLI: the user's own where there is one. */
    readonly pulumi: string;
    /** A static program for the pause image; cannot do anything on its own. */
    readonly pause: string;
}

/**
 * Makes sure that every tool is there, and says where. A tool is built once for each state of its sources, version of Go
 * and set of flags; the first time takes some ten minutes on two cores, with a line of progress every few seconds, and
 * later calls 0.1 s. Killed half-way, it goes on from the compiler's cache the next time. Throws a LocalError when Go is
 * missing, or when a build fails: which one, and the last lines of the compiler's output.
 */
export async function ensureTools(): Promise<Tools> {
    const installed = await pulumiOnPath();
    const recipes = { pause: pause(), pulumi: pulumi(), node: node() };
    const own = installed === undefined ? [recipes.pulumi] : [];
    const executableOf = await ensureBuilt([recipes.pause, ...own, recipes.node]);
    return {
        pause: executableOf(recipes.pause),
        pulumi: installed ?? executableOf(recipes.pulumi),
        node: executableOf(recipes.node),
    };
}
