import assert from "node:assert/strict";
import { at, find, named, text } from "../../../harness";
import { environmentOf, kafka, containerOf, podOf } from "../../parts";

const levels = { "kafka.server": "DEBUG", root: "WARN", "kafka.network.RequestChannel$": "INFO" };

describe("the levels that brokers start with", () => {
    const stateful = async (brokers: object) => find(await kafka({ brokers }), "StatefulSet", "kafka");
    const configMap = async (brokers: object) => find(await kafka({ brokers }), "ConfigMap", "kafka-log-levels");

    it("are in a ConfigMap of a fixed name, sorted, with the defaults of the program", async () => {
        const { inputs } = await configMap({ logLevels: levels });
        assert.equal(at(inputs, "metadata", "name"), "kafka-log-levels");
        assert.equal(at(inputs, "immutable"), undefined);
        assert.equal(
            at(inputs, "data", "levels"),
            "kafka.authorizer.logger=WARN\nkafka.log.LogCleaner=WARN\nkafka.network.RequestChannel$=INFO\n" +
                "kafka.request.logger=WARN\nkafka.server=DEBUG\norg.apache.zookeeper=WARN\nroot=WARN\n",
        );
    });

    it("are there before the brokers, which start without them too", async () => {
        const set = await stateful({});
        assert.ok(set.dependencies.some((urn) => urn.endsWith("ConfigMap::kafka-log-levels")));
        assert.deepEqual(at(named(podOf(set), "log-levels", "volumes"), "configMap"), {
            name: "kafka-log-levels",
            optional: true,
        });
    });

    it("change neither the template of the pods nor their files", async () => {
        const template = async (brokers: object) => {
            const deployment = await kafka({ brokers });
            const config = find(deployment, "ConfigMap", "kafka-config").inputs;
            return [podOf(find(deployment, "StatefulSet", "kafka")), config];
        };
        assert.deepEqual(await template({ logLevels: levels }), await template({}));
    });

    it("are given to the Job, by another name for other levels", async () => {
        const job = async (brokers: object) => {
            const deployment = await kafka({ brokers });
            const { LOG_LEVELS } = environmentOf(containerOf(deployment, "Job", "kafka-settings", "settings"));
            return { name: at(find(deployment, "Job", "kafka-settings").inputs, "metadata", "name"), LOG_LEVELS };
        };
        const made = await job({ logLevels: levels });
        // Kubernetes reads two dollars as one.
        const data = text((await configMap({ logLevels: levels })).inputs, "data", "levels");
        assert.equal(text(made.LOG_LEVELS).replaceAll("$$", "$"), data.trimEnd());
        assert.notEqual(made.name, (await job({})).name);
        const other = { root: "WARN", "kafka.network.RequestChannel$": "INFO", "kafka.server": "DEBUG" };
        assert.equal(made.name, (await job({ logLevels: other })).name);
    });
});
