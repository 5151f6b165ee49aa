import { strict as assert } from "node:assert";
import { at } from "../../../harness";
import { isReady } from "../../support/kubectl";
import { eventually } from "../../support/run";
import { brokerProperty, diskSizes, heapOf } from "../live";
import type { Trial } from "../trial";
import { staticProperty } from "./properties";

/** A broker is taken away while another one is being restarted. */
export function loseBrokerInRoll(trial: Trial): void {
    const { kubectl } = trial;

    it("carries out a static property while a broker's pod is deleted in the middle of the roll", async () => {
        const first = await kubectl.get("pod", "kafka-2");
        const row = await trial.during("static property, a broker deleted in the middle of the roll", async () => {
            trial.stack.edit({ "kafka:brokers.config": { [staticProperty]: 400 } });
            const update = trial.stack.up();
            const deleted = eventually("the roll begun", 180, async () => {
                const now = await kubectl.get("pod", "kafka-2");
                return at(now, "metadata", "uid") !== at(first, "metadata", "uid") && !isReady(now) ? true : undefined;
            }).then(() => kubectl.call("delete", "pod", "kafka-0", "--wait=false"));
            await Promise.all([update, deleted]);
        });
        // The deleted one may come back as it was, and take its turn in the roll once more.
        assert.ok([3, 4].includes(row.restarts["kafka"] ?? 0), `restarts: ${String(row.restarts["kafka"])}`);
        for (const broker of [0, 1, 2]) {
            assert.equal(await brokerProperty(kubectl, broker, staticProperty), "400");
        }
    });
}

/** Several edits at once, on a cluster that is not whole. */
export function combine(trial: Trial): void {
    const { kubectl } = trial;

    it("carries out memory, disk and a static property in one edit while a broker's pod is deleted", async () => {
        const row = await trial.during("memory, disk, static property; a broker deleted", async () => {
            trial.stack.edit({
                "kafka:brokers.memory": "640Mi",
                "kafka:brokers.disk": "4Gi",
                "kafka:brokers.config": { [staticProperty]: 450 },
            });
            await kubectl.call("delete", "pod", "kafka-1", "--wait=false");
            await trial.stack.up();
        });
        assert.ok([3, 4].includes(row.restarts["kafka"] ?? 0), `restarts: ${String(row.restarts["kafka"])}`);
        assert.equal(await heapOf(kubectl, "kafka-2"), trial.heap("640Mi"));
        assert.equal(await brokerProperty(kubectl, 0, staticProperty), "450");
        const sizes = await diskSizes(kubectl, "kafka");
        assert.deepEqual(sizes.slice(0, 3), ["4Gi", "4Gi", "4Gi"]);
    });
}
