import { strict as assert } from "node:assert";
import { at } from "../../../harness";
import { isReady } from "../../support/kubectl";
import { eventually } from "../../support/run";
import { loggerLevel } from "../live";
import type { Trial } from "../trial";

const brokers = [0, 1, 2];
/** A package: a broker knows it from its start on. */
const logger = "kafka.log";

/** A level of three brokers' loggers, which each forgets when it restarts, and reads anew. */
export function changeLevels(trial: Trial): void {
    const { kubectl } = trial;
    const levels = () => Promise.all(brokers.map((broker) => loggerLevel(kubectl, broker, logger)));

    it("carries out a level of a logger without a restart", async () => {
        await trial.carriedOut(`level of ${logger} set`, { "kafka:brokers.logLevels": { [logger]: "DEBUG" } });
        assert.deepEqual(await levels(), ["DEBUG", "DEBUG", "DEBUG"]);
    });

    it("has that level in a broker that restarts", async () => {
        const before = await kubectl.get("pod", "kafka-1");
        await trial.during("a broker deleted, with a level of a logger set", async () => {
            await kubectl.call("delete", "pod", "kafka-1", "--wait=false");
            await eventually("kafka-1 back", 300, async () => {
                const now = await kubectl.get("pod", "kafka-1");
                return at(now, "metadata", "uid") !== at(before, "metadata", "uid") && isReady(now) ? true : undefined;
            });
        });
        assert.equal(await loggerLevel(kubectl, 1, logger), "DEBUG");
    });

    it("takes the level back without a restart", async () => {
        await trial.carriedOut(`level of ${logger} taken back`, { "kafka:brokers.logLevels": undefined });
        assert.deepEqual(await levels(), ["INFO", "INFO", "INFO"]);
    });
}
