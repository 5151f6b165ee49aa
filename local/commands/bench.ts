import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as benches from "../../bench";
import { shellEnvironment } from "../engine/shell";
import { paths } from "../paths";
import { LocalError } from "../progress";

/** `bench NAME [ROUNDS]`: runs a bench of bench/ on the local cluster, as a user would, who has no PULUMI_NODEJS_TRANSPILE_ONLY. */
export async function bench(args: readonly string[]): Promise<number> {
    if (!existsSync(join(paths.bin, "pulumi"))) {
        throw new LocalError("there is no local cluster yet: run npm start first");
    }
    Object.assign(process.env, shellEnvironment());
    delete process.env["PULUMI_NODEJS_TRANSPILE_ONLY"];
    return (createRequire(__filename)("../../bench") as typeof benches).measure(args);
}
