import * as k8s from "@pulumi/kubernetes";
import assert from "node:assert/strict";
import { ZooKeeper } from "../../../components/zookeeper";
import { superDigest } from "../../../components/zookeeper/members";
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
        it(`makes ${replicas} servers the members and outputs the same`, async () => {
            const made = await zooKeeper({ zookeeper: { replicas } });
            const hosts = Array.from({ length: replicas }, (_, i) => `zookeeper-${i}.${dns}`);
            const servers = hosts.map((host, i) => `server.${i + 1}=${host}:2888:3888;2181`).join(" ");
            const job = containerOf(made, "Job", "zookeeper-members", "reconfigure");
            assert.equal(environmentOf(job)["SERVERS"], servers);
            assert.deepEqual(at(find(made, "ConfigMap", "zookeeper-ensemble").inputs, "data"), {
                servers: `${replicas}`,
            });
            assert.equal(await outputOf(made, "servers"), servers);
            assert.equal(await outputOf(made, "connectionString"), "zookeeper.apps.svc.example.internal:2181");
            assert.equal(await outputOf(made, "headlessDns"), dns);
            assert.equal(all(made, "PersistentVolumeClaimPatch").length, replicas);
            assert.equal(all(made, "PodDisruptionBudget").length, replicas > 1 ? 1 : 0);
        });
    }

    it("lets others know its address once its servers are made, which takes no time, so that brokers go before them", async () => {
        const dependencies = async (running: boolean): Promise<readonly string[]> => {
            const made = await deploy(() => {
                const settings = settingsOf();
                const guard = {
                    ...editGuard(settings).of("zookeeper"),
                    before: () => Promise.resolve({ replicas: running ? 3 : undefined, claims: new Map() }),
                };
                const args = { ...common(settings), settings: settings.zookeeper, guard };
                const { connectionString } = new ZooKeeper("zookeeper", args);
                new k8s.core.v1.ConfigMap("client", { data: { connectionString } });
            });
            return find(made, "ConfigMap", "client").dependencies.map((urn) => urn.replace(/^.*\$/, ""));
        };
        for (const running of [false, true]) {
            assert.deepEqual([...(await dependencies(running))].sort(), [
                "kubernetes:apps/v1:StatefulSet::zookeeper",
                "kubernetes:core/v1:Service::zookeeper",
            ]);
        }
    });

    describe("the order of servers and members", () => {
        /** What each waits for, directly, where there were so many servers before and are three now; `told` where they know how many began. */
        const order = async (before: number | undefined, told: boolean, disks = 0) => {
            const made = await deploy(() => {
                const settings = settingsOf();
                const guard = {
                    ...editGuard(settings).of("zookeeper"),
                    before: () => {
                        const claim = { isBound: true, asked: "5Gi" };
                        const claims = new Map(Array.from({ length: disks }, (_, ordinal) => [ordinal, claim]));
                        return Promise.resolve({ replicas: before, claims });
                    },
                    hasConfigMap: () => Promise.resolve(told),
                };
                new ZooKeeper("zookeeper", { ...common(settings), settings: settings.zookeeper, guard });
            });
            const waits = (kind: string, name: string): string =>
                find(made, kind, name)
                    .dependencies.map((urn) => urn.replace(/^.*::/, ""))
                    .filter((other) => ["zookeeper", "zookeeper-members", "zookeeper-ensemble"].includes(other))
                    .join(" ");
            return {
                set: waits("StatefulSet", "zookeeper"),
                members: waits("Job", "zookeeper-members"),
                ensemble: waits("ConfigMap", "zookeeper-ensemble"),
                begins: at(find(made, "ConfigMap", "zookeeper-ensemble").inputs, "data", "servers"),
            };
        };

        it("is servers first where there are more, or as many: a member must follow already", async () => {
            for (const before of [1, 3]) {
                const expected = { set: "", members: "zookeeper", ensemble: "zookeeper-members", begins: "3" };
                assert.deepEqual(await order(before, true), expected);
            }
        });

        it("is members first where there are fewer: a pod that goes must be none any more", async () => {
            const expected = { set: "zookeeper-members", members: "", ensemble: "zookeeper-members", begins: "3" };
            assert.deepEqual(await order(5, true), expected);
        });

        it("tells a new ensemble how many begin it before its servers start", async () => {
            const expected = { set: "zookeeper-ensemble", members: "zookeeper", ensemble: "", begins: "3" };
            assert.deepEqual(await order(undefined, false), expected);
        });

        it("lets no more begin an ensemble than there were, where nobody has been told", async () => {
            const expected = { set: "zookeeper-ensemble", members: "zookeeper", ensemble: "", begins: "1" };
            assert.deepEqual(await order(1, false), expected);
            assert.deepEqual(await order(undefined, false, 1), expected);
        });

        it("is servers first where only disks are left, however many: nobody is a member that could go", async () => {
            const expected = { set: "zookeeper-ensemble", members: "zookeeper", ensemble: "", begins: "5" };
            assert.deepEqual(await order(undefined, false, 5), expected);
        });
    });

    it("knows its super user by the digest that ZooKeeper makes", () => {
        // The example of ZooKeeper's administrator's guide.
        assert.equal(superDigest("test"), "super:D/InIHSb7yEEbrWz8b9l71RjZJU=");
    });

    it("lets node drains take one server at a time", () => {
        const budget = inputs("PodDisruptionBudget", "zookeeper");
        assert.equal(at(budget, "spec", "maxUnavailable"), 1);
    });

    it("leaves to the provider only the wait for the end of its pods: the one for their start the program can end", () => {
        assert.deepEqual(find(deployment, "StatefulSet", "zookeeper").timeouts, {
            create: "",
            update: "",
            delete: "360s",
        });
    });

    it("puts everything into the namespace", () => {
        const objects = deployment.resources.filter(({ type }) => type.startsWith("kubernetes:"));
        // Three claims, four ConfigMaps, two Services, the set and its budget, the Job and its Secret.
        assert.equal(objects.length, 13);
        for (const { name, inputs: object } of objects) {
            assert.equal(at(object, "metadata", "namespace"), "apps", name);
        }
    });
});
