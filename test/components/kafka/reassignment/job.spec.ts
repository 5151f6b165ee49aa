import assert from "node:assert/strict";
import { loginMount } from "../../../../components/kafka/logins";
import { reassignmentTask } from "../../../../components/kafka/reassignment";
import { toolJob } from "../../../../components/kafka/toolJob";
import type { ToolJob } from "../../../../components/kafka/toolJob";
import { at, list } from "../../../harness";
import type { Json } from "../../../harness";
import { violations } from "../../kubernetes/restricted";
import { environmentOf, settingsOf } from "../../parts";

function job(brokers: object = {}): ToolJob {
    const settings = settingsOf({ brokers });
    return {
        settings: settings.brokers,
        image: settings.images.kafka,
        pulling: settings.images,
        labels: {},
        scripts: "kafka-tools-12345678",
        address: { name: "BOOTSTRAP", value: "kafka:9092" },
        mounts: [loginMount(settings.security)],
    };
}

function named(made: ToolJob): ReturnType<typeof toolJob> {
    return toolJob(made, reassignmentTask(made.settings));
}

function environment(brokers: object): Readonly<Record<string, Json | undefined>> {
    const made = JSON.parse(JSON.stringify(named(job(brokers)).spec)) as Json;
    return environmentOf(list(made, "template", "spec", "containers")[0] ?? {});
}

describe("the Job of the reassignment", () => {
    it("tells the script what to do, the rate in bytes per second", () => {
        const given = environment({ replicas: 5, drain: [4, 3], moveRate: "10Mi" });
        assert.equal(given["REPLICAS"], "5");
        assert.equal(given["DRAIN"], "3 4");
        assert.equal(given["REBALANCE"], "false");
        assert.equal(given["RATE"], "10485760");
        // The API server would drop an empty value.
        assert.equal("COPIES" in given, false);
    });

    it("wants copies of the internal topics with rebalance only: the user's number, or the one that follows, but none from a reference", () => {
        const config = { "transaction.state.log.replication.factor": 2 };
        assert.equal(
            environment({ replicas: 3, rebalance: true, config })["COPIES"],
            "__consumer_offsets 3\n__transaction_state 2",
        );
        const reference = { "offsets.topic.replication.factor": "${env:N}" };
        assert.equal(
            environment({ replicas: 2, rebalance: true, config: reference })["COPIES"],
            "__transaction_state 2",
        );
    });

    it("stays within the level restricted", () => {
        const made = JSON.parse(JSON.stringify(named(job({ rebalance: true })).spec)) as Json;
        assert.deepEqual(violations(at(made, "template", "spec") ?? {}), []);
    });

    it("has another name for everything that another run is needed for, the rate among it, and not for a disk", () => {
        const name = (brokers: object) => named(job({ replicas: 4, ...brokers })).jobName;
        const plain = name({ drain: [2] });
        assert.match(plain, /^kafka-moves-[0-9a-f]{8}$/);
        assert.equal(name({ drain: [2], disk: "99Gi", memory: "4Gi", config: { "num.io.threads": 16 } }), plain);
        const others = [
            { drain: [1] },
            { drain: [2], replicas: 5 },
            { drain: [2], rack: "node" },
            { drain: [2], rebalance: true },
            { drain: [2], rebalance: true, config: { "offsets.topic.replication.factor": 2 } },
            { drain: [2], moveRate: "1Mi" },
        ];
        assert.equal(new Set([plain, ...others.map(name)]).size, 7);
    });
});
