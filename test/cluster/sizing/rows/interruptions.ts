import { strict as assert } from "node:assert";
import { findServer } from "../../../../local/node/processes";
import { nodeUp } from "../../../../local/node/up";
import { ensureTools } from "../../../../local/toolchain/tools";
import { descendants } from "../../support/processTree";
import { eventually, type Result } from "../../support/run";
import { brokerProperty } from "../live";
import { moments } from "../moments";
import type { Trial } from "../trial";
import { otherImage, staticProperty, tagImage, untagImage } from "./properties";

/** Seconds within which a run is disturbed: from its first output to well into the restart of the second broker. */
const [earliest, latest] = [1, 20];

const up = ["up", "--yes", "--skip-preview", "--non-interactive"];

/** Runs `pulumi up`, and does something to it so many seconds after its first output, unless it has ended before. */
async function disturbed({ stack }: Trial, seconds: number, disturb: (pid: number) => Promise<void>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined;
    let done = Promise.resolve();
    const result = await stack.tryPulumi(up, {
        watch: (_, pid) => {
            timer ??= setTimeout(() => {
                done = disturb(pid);
                // Whether it failed is asked below, once the run has ended.
                done.catch(() => undefined);
            }, seconds * 1000);
        },
    });
    clearTimeout(timer);
    await done;
    return result;
}

/** Makes an edit, and runs it again and again, killed each time with everything that it started. How many edits it took. */
async function kill(trial: Trial, after: readonly number[], next: (edit: number) => void): Promise<number> {
    let edits = 1;
    next(edits);
    for (const seconds of after) {
        const killed = (pid: number): Promise<void> => {
            process.kill(-pid, "SIGKILL");
            return Promise.resolve();
        };
        // The roll goes on meanwhile; where it is over, there has to be another one to interrupt.
        while ((await disturbed(trial, seconds, killed)).code !== undefined) {
            next(++edits);
        }
        await trial.stack.pulumi(["cancel", "--yes"]);
    }
    return edits;
}

function setStatic({ stack }: Trial, value: number): void {
    stack.edit({ "kafka:brokers.config": { [staticProperty]: value } });
}

async function converged({ kubectl, stack }: Trial, value: number): Promise<void> {
    for (const broker of [0, 1, 2]) {
        assert.equal(await brokerProperty(kubectl, broker, staticProperty), String(value));
    }
    await stack.up("--expect-no-changes");
}

/** The CLI and everything that it started, again and again. */
export function killProgram(trial: Trial): void {
    const { stack } = trial;

    // The brokers run it until the end.
    before(tagImage);
    after(untagImage);

    it("carries out another image while pulumi up is killed at 5 random moments", async () => {
        const times = moments(5, earliest, latest);
        let edits = 0;
        const row = await trial.during("another image, pulumi up killed 5 times", async () => {
            edits = await kill(trial, times, (edit) => {
                if (edit === 1) {
                    stack.edit(otherImage.changes);
                } else {
                    setStatic(trial, 500 + edit);
                }
            });
            await stack.up();
        });
        const restarts = row.restarts["kafka"] ?? 0;
        assert.ok(restarts >= 3 && restarts <= 3 * edits, `restarts: ${restarts}, edits: ${edits}`);
        assert.equal(row.restarts["zookeeper"] ?? 0, 0);
        await otherImage.verify(trial);
        await stack.up("--expect-no-changes");
    });
}

/** The provider alone: the CLI finds itself without it. */
export function killProvider(trial: Trial): void {
    const { stack } = trial;

    it("carries out a static property while the provider is killed", async () => {
        const [after = earliest] = moments(1, earliest, latest);
        await trial.during("static property, the provider killed", async () => {
            setStatic(trial, 600);
            const { code, output } = await disturbed(trial, after, async (pid) => {
                // The engine starts it when the program asks for it, on a busy machine well after the first output.
                const providers = await eventually("the provider runs", 60, () => {
                    const found = descendants(pid, /pulumi-resource-kubernetes|plugin\.mjs kubernetes/);
                    return Promise.resolve(found.length > 0 ? found : undefined);
                });
                for (const provider of providers) {
                    process.kill(provider, "SIGKILL");
                }
            });
            assert.notEqual(code, 0, output);
            await stack.tryPulumi(["cancel", "--yes"]);
            await stack.up();
        });
        await converged(trial, 600);
    });
}

/** The API server, which everybody watches. */
export function killApiServer(trial: Trial): void {
    const { stack } = trial;

    it("carries out a static property while the API server is killed, and away for ten seconds", async () => {
        const [after = earliest] = moments(1, earliest, latest);
        await trial.during("static property, the API server killed", async () => {
            setStatic(trial, 650);
            // It may live through it.
            await disturbed(trial, after, async () => {
                process.kill(findServer("kube-apiserver")?.pid ?? assert.fail("the API server runs"), "SIGKILL");
                await new Promise((resolve) => setTimeout(resolve, 10_000));
                await nodeUp(await ensureTools());
            });
            await stack.tryPulumi(["cancel", "--yes"]);
            await stack.up();
        });
        await converged(trial, 650);
    });
}
