import assert from "node:assert/strict";
import { derivedCopies } from "../../policy/rules/copies";
import { replication } from "../../model/replication";
import { cluster, object, said, unknownStringValue, workload } from "./policies";
import type { Given } from "./policies";

const kept = "default.replication.factor=3\nmin.insync.replicas=2\n";

function brokersFile(text: string): readonly Given[] {
    return [object("v1", "ConfigMap", "brokers", { data: { "server.properties": `broker.id=1\n${text}` } })];
}

describe("kafka-copies", () => {
    const copies = "kafka-copies";

    it("derives what the program derives", () => {
        for (let brokers = 1; brokers <= 9; brokers++) {
            assert.deepEqual(derivedCopies(brokers), replication(brokers));
        }
    });

    it("takes three copies of which two acknowledge", () => {
        assert.deepEqual(said(copies, [cluster({ brokers: { replicas: 3, config: {} }, topics: [] })]), []);
        assert.deepEqual(said(copies, brokersFile(kept)), []);
    });

    it("refuses what a stack file sets lower, by its key", () => {
        const config = { "default.replication.factor": 2, "min.insync.replicas": "1" };
        assert.deepEqual(said(copies, [cluster({ brokers: { replicas: 3, config }, topics: [] })]), [
            'kafka:brokers.config["default.replication.factor"] is 2: must be at least 3; remove it, or set another',
            'kafka:brokers.config["min.insync.replicas"] is "1": must be at least 2; remove it, or set another',
        ]);
    });

    it("refuses brokers that cannot stop without stopping the writers", () => {
        const config = { "min.insync.replicas": 3 };
        assert.deepEqual(said(copies, [cluster({ brokers: { replicas: 5, config } })]), [
            'kafka:brokers.config["min.insync.replicas"] is 3: must be less than default.replication.factor (3), or one broker that stops stops the writers; remove it, or set another',
        ]);
    });

    it("refuses topics that say less than brokers", () => {
        const topics = [
            { name: "orders", replication: 3, config: { "min.insync.replicas": 3 } },
            { name: "lines", replication: 2, config: { "min.insync.replicas": 1 } },
            { name: "payments", config: {} },
        ];
        assert.deepEqual(said(copies, [cluster({ brokers: { replicas: 3, config: {} }, topics })]), [
            'kafka:topics[0].config["min.insync.replicas"] is 3: must be less than kafka:topics[0].replication (3); lower it, or add copies',
            "kafka:topics[1].replication is 2: must be at least 3; raise it, or remove it",
            'kafka:topics[1].config["min.insync.replicas"] is 1: must be at least 2; raise it, or remove it',
        ]);
    });

    it("refuses a file of any brokers, with Kafka's defaults for what is not in it", () => {
        assert.deepEqual(said(copies, brokersFile("")), [
            "ConfigMap shop/brokers, server.properties: default.replication.factor is 1: must be at least 3; set it",
            "ConfigMap shop/brokers, server.properties: min.insync.replicas is 1: must be at least 2; set it",
        ]);
    });

    it("takes other numbers from the configuration", () => {
        assert.deepEqual(said(copies, brokersFile(kept), { copies: 4 }).length, 3);
        assert.deepEqual(said(copies, brokersFile(""), { copies: 1, inSync: 1 }), [
            "ConfigMap shop/brokers, server.properties: min.insync.replicas is 1: must be less than default.replication.factor (1), or one broker that stops stops the writers; set it",
        ]);
    });

    it("leaves alone what is no broker's, and what a preview does not know", () => {
        const others = [
            object("v1", "ConfigMap", "app", { data: { "app.properties": "min.insync.replicas=1" } }),
            object("v1", "ConfigMap", "controllers", { data: { "server.properties": "process.roles=controller" } }),
            object("v1", "ConfigMap", "later", { data: { "server.properties": unknownStringValue } }),
            object("v1", "ConfigMap", "all-later", { data: unknownStringValue }),
        ];
        assert.deepEqual(said(copies, others), []);
    });
});

describe("ensemble-quorum", () => {
    const quorum = "ensemble-quorum";
    const of = (replicas: unknown, name = "zookeeper") => workload("StatefulSet", name, {}, { replicas });

    for (const replicas of [3, 5, 7, unknownStringValue]) {
        it(`takes ${replicas}`, () => {
            assert.deepEqual(said(quorum, [of(replicas)]), []);
        });
    }

    for (const replicas of [1, 2, 4, 0]) {
        it(`refuses ${replicas}`, () => {
            assert.deepEqual(said(quorum, [of(replicas)]), [
                `StatefulSet shop/zookeeper: replicas is ${replicas}: must be an odd number, at least 3; set replicas to 3 or 5`,
            ]);
        });
    }

    it("counts one where none are said", () => {
        assert.equal(said(quorum, [of(undefined)]).length, 1);
    });

    it("asks the ensembles that are named, and no other", () => {
        const resources = [of(2, "kraft-controller"), of(2, "postgres")];
        assert.deepEqual(said(quorum, resources), []);
        assert.equal(said(quorum, resources, { parts: ["kraft-controller"], minimum: 5 }).length, 1);
        assert.match(said(quorum, [of(2)], { minimum: 4 }).join(""), /at least 4; set replicas to 5 or 7$/);
    });
});
