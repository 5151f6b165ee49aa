// One command of the local node, for a test that needs a state directory of its own: `local/paths` reads it once per process.

import { nodeClean, nodeDown } from "../../../local/node/down";
import { nodeStatus } from "../../../local/node/status";
import { nodeUp } from "../../../local/node/up";
import { LocalError } from "../../../local/progress";
import { ensureTools } from "../../../local/toolchain/tools";

const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    up: async () => {
        await nodeUp(await ensureTools());
    },
    down: nodeDown,
    clean: nodeClean,
    status: nodeStatus,
};

async function main(): Promise<void> {
    const result = await acts[process.argv[2] ?? ""]?.();
    if (result !== undefined) {
        process.stdout.write(JSON.stringify(result));
    }
}

main().catch((error: unknown) => {
    console.error(error instanceof LocalError ? error.message : error);
    process.exitCode = 1;
});
