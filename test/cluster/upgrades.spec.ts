import { strict as assert } from "node:assert";
import { importStandIns } from "../../local/images/ensure";
import { kafkaImage } from "../../local/images/kafka/image";
import { zookeeperImage } from "../../local/images/zookeeper/image";
import { ctr } from "../../local/node/containerd";
import { imageOf } from "./sizing/live";
import { Trial } from "./sizing/trial";
import { inOrder } from "./support/inOrder";

const protocol = "inter.broker.protocol.version";

/** docs/upgrades.md: from versions that others may still run to the program's own, and on; the table there is what this prints. */
describe("upgrades under continuous writes", function () {
    this.timeout("15m");
    inOrder(this);

    const trial = new Trial("kafka-upgrades-e2e");
    const { kubectl } = trial;

    before(async () => {
        await importStandIns(ctr, [
            ...["3.7.2", "3.8.5", "3.9.5"].map((version) => zookeeperImage(version)),
            ...["3.8.1", "3.9.1"].map((version) => kafkaImage(version)),
        ]);
        await trial.begin({ "kafka:images": { zookeeper: "zookeeper:3.7.2", kafka: "apache/kafka:3.8.1" } });
        await trial.write("upgrades", 3);
    });
    after(() => trial.end());

    // The console waits for the ensemble by a tool of its image.
    const servers = { zookeeper: 3, "kafka-manager": 1 };
    const brokers = { kafka: 3 };

    it("takes ZooKeeper to the next line, and to the program's own patch", async () => {
        await trial.carriedOut("ZooKeeper 3.7.2 -> 3.8.5", { "kafka:images.zookeeper": "zookeeper:3.8.5" }, servers);
        await trial.carriedOut(
            "ZooKeeper 3.8.5 -> 3.8.6, the default",
            { "kafka:images.zookeeper": undefined },
            servers,
        );
        assert.deepEqual(new Set(await imageOf(kubectl, "zookeeper")), new Set(["zookeeper:3.8.6"]));
    });

    it("takes Kafka to the next line in two edits, and in no fewer", async () => {
        const image = "apache/kafka:3.9.1";
        await trial.refused(
            "Kafka 3.8.1 -> 3.9.1, at once",
            { "kafka:images.kafka": image },
            /kafka:images\.kafka .*3\.8\.1 -> apache\/kafka:3\.9\.1: brokers of Kafka 3\.9 would speak 3\.9.*two edits/,
        );
        await trial.carriedOut(
            `Kafka 3.8.1 -> 3.9.1, with ${protocol} 3.8`,
            { "kafka:images.kafka": image, "kafka:brokers.config": { [protocol]: "3.8" } },
            brokers,
        );
        await trial.carriedOut(`${protocol} removed`, { "kafka:brokers.config": undefined }, brokers);
    });

    it("takes Kafka to the program's own patch", async () => {
        await trial.carriedOut("Kafka 3.9.1 -> 3.9.2, the default", { "kafka:images.kafka": undefined }, brokers);
        assert.deepEqual(new Set(await imageOf(kubectl, "kafka")), new Set(["apache/kafka:3.9.2"]));
    });

    it("takes ZooKeeper beyond the default, and not back unasked", async () => {
        await trial.carriedOut("ZooKeeper 3.8.6 -> 3.9.5", { "kafka:images.zookeeper": "zookeeper:3.9.5" }, servers);
        await trial.refused(
            "ZooKeeper 3.9.5 -> 3.8.6",
            { "kafka:images.zookeeper": undefined },
            /kafka:images\.zookeeper .*3\.9\.5 -> zookeeper:3\.8\.6: servers of ZooKeeper 3\.8 are not known to read/,
        );
    });
});
