import { strict as assert } from "node:assert";
import type { TestStack } from "../../support/stack";
import type { Trial } from "../trial";
import { otherImage, tagImage, untagImage } from "./properties";

const times = 5;

/** Seconds within which a run is killed: from its first output to well into the restart of the second broker. */
const [earliest, latest] = [1, 20];

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32, by Tommy Ettinger, public domain). */
function* random(seed: number): Generator<number, never> {
    for (let state = seed; ;) {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        yield ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    }
}

/** Runs `pulumi up` and kills it, with everything that it started, so many seconds after its first output. Whether it still ran. */
async function upKilledAfter(stack: TestStack, seconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const { code } = await stack.tryPulumi(["up", "--yes", "--skip-preview", "--non-interactive"], {
        watch: (_, pid) => {
            timer ??= setTimeout(() => {
                process.kill(-pid, "SIGKILL");
            }, seconds * 1000);
        },
    });
    clearTimeout(timer);
    return code === undefined;
}

/** `SIZING_SEED` repeats the moments of an earlier run. */
export function interrupt(trial: Trial): void {
    it(`carries out another image while pulumi up is killed at ${times} random moments`, async () => {
        const seed = Number(process.env["SIZING_SEED"] ?? Date.now() % 1_000_000);
        const numbers = random(seed);
        const moments = Array.from({ length: times }, () => earliest + numbers.next().value * (latest - earliest));
        const inWords = moments.map((seconds) => `${seconds.toFixed(1)} s`).join(", ");
        console.log(`SIZING_SEED=${seed}: killed after ${inWords}`);

        const { stack } = trial;
        await tagImage();
        try {
            const row = await trial.during(`another image, pulumi up killed ${times} times`, async () => {
                stack.edit(otherImage.changes);
                for (const moment of moments) {
                    assert.ok(await upKilledAfter(stack, moment), "the update was killed before it ended");
                    await stack.pulumi(["cancel", "--yes"]);
                }
                await stack.up();
            });
            assert.deepEqual(row.restarts, { ...row.restarts, kafka: 3, zookeeper: 0 });
            await otherImage.verify(trial);
            await stack.up("--expect-no-changes");
        } finally {
            await untagImage();
        }
    });
}
