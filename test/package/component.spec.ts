import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { ownerAnnotation } from "../../model/names";
import { clusterToken, construct } from "../../package/component";
import { all, at, deploy, text, valueOf } from "../harness";

const small = { zookeeper: { replicas: 1 }, brokers: { replicas: 1 }, kafkaManager: { enabled: false } };

describe("the component that another process asks for", () => {
    it("is the cluster of its arguments, and can be had twice", async () => {
        const made = await deploy(async () => {
            await construct("orders", clusterToken, { ...small, namespace: { name: "orders" } }, {});
            await construct("audit", clusterToken, { ...small, namespace: { name: "audit" } }, {});
        });
        const sets = all(made, "StatefulSet").map(({ name, inputs }) => [
            name,
            text(inputs, "metadata", "namespace"),
            at(inputs, "metadata", "annotations", ownerAnnotation),
        ]);
        assert.deepEqual(sets, [
            ["audit-kafka", "audit", "organization/kafka/test/audit"],
            ["audit-zookeeper", "audit", "organization/kafka/test/audit"],
            ["orders-kafka", "orders", "organization/kafka/test/orders"],
            ["orders-zookeeper", "orders", "organization/kafka/test/orders"],
        ]);
    });

    it("has a namespace of its own", async () => {
        await assert.rejects(
            deploy(async () => {
                await construct("orders", clusterToken, small, {});
                await construct("audit", clusterToken, small, {});
            }),
            {
                message:
                    'kafka:namespace.name is "kafka": must be a namespace of its own: the cluster orders of this program has it',
            },
        );
    });

    it("has the outputs of the stack, without those that there are none of", async () => {
        const { outputs } = await deploy(async () => (await construct("orders", clusterToken, small, {})).state);
        assert.deepEqual(Object.keys(outputs), [
            "namespace",
            "bootstrapServers",
            "zookeeperConnectionString",
            "zookeeperServers",
            "commands",
        ]);
        assert.equal(await valueOf(outputs["bootstrapServers"]), "kafka.kafka.svc.cluster.local:9092");
    });

    it("takes outputs of other resources that are known, and passwords that are secrets", async () => {
        const inputs = {
            ...small,
            namespace: pulumi.output({ name: pulumi.output("orders") }),
            security: { authentication: "required" },
            users: [{ name: "app" }],
            passwords: pulumi.secret({ app: "a-password-of-its-own" }),
        };
        const { outputs } = await deploy(async () => (await construct("orders", clusterToken, inputs, {})).state);
        assert.equal(await valueOf(outputs["namespace"]), "orders");
        const files = await valueOf(outputs["clientProperties"] as pulumi.Output<Record<string, string>>);
        assert.match(files["app"] ?? "", /a-password-of-its-own/);
        assert.ok(await pulumi.isSecret(outputs["clientProperties"] as pulumi.Output<unknown>));
    });

    it("says everything that is wrong with its arguments, and shows no secret", async () => {
        const inputs = {
            namespace: { name: pulumi.secret("hidden") },
            brokers: { replicas: 0, memroy: "2Gi" },
            passwords: { app: "in-plain-text" },
        };
        await assert.rejects(
            deploy(() => construct("orders", clusterToken, inputs, {})),
            (error: Error) => {
                assert.ok(pulumi.RunError.isInstance(error));
                assert.deepEqual(error.message.split("\n"), [
                    "kafka:index:Cluster orders: 4 problems (docs/settings.md lists every key)",
                    "  kafka:namespace.name is a secret: no setting but kafka:passwords takes a secret; write it in plain: pulumi config set --plaintext --path kafka:namespace.name <value>",
                    "  kafka:brokers.replicas is 0: must be an integer from 1 to 99",
                    "  kafka:brokers.memroy is unknown: did you mean kafka:brokers.memory?",
                    "  kafka:passwords.app is in plain text: must be a secret; set it again: pulumi config set --secret --path kafka:passwords.app",
                ]);
                return true;
            },
        );
    });

    it("refuses what a preview does not know yet, for it says how large the cluster is", async () => {
        const unmade = pulumi.output(pulumi.unknown);
        await assert.rejects(
            deploy(() => construct("orders", clusterToken, { brokers: { replicas: unmade } }, {}), {}, "test", true),
            { message: /^kafka:brokers depends on a resource that is not made yet: / },
        );
    });

    it("is the only resource there is", async () => {
        await assert.rejects(
            deploy(() => construct("orders", "kafka:index:Topic", {}, {})),
            { message: "this package has no resource kafka:index:Topic: it has kafka:index:Cluster" },
        );
    });
});
