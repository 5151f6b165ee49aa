import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { start } from "../../local/child";
import type { Running } from "../../local/child";
import { exclusively } from "../../local/lock.mjs";

const url = pathToFileURL(join(__dirname, "..", "..", "local", "lock.mjs")).href;

describe("the lock", () => {
    let other: Running | undefined;

    afterEach(async () => {
        other?.signal("SIGKILL");
        await other?.ended;
    });

    /** Another process that holds the lock; returns once it does. */
    async function hold(name: string): Promise<Running> {
        const script = `import { exclusively } from "${url}"; await exclusively(${JSON.stringify(name)}, () => undefined, async () => {
            console.log("held");
            await new Promise((resolve) => setTimeout(resolve, 60_000));
        });`;
        const running = start(process.execPath, ["--input-type=module", "--eval", script]);
        other = running;
        await new Promise((resolve) => running.stdout.once("data", resolve));
        return running;
    }

    it("is free again after its holder was killed, and waits for one that lives", async () => {
        const name = `spec ${process.pid}`;
        const holder = await hold(name);
        const order: string[] = [];
        const waiting = exclusively(
            name,
            () => {
                order.push("taken");
                // Killed only now: it was waited for.
                holder.signal("SIGKILL");
            },
            () => order.push("worked"),
        );
        await waiting;
        assert.deepEqual(order, ["taken", "worked"]);
    });

    it("refuses where its caller does, and leaves others alone", async () => {
        const name = `spec ${process.pid}`;
        await hold(name);
        const refuse = (): never => assert.fail("it is taken");
        await assert.rejects(
            exclusively(name, refuse, () => assert.fail("not alone")),
            /it is taken/,
        );
        const long = "x".repeat(500);
        assert.equal(await exclusively(long, refuse, () => 1), 1);
        await assert.rejects(
            exclusively(long, refuse, () => Promise.reject(new Error("its own"))),
            /its own/,
        );
        assert.equal(await exclusively(long, refuse, () => 2), 2);
    });
});
