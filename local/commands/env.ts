import { shellExports } from "../engine/shell";

/** `env`: prints lines for `eval`, and nothing else, on stdout. */
export function env(): Promise<number> {
    process.stdout.write(shellExports());
    return Promise.resolve(0);
}
