import assert from "node:assert/strict";
import { containerOf, environmentOf } from "../components/parts";
import { all, at, deployStack, find, list, text } from "../harness";
import type { Deployment, Registration } from "../harness";

/**
 * What must never change after a release, stack by stack: a change of any of these makes Kubernetes refuse the update, or gives the
 * running clusters empty disks, a second cluster in the same ensemble, or clients that cannot find their servers.
 * A failure here is no reason to edit this file.
 */
const pinned = {
    components: [
        "kafka:index:Cluster cluster",
        "kafka:index:Kafka kafka",
        "kafka:index:KafkaManager kafka-manager",
        "kafka:index:Namespace namespace",
        "kafka:index:NetworkPolicies network-policies",
        "kafka:index:Storage storage",
        "kafka:index:ZooKeeper zookeeper",
    ],
    names: [
        "ConfigMap kafka-log-levels = kafka-log-levels",
        "ConfigMap zookeeper-ensemble = zookeeper-ensemble",
        "ConfigMap zookeeper-log-levels = zookeeper-log-levels",
        "Deployment kafka-manager = kafka-manager",
        "NamespacePatch namespace = NAMESPACE",
        "NetworkPolicy network-policies-kafka = kafka",
        "NetworkPolicy network-policies-kafka-manager = kafka-manager",
        "NetworkPolicy network-policies-kafka-manager-register = kafka-manager-register",
        "NetworkPolicy network-policies-kafka-moves = kafka-moves",
        "NetworkPolicy network-policies-kafka-settings = kafka-settings",
        "NetworkPolicy network-policies-zookeeper = zookeeper",
        "NetworkPolicy network-policies-zookeeper-members = zookeeper-members",
        "PersistentVolumeClaimPatch kafka-0-disk = data-kafka-0",
        "PersistentVolumeClaimPatch kafka-1-disk = data-kafka-1",
        "PersistentVolumeClaimPatch kafka-2-disk = data-kafka-2",
        "PersistentVolumeClaimPatch zookeeper-0-disk = data-zookeeper-0",
        "PersistentVolumeClaimPatch zookeeper-1-disk = data-zookeeper-1",
        "PersistentVolumeClaimPatch zookeeper-2-disk = data-zookeeper-2",
        "PodDisruptionBudget kafka = kafka",
        "PodDisruptionBudget zookeeper = zookeeper",
        "Secret kafka-manager-credentials = kafka-manager-credentials",
        "Secret zookeeper-super = zookeeper-super",
        "Service kafka = kafka",
        "Service kafka-headless = kafka-headless",
        "Service kafka-manager = kafka-manager",
        "Service zookeeper = zookeeper",
        "Service zookeeper-headless = zookeeper-headless",
        "StatefulSet kafka = kafka",
        "StatefulSet zookeeper = zookeeper",
    ],
    /** They have no name in the cluster, but one in the state: another one makes new passwords. */
    unnamed: [
        "RandomPassword kafka-manager-application-secret",
        "RandomPassword kafka-manager-password",
        "RandomPassword zookeeper-super-password",
    ],
    outputs: [
        "bootstrapServers",
        "commands",
        "kafkaManagerPassword",
        "kafkaManagerUrl",
        "kafkaManagerUsername",
        "namespace",
        "zookeeperConnectionString",
        "zookeeperServers",
    ],
} as const;

/** What prod has beside that, where everybody logs in. */
const logins: Record<"components" | "names" | "unnamed" | "outputs", readonly string[]> = {
    components: ["kafka:index:KafkaUsers kafka-users"],
    names: [
        "NetworkPolicy network-policies-kafka-users = kafka-users",
        "NetworkPolicy network-policies-kafka-users-removal = kafka-users-removal",
        "Secret kafka-users-broker-login = kafka-broker-1-login",
        "Secret kafka-users-manager-login = kafka-manager-1-login",
        "Secret zookeeper-logins = zookeeper-logins",
        "Secret zookeeper-zookeeper-client-login = zookeeper-client-1-login",
        "Secret zookeeper-zookeeper-server-login = zookeeper-server-1-login",
    ],
    unnamed: [
        "RandomPassword kafka-users-broker-password",
        "RandomPassword kafka-users-manager-password",
        "RandomPassword zookeeper-logins-seed",
    ],
    outputs: ["clientProperties"],
};

/** The two sets, field by field, where Kubernetes allows no change, and where data is found again. */
const sets = {
    zookeeper: {
        podManagementPolicy: "Parallel",
        serviceName: "zookeeper-headless",
        selector: { "app.kubernetes.io/name": "zookeeper", "app.kubernetes.io/instance": "zookeeper" },
        claim: "data",
        accessModes: ["ReadWriteOnce"],
        mounts: ["data:data -> /data", "data:datalog -> /datalog", "data:members -> /members"],
    },
    kafka: {
        podManagementPolicy: "Parallel",
        serviceName: "kafka-headless",
        selector: { "app.kubernetes.io/name": "kafka", "app.kubernetes.io/instance": "kafka" },
        claim: "data",
        accessModes: ["ReadWriteOnce"],
        mounts: ["data: -> /var/lib/kafka/data"],
    },
} as const;

