import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readStackText } from "../../stack/stackFile";
import { deploy } from "./deploy";
import type { Deployment } from "./registration";

/** The configuration of a stack file of this repository, as the engine hands it to the program. */
export function stackConfig(stack: string, text?: string): Readonly<Record<string, string>> {
    const file = `Pulumi.${stack}.yaml`;
    return readStackText(file, text ?? readFileSync(join(__dirname, "..", "..", file), "utf8")).config;
}

/** Runs the whole program with a stack's configuration. */
export async function deployStack(stack: string, config = stackConfig(stack), preview = false): Promise<Deployment> {
    return deploy(
        () => {
            const entry = require.resolve("../../index");
            // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the program runs once for each require
            delete require.cache[entry];
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- a second import() would not run it again
            return require(entry) as unknown;
        },
        config,
        stack,
        preview,
    );
}
