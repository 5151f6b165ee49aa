import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "./settings";
import type { EditGuard } from "./guard";

/** The arguments for a {@link Cluster}. */
export interface ClusterArgs {
    /** Everything the stack file says. */
    readonly settings: Settings;
    readonly guard: EditGuard;
}

/**
 * The parent of all parts. Its inputs are the settings, so the engine knows which ones the stack runs with: a refused edit fails here, before
 * any part is looked at, and the state keeps the old settings.
 */
export class Cluster extends pulumi.ComponentResource {
    constructor(name: string, args: ClusterArgs, opts?: pulumi.ComponentResourceOptions) {
        // What is allowed is no setting of anything that runs.
        const settings = { ...args.settings, allow: undefined };
        super("kafka:index:Cluster", name, { settings }, { ...opts, hooks: args.guard.hooks });
        this.registerOutputs({});
    }
}