function kindOf({ type }: Registration): string {
    return type.split(":").at(-1) ?? "";
}

for (const [stack, namespace, more, listener, jobs] of [
    ["dev", "kafka", { components: [], names: [], unnamed: [], outputs: [] }, "INTERNAL", 3],
    ["prod", "kafka-prod", logins, "SASL", 5],
] as const) {
    describe(`the identity of stack ${stack}`, () => {
        let deployment: Deployment;
        before(async () => {
            deployment = await deployStack(stack);
        });

        it("has these components", () => {
            const found = deployment.resources.filter(({ type }) => type.startsWith("kafka:"));
            assert.deepEqual(
                found.map(({ type, name }) => `${type} ${name}`).sort(),
                [...pinned.components, ...more.components].sort(),
            );
            const orphans = deployment.resources.filter(
                ({ type, parent }) => !type.startsWith("kafka:") && parent === "",
            );
            assert.deepEqual(orphans, []);
        });

        it("has these names, in the state and in the cluster", () => {
            const lines = deployment.resources
                // The names of Jobs, of scripts, of configuration and of all passwords together hold a hash of the content.
                .filter(
                    (one) =>
                        !one.type.startsWith("kafka:") &&
                        kindOf(one) !== "Job" &&
                        !/-(tools|config|passwords)$/.test(one.name),
                )
                .map((one) => [`${kindOf(one)} ${one.name}`, at(one.inputs, "metadata", "name")] as const);
            const names = lines
                .filter(([, name]) => name !== undefined)
                .map(([line, name]) => `${line} = ${text(name)}`);
            const unnamed = lines.filter(([, name]) => name === undefined).map(([line]) => line);
            assert.deepEqual(
                names.sort(),
                [...pinned.names, ...more.names].map((line) => line.replace("NAMESPACE", namespace)).sort(),
            );
            assert.deepEqual(unnamed.sort(), [...pinned.unnamed, ...more.unnamed].sort());
        });

        for (const [name, set] of Object.entries(sets)) {
            it(`has a StatefulSet ${name} of this shape`, () => {
                const { inputs } = find(deployment, "StatefulSet", name);
                const [claim, ...others] = list(inputs, "spec", "volumeClaimTemplates");
                const mounts = list(containerOf(deployment, "StatefulSet", name, name), "volumeMounts")
                    .filter((mount) => at(mount, "name") === set.claim)
                    .map((mount) => `${set.claim}:${text(at(mount, "subPath") ?? "")} -> ${text(mount, "mountPath")}`);
                assert.deepEqual(others, []);
                assert.deepEqual(
                    {
                        podManagementPolicy: at(inputs, "spec", "podManagementPolicy"),
                        serviceName: at(inputs, "spec", "serviceName"),
                        selector: at(inputs, "spec", "selector", "matchLabels"),
                        claim: at(claim, "metadata", "name"),
                        accessModes: at(claim, "spec", "accessModes"),
                        mounts,
                    },
                    set,
                );
            });
        }

        it("keeps the brokers' data and metadata in these places", () => {
            const properties = text(find(deployment, "ConfigMap", "kafka-config").inputs, "data", "server.properties");
            assert.match(properties, /^log\.dirs=\/var\/lib\/kafka\/data\/logs$/m);
            const address = `zookeeper.${namespace}.svc.cluster.local:2181`;
            assert.ok(properties.includes(`\nzookeeper.connect=${address}/kafka\n`));
            assert.ok(properties.includes(`\ninter.broker.listener.name=${listener}\n`));
        });

        it("registers the cluster at this place", () => {
            const environment = environmentOf(containerOf(deployment, "Job", "kafka-manager-register", "register"));
            assert.equal(environment["CONFIGS"], "/kafka-manager/configs");
            assert.equal(environment["CLUSTER"], "kafka");
            assert.equal(environment["CHROOT"], "/kafka");
        });

        it("selects the console's pod by these labels", () => {
            assert.deepEqual(
                at(find(deployment, "Deployment", "kafka-manager").inputs, "spec", "selector", "matchLabels"),
                {
                    "app.kubernetes.io/name": "kafka-manager",
                    "app.kubernetes.io/instance": "kafka-manager",
                },
            );
        });

        it("has these outputs", () => {
            assert.deepEqual(Object.keys(deployment.outputs).sort(), [...pinned.outputs, ...more.outputs].sort());
            assert.equal(all(deployment, "Job").length, jobs);
        });
    });
}
