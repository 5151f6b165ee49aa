import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { Kafka } from "../../components/kafka";
import { ZooKeeper } from "../../components/zookeeper";
import { ownerAnnotation } from "../../model/names";
import { Cluster } from "../../stack/cluster";
import type { ClusterArgs } from "../../stack/cluster";
import { settingsOf } from "../components/parts";
import { all, at, deploy, find, text } from "../harness";

function isOurs({ type }: { readonly type: string }): boolean {
    return type.startsWith("kafka:index:");
}

describe("Cluster", () => {
    it("hands the engine the settings, without what is allowed, and is guarded", async () => {
        const args: ClusterArgs = { brokers: { replicas: 5 }, allow: ["brokers.replicas 5 -> 3"] };
        const { resources } = await deploy(() => new Cluster("cluster", args));
        const [cluster] = resources.filter(({ type }) => type === "kafka:index:Cluster");
        const settings = JSON.parse(
            JSON.stringify({ ...settingsOf({ brokers: { replicas: 5 } }), allow: undefined }),
        ) as object;
        assert.deepEqual(
            { hooks: cluster?.hooks, inputs: cluster?.inputs },
            { hooks: ["judge-what-is-left", "judge-edits"], inputs: { settings } },
        );
    });

    it("is refused with one line for each problem of its arguments", async () => {
        const args = { brokers: { replicas: 0, memroy: "2Gi" } } as ClusterArgs;
        await assert.rejects(
            deploy(() => new Cluster("cluster", args)),
            (error: Error) => {
                assert.ok(pulumi.RunError.isInstance(error));
                assert.deepEqual(error.message.split("\n"), [
                    "kafka:brokers.replicas is 0: must be an integer from 1 to 99",
                    "kafka:brokers.memroy is unknown: did you mean kafka:brokers.memory?",
                ]);
                return true;
            },
        );
    });

    it("can be had twice in one program, each in a namespace of its own", async () => {
        const made = await deploy(() => {
            new Cluster("cluster", { namespace: { name: "orders" } });
            new Cluster("audit", {
                namespace: { name: "audit" },
                zookeeper: { replicas: 1 },
                brokers: { replicas: 1 },
            });
        });
        const urns = made.resources.map(({ type, name }) => `${type} ${name}`);
        assert.deepEqual([...new Set(urns)], urns);
        const sets = all(made, "StatefulSet").map(({ name, inputs, hooks }) => [
            name,
            `${text(inputs, "metadata", "namespace")}/${text(inputs, "metadata", "name")}`,
            at(inputs, "metadata", "annotations", ownerAnnotation),
            hooks,
        ]);
        assert.deepEqual(sets, [
            [
                "audit-kafka",
                "audit/kafka",
                "organization/kafka/test/audit",
                [
                    "refuse-foreign-objects-of-audit",
                    "judge-edits-of-brokers-of-audit",
                    "note-changes-of-audit-kafka",
                    "judge-edits-of-brokers-of-audit",
                    "note-changes-of-audit-kafka",
                ],
            ],
            [
                "audit-zookeeper",
                "audit/zookeeper",
                "organization/kafka/test/audit",
                [
                    "refuse-foreign-objects-of-audit",
                    "judge-edits-of-zookeeper-of-audit",
                    "note-changes-of-audit-zookeeper",
                    "judge-edits-of-zookeeper-of-audit",
                    "note-changes-of-audit-zookeeper",
                ],
            ],
            [
                "kafka",
                "orders/kafka",
                "organization/kafka/test",
                [
                    "refuse-foreign-objects",
                    "judge-edits-of-brokers",
                    "note-changes-of-kafka",
                    "judge-edits-of-brokers",
                    "note-changes-of-kafka",
                ],
            ],
            [
                "zookeeper",
                "orders/zookeeper",
                "organization/kafka/test",
                [
                    "refuse-foreign-objects",
                    "judge-edits-of-zookeeper",
                    "note-changes-of-zookeeper",
                    "judge-edits-of-zookeeper",
                    "note-changes-of-zookeeper",
                ],
            ],
        ]);
    });
});

describe("two clusters of a program in one namespace", () => {
    const both = (first: string, second: string) =>
        deploy(() => {
            new Cluster("cluster", { namespace: { name: first } });
            new Cluster("audit", { namespace: { name: second } });
        });
    const refusal = {
        message:
            'kafka:namespace.name is "kafka": must be a namespace of its own: the cluster cluster of this program has it',
    };

    it("are refused before anything of the second is registered, in each run anew", async () => {
        await assert.rejects(both("kafka", "kafka"), refusal);
        await assert.doesNotReject(both("orders", "kafka"));
        await assert.rejects(both("kafka", "kafka"), refusal);
    });
});

describe("the components of the parts", () => {
    it("can be constructed by any program, with nothing but what they are connected to", async () => {
        const made = await deploy(() => {
            const { connectionString } = new ZooKeeper("quorum", { namespace: "apps" });
            new Kafka("events", { namespace: "apps", zookeeperConnect: connectionString, settings: { replicas: 1 } });
        });
        assert.equal(made.resources.filter(isOurs).length, 2);
        assert.equal(at(find(made, "StatefulSet", "quorum").inputs, "spec", "replicas"), 3);
        assert.equal(at(find(made, "StatefulSet", "events").inputs, "spec", "replicas"), 1);
        const note = "note-changes-of-events";
        assert.deepEqual(find(made, "StatefulSet", "events").hooks, [note, note]);
    });

    it("say what is wrong with their arguments as a stack file is told", async () => {
        await assert.rejects(
            deploy(() => new ZooKeeper("quorum", { namespace: "apps", settings: { initLimit: 4, syncLimit: 5 } })),
            {
                message:
                    "kafka:zookeeper.syncLimit is 5: must be at most kafka:zookeeper.initLimit (4); lower it, or raise the other",
            },
        );
        await assert.rejects(
            deploy(() => new ZooKeeper("quorum", { namespace: "apps", settings: { replicas: 9 } })),
            { message: "kafka:zookeeper.replicas is 9: must be an integer from 1 to 7" },
        );
    });
});
