import { strict as assert } from "node:assert";
import { ctr } from "../../../../local/node/containerd";
import { brokerProperty, imageOf } from "../live";
import type { Trial } from "../trial";

/** A property that a broker reads at its start only. */
export const staticProperty = "queued.max.requests";

/** The brokers' own image under another name, as a mirror would have it. */
const sameImage = "mirror.local/apache/kafka:3.9.2";

/** A property that a running broker takes over, and takes back. */
export function changeProperties(trial: Trial): void {
    const { kubectl } = trial;
    const retention = "log.retention.ms";

    it("carries out a dynamic property without a restart, and takes it back", async () => {
        const before = await brokerProperty(kubectl, 0, retention);
        await trial.carriedOut(`${retention} set`, { "kafka:brokers.config": { [retention]: 900_000_000 } });
        assert.equal(await brokerProperty(kubectl, 1, retention), "900000000");
        await trial.carriedOut(`${retention} taken back`, { "kafka:brokers.config": undefined });
        assert.equal(await brokerProperty(kubectl, 1, retention), before);
    });
}

/** Kafka Manager: nothing that writes or reads notices. */
export function resizeManager(trial: Trial): void {
    it("carries out more memory for Kafka Manager", async () => {
        const changes = { "kafka:kafkaManager.memory": "544Mi" };
        await trial.carriedOut("Kafka Manager memory up", changes, { "kafka-manager": 1 });
    });
}

/** Makes the other name of the brokers' image known to the node, which cannot pull it. */
export async function tagImage(): Promise<void> {
    await ctr(["images", "tag", "--force", "docker.io/apache/kafka:3.9.2", sameImage]);
}

/** Forgets the other name. */
export async function untagImage(): Promise<void> {
    await ctr(["images", "rm", sameImage]);
}

/** The edit that lets the brokers run the image of the other name, and the proof of it. */
export const otherImage = {
    changes: { "kafka:images.kafka": sameImage },
    verify: async (trial: Trial): Promise<void> => {
        assert.deepEqual(await imageOf(trial.kubectl, "kafka"), [sameImage, sameImage, sameImage]);
    },
};
