import * as k8s from "@pulumi/kubernetes";
import assert from "node:assert/strict";
import { ZooKeeper } from "../../../components/zookeeper";
import { editGuard } from "../../../stack/guard";
import { all, at, deploy, find, list } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { common, containerOf, environmentOf, outputOf, settingsOf, zooKeeper } from "../parts";

const dns = "zookeeper-headless.apps.svc.example.internal";

function portsOf(service: Json): unknown {
    return Object.fromEntries(list(service, "spec", "ports").map((port) => [at(port, "name"), at(port, "port")]));
}

describe("ZooKeeper", () => {
    let deployment: Deployment;
    before(async () => {
        deployment = await zooKeeper();
    });
    const inputs = (kind: string, name: string): Json => find(deployment, kind, name).inputs;

    it("has a headless Service for the servers, which finds those that are not ready too", () => {
        const service = inputs("Service", "zookeeper-headless");
        assert.equal(at(service, "spec", "clusterIP"), "None");
        assert.equal(at(service, "spec", "publishNotReadyAddresses"), true);
        assert.deepEqual(portsOf(service), { client: 2181, follower: 2888, election: 3888 });
    });

    it("has a Service for clients, with the ready servers and the client port only", () => {
        const service = inputs("Service", "zookeeper");
        assert.equal(at(service, "spec", "type"), "ClusterIP");
        assert.equal(at(service, "spec", "publishNotReadyAddresses"), undefined);
        assert.deepEqual(portsOf(service), { client: 2181 });
    });

    it("starts all servers at once: the first can never become ready alone", () => {
        const set = inputs("StatefulSet", "zookeeper");
        assert.equal(at(set, "spec", "podManagementPolicy"), "Parallel");
        assert.deepEqual(at(set, "spec", "updateStrategy"), { type: "RollingUpdate" });
        assert.equal(at(set, "spec", "replicas"), 3);
    });

    for (const replicas of [1, 3, 5]) {
        it(`tells ${replicas} servers of each other and outputs the same`, async () => {
            const made = await zooKeeper({ zookeeper: { replicas } });
            const hosts = Array.from({ length: replicas }, (_, i) => `zookeeper-${i}.${dns}`);
            const servers = hosts.map((host, i) => `server.${i + 1}=${host}:2888:3888;2181`).join(" ");
            const container = containerOf(made, "StatefulSet", "zookeeper", "zookeeper");
            assert.equal(environmentOf(container)["ZOO_SERVERS"], servers);
            assert.equal(await outputOf(made, "servers"), servers);
            assert.equal(await outputOf(made, "connectionString"), hosts.map((host) => `${host}:2181`).join(","));
            assert.equal(await outputOf(made, "headlessDns"), dns);
            assert.equal(all(made, "PersistentVolumeClaimPatch").length, replicas);
            assert.equal(all(made, "PodDisruptionBudget").length, replicas > 1 ? 1 : 0);
        });
    }

    it("lets others know its addresses at once when it is made, and after its edit when it runs already", async () => {
        const dependencies = async (running: boolean): Promise<readonly string[]> => {
            const made = await deploy(() => {
                const settings = settingsOf();
                const guard = { ...editGuard(settings).of("zookeeper"), isRunning: () => Promise.resolve(running) };
                const args = { ...common(settings), settings: settings.zookeeper, guard };
                const { connectionString } = new ZooKeeper("zookeeper", args);
                new k8s.core.v1.ConfigMap("client", { data: { connectionString } });
            });
            return find(made, "ConfigMap", "client").dependencies.map((urn) => urn.replace(/^.*\$/, ""));
        };
        assert.deepEqual(await dependencies(false), ["kubernetes:core/v1:Service::zookeeper-headless"]);
        assert.deepEqual([...(await dependencies(true))].sort(), [
            "kubernetes:apps/v1:StatefulSet::zookeeper",
            "kubernetes:core/v1:Service::zookeeper-headless",
        ]);
    });

    it("lets node drains take one server at a time", () => {
        const budget = inputs("PodDisruptionBudget", "zookeeper");
        assert.equal(at(budget, "spec", "maxUnavailable"), 1);
    });

    it("waits as long as its pods may take", () => {
        assert.deepEqual(find(deployment, "StatefulSet", "zookeeper").timeouts, {
            create: "600s",
            update: "1380s",
            delete: "360s",
        });
    });

    it("puts everything into the namespace", () => {
        const objects = deployment.resources.filter(({ type }) => type.startsWith("kubernetes:"));
        // Three claims, two Services, the set and its budget.
        assert.equal(objects.length, 7);
        for (const { name, inputs: object } of objects) {
            assert.equal(at(object, "metadata", "namespace"), "apps", name);
        }
    });
});
