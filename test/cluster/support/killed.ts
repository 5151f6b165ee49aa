import { strict as assert } from "node:assert";
import { eventually } from "./run";
import type { TestStack } from "./stack";

/** Runs `pulumi up` and kills it, with everything that it started, once `look` at its output so far returns true. */
export async function upKilledWhen(
    what: string,
    stack: TestStack,
    look: (output: string) => boolean | Promise<boolean>,
): Promise<void> {
    let seen: { readonly output: string; readonly pid: number } | undefined;
    const update = stack.tryPulumi(["up", "--yes", "--skip-preview", "--non-interactive"], {
        watch: (output, pid) => {
            seen = { output, pid };
        },
    });
    const pid = await eventually(what, 180, async () =>
        seen !== undefined && (await look(seen.output)) ? seen.pid : undefined,
    );
    process.kill(-pid, "SIGKILL");
    assert.equal((await update).code, undefined, "the update was killed before it ended");
}
