import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { Kafka } from "../../../components/kafka";
import { all, at, deploy, find, list, named, text } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { violations } from "../kubernetes/restricted";
import { common, containersOf, kafka, podOf, settingsOf } from "../parts";

const kinds = ["ServiceAccount", "ClusterRole", "ClusterRoleBinding"];

function mountsOf(container: Json): readonly string[] {
    return list(container, "volumeMounts").map((mount) => text(mount, "name"));
}

describe("kafka:brokers.rack: node", () => {
    let deployment: Deployment;
    let pod: Json;
    before(async () => {
        deployment = await kafka({ brokers: { rack: "node" } });
        pod = podOf(find(deployment, "StatefulSet", "kafka"));
    });

    it("has the zone read before the broker starts, by a container of its own that alone has the token", () => {
        const [reader, ...others] = containersOf(pod);
        assert.equal(text(reader, "name"), "node-zone");
        assert.deepEqual(list(pod, "initContainers"), [reader]);
        assert.deepEqual(list(reader, "command"), ["/bin/bash", "/etc/kafka-config/node-zone.sh"]);
        assert.deepEqual(at(named(reader, "NODE_NAME", "env"), "valueFrom"), {
            fieldRef: { fieldPath: "spec.nodeName" },
        });
        assert.ok(mountsOf(reader ?? {}).includes("api"));
        for (const other of others) {
            assert.ok(!mountsOf(other).includes("api"), text(other, "name"));
        }
        // The kubelet would mount another one everywhere.
        assert.equal(at(pod, "automountServiceAccountToken"), false);
        assert.deepEqual(at(named(pod, "api", "volumes"), "projected", "sources"), [
            { serviceAccountToken: { path: "token", expirationSeconds: 600 } },
            { configMap: { name: "kube-root-ca.crt", items: [{ key: "ca.crt", path: "ca.crt" }] } },
        ]);
    });

    it("leaves the zone where start.sh reads it: both containers have the directory, and it takes no more of a node", () => {
        const [reader, broker] = containersOf(pod);
        const directory = at(named(reader, "SCRATCH_DIRECTORY", "env"), "value");
        assert.equal(directory, at(named(broker, "SCRATCH_DIRECTORY", "env"), "value"));
        const shared = list(pod, "volumes").filter((volume) => at(volume, "emptyDir") !== undefined);
        const mounts = shared.map((volume) => text(volume, "name"));
        for (const container of [reader, broker]) {
            assert.ok(mounts.some((name) => mountsOf(container ?? {}).includes(name)));
        }
        assert.deepEqual(at(reader, "resources"), at(broker, "resources"));
        assert.deepEqual(violations(pod), []);
    });

    it("gives the brokers the right to get a node, and no other", () => {
        const account = find(deployment, "ServiceAccount", "kafka-node-reader");
        assert.equal(text(pod, "serviceAccountName"), text(account.inputs, "metadata", "name"));
        assert.equal(at(account.inputs, "automountServiceAccountToken"), false);
        const role = find(deployment, "ClusterRole", "kafka-node-reader");
        assert.deepEqual(list(role.inputs, "rules"), [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }]);
        const binding = find(deployment, "ClusterRoleBinding", "kafka-node-reader");
        assert.equal(text(binding.inputs, "roleRef", "name"), text(role.inputs, "metadata", "name"));
        assert.deepEqual(list(binding.inputs, "subjects"), [
            { kind: "ServiceAccount", name: "kafka-node-reader", namespace: "apps" },
        ]);
    });

    it("makes the rights before the brokers that need them", () => {
        const { dependencies } = find(deployment, "StatefulSet", "kafka");
        for (const kind of kinds) {
            const isOfKind = (urn: string) => urn.endsWith(`:${kind}::kafka-node-reader`);
            assert.equal(dependencies.filter(isOfKind).length, 1, kind);
        }
    });

    it("names what is the whole cluster's after the namespace, and marks it: two stacks never share it", async () => {
        const settings = settingsOf({ brokers: { rack: "node" } });
        const other = await deploy(
            () =>
                new Kafka("kafka", {
                    ...common(settings),
                    namespace: pulumi.output("orders"),
                    settings: settings.brokers,
                    zookeeperConnect: "zk-0:2181",
                }),
        );
        for (const kind of ["ClusterRole", "ClusterRoleBinding"]) {
            const [one, two] = [deployment, other].map((made) => find(made, kind, "kafka-node-reader").inputs);
            assert.equal(text(one, "metadata", "name"), "kafka-node-reader-apps");
            assert.equal(text(two, "metadata", "name"), "kafka-node-reader-orders");
            assert.equal(at(one, "metadata", "namespace"), undefined);
            assert.equal(typeof at(one, "metadata", "annotations", "kafka.stack/owner"), "string");
        }
    });
});

describe("kafka:brokers.rack: label", () => {
    it("makes no account, no right and no container: the pod's label tells the zone", async () => {
        for (const groups of [{}, { brokers: { rack: "label" } }]) {
            const deployment = await kafka(groups);
            for (const kind of kinds) {
                assert.deepEqual(all(deployment, kind), []);
            }
            const pod = podOf(find(deployment, "StatefulSet", "kafka"));
            assert.deepEqual(list(pod, "initContainers"), []);
            assert.equal(at(pod, "serviceAccountName"), undefined);
            assert.ok(!list(pod, "volumes").some((volume) => at(volume, "projected") !== undefined));
        }
    });
});
