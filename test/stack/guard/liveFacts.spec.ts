import assert from "node:assert/strict";
import { liveFacts } from "../../../stack/guard/liveFacts";
import { listenerEnvironment } from "../../../components/kafka/scripts";
import { loginMount } from "../../../components/kafka/logins";
import { certificateMounts } from "../../../components/kafka/tls/pod";
import type { Authentication } from "../../../components/security/authentication";
import type { TlsSettings } from "../../../components/security/tls";
import { serverLogin, stepEnvironment } from "../../../components/zookeeper/logins";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { authority } from "../../certificates";
import type { Authority } from "../../certificates";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { claim, pod, readIn, seen } from "./objects";
import type { Objects } from "./objects";

const described = [
    "Topic: orders\tTopicId: x\tPartitionCount: 2\tReplicationFactor: 2\tConfigs: ",
    "\tTopic: orders\tPartition: 0\tLeader: 0\tReplicas: 0,3\tIsr: 0,3\tElr: \tLastKnownElr: ",
    "\tTopic: orders\tPartition: 1\tLeader: 11\tReplicas: 11,0\tIsr: 0\tElr: \tLastKnownElr: ",
].join("\n");

/** What is found out about an edit in a cluster with these objects, in which the tools print `described`; and what was asked for. */
async function facts(
    old: Groups,
    wanted: Groups,
    objects: Readonly<Record<string, object>> = {},
    printed: string | undefined = described,
): Promise<readonly [Facts, readonly string[]]> {
    const asked: string[] = [];
    const before = settingsOf(old);
    const live = await seen(objects);
    const found = await liveFacts(judge(before, settingsOf(wanted)), before, live, {
        read: (object) => {
            asked.push(`${object.kind} ${object.metadata.name}`);
            return readIn(objects)(object);
        },
        run: ({ pod }, [tool = ""]) => {
            asked.push(`${pod} ${tool.split("/").at(-1) ?? ""}`);
            return Promise.resolve(printed);
        },
    });
    return [found, asked];
}

describe("liveFacts", () => {
    it("asks nothing about edits that depend on nothing that is running", async () => {
        const edit = [{}, { brokers: { replicas: 5, memory: "4Gi" } }] as const;
        assert.deepEqual(await facts(...edit), [{}, []]);
    });

    it("asks what topics are that the file has not named before, and of an edit of others nothing", async () => {
        const more = described.replace("Configs: ", "Configs: cleanup.policy=compact,delete,retention.ms=5");
        const named = { topics: [{ name: "orders" }] };
        const [found, asked] = await facts({}, named, {}, more);
        const orders = {
            partitions: 2,
            replication: 2,
            config: { "cleanup.policy": "compact,delete", "retention.ms": "5" },
        };
        assert.deepEqual([found, asked], [{ existingTopics: { orders } }, ["kafka-0 kafka-topics.sh"]]);
        assert.deepEqual(await facts(named, { topics: [{ name: "orders", partitions: 3 }] }, {}, more), [{}, []]);
        assert.deepEqual(await facts(named, {}, {}, more), [{}, []]);
    });

    it("knows of no topic where there is none, and nothing where no broker answers", async () => {
        const named = { topics: [{ name: "orders" }] };
        assert.deepEqual((await facts({}, named, {}, ""))[0], { existingTopics: {} });
        const before = settingsOf();
        const silent = { read: readIn({}), run: () => Promise.resolve(undefined) };
        assert.deepEqual(await liveFacts(judge(before, settingsOf(named)), before, await seen({}), silent), {});
    });

    it("sees how brokers log in that have started, each way once, before that is edited", async () => {
        const broker = (step: Authentication, version: number, hasStarted = true) => {
            const { spec, ...rest } = pod(
                "apache/kafka:3.9.2",
                hasStarted,
                listenerEnvironment({ authentication: step }),
            ) as {
                spec: object;
            };
            const login = loginMount({ authentication: step, authorization: "none", passwordVersion: version });
            return { ...rest, spec: { ...spec, volumes: login.volumes } };
        };
        const objects = {
            "Pod kafka-0": broker("none", 1),
            "Pod kafka-1": broker("offered", 2),
            "Pod kafka-2": broker("offered", 2),
            "Pod kafka-3": broker("required", 3, false),
            // Of a version that knew of no logins.
            "Pod kafka-4": pod("apache/kafka:3.9.2", true, [{ name: "LISTENER", value: "INTERNAL" }]),
        };
        const edit = [
            { security: { authentication: "offered" } },
            { security: { authentication: "preferred" } },
        ] as const;
        assert.deepEqual(await facts(...edit, objects), [
            { steps: ["none", "offered"], passwordVersions: [2], certificates: [undefined] },
            [],
        ]);
        assert.deepEqual(await facts(...edit, {}), [{ steps: [], passwordVersions: [], certificates: [] }, []]);
    });

    it("sees from which Secrets running brokers have their certificates, each once, and none where they have none", async () => {
        const broker = (tls: TlsSettings | undefined, hasStarted = true) => {
            const { spec, ...rest } = pod(
                "apache/kafka:3.9.2",
                hasStarted,
                listenerEnvironment({ authentication: "offered" }),
            ) as { spec: object };
            return {
                ...rest,
                spec: { ...spec, volumes: certificateMounts({ authentication: "offered", tls }).volumes },
            };
        };
        const objects = {
            "Pod kafka-0": broker(undefined),
            "Pod kafka-1": broker({ secret: "own" }),
            "Pod kafka-2": broker({ secret: "own" }),
            "Pod kafka-3": broker({ issuer: { name: "ca", kind: "Issuer", group: "cert-manager.io" } }),
            "Pod kafka-4": broker({ secret: "other" }, false),
        };
        const offered = { authentication: "offered" };
        for (const wanted of [{ authentication: "preferred" }, { ...offered, tls: { secret: "own" } }]) {
            const [found] = await facts({ security: offered }, { security: wanted }, objects);
            assert.deepEqual(found.certificates, [undefined, "own", "kafka-tls"]);
        }
    });

    describe("for a certificate that is to come from another Secret", () => {
        let own: object;
        let other: object;
        let both: object;
        before(async () => {
            const [one, two] = [await authority("one"), await authority("two")];
            const secret = async (by: Authority, ...trusted: readonly Authority[]) => ({
                data: Object.fromEntries(
                    Object.entries({
                        "tls.crt": (await by.issue({})).certificate,
                        "ca.crt": trusted.map(({ certificate }) => `${certificate}\n`).join(""),
                    }).map(([name, text]) => [name, Buffer.from(text).toString("base64")]),
                ),
            });
            own = await secret(one, one);
            other = await secret(two, two);
            both = await secret(two, one, two);
        });

        const edit = (from: object | undefined, to: object | undefined): readonly [Groups, Groups] => {
            const group = (tls: object | undefined) => ({
                security: { authentication: "required", ...(tls === undefined ? {} : { tls }) },
            });
            return [group(from), group(to)];
        };
        const moved = edit({ secret: "own" }, { secret: "other" });
        const asked = ["Secret own", "Secret other"];

        it("knows whether brokers with the one and with the other trust each other", async () => {
            const found = async (one: object, two: object) => {
                const [{ trustEachOther }, looked] = await facts(...moved, { "Secret own": one, "Secret other": two });
                assert.deepEqual(looked, asked);
                return trustEachOther;
            };
            assert.equal(await found(own, own), true);
            assert.equal(await found(both, both), true);
            assert.equal(await found(own, other), false);
            assert.equal(await found(own, both), false, "the running ones do not know the new authority");
            assert.equal(await found(both, own), false, "the new ones do not know the authority of the running ones");
        });

        it("does not take those for trusting each other of which one is not there", async () => {
            const [{ trustEachOther }, looked] = await facts(...moved, { "Secret own": own });
            assert.deepEqual([trustEachOther, looked], [false, asked]);
        });

        it("looks into the Secret of cert-manager for an issuer's", async () => {
            const objects = { "Secret own": own, "Secret kafka-tls": own };
            const [found, looked] = await facts(...edit({ secret: "own" }, { issuer: { name: "ca" } }), objects);
            assert.equal(found.trustEachOther, true);
            assert.deepEqual(looked, ["Secret own", "Secret kafka-tls"]);
        });

        it("asks nothing where there was none, or is to be none", async () => {
            for (const [from, to] of [
                [undefined, { secret: "own" }],
                [{ secret: "own" }, undefined],
            ] as const) {
                const [found, looked] = await facts(...edit(from, to), { "Secret own": own });
                assert.deepEqual(["trustEachOther" in found, looked], [false, []]);
            }
        });
    });

    it("sees how ZooKeeper servers log in that have started: a roll may have ended among them", async () => {
        const server = (step: Authentication, version: number, hasStarted = true) => {
            const { spec, ...rest } = pod("zookeeper:3.8.6", hasStarted, stepEnvironment(step)) as { spec: object };
            const login = serverLogin({ authentication: step, passwordVersion: version });
            return { ...rest, spec: { ...spec, volumes: login.volumes } };
        };
        const broker = pod("apache/kafka:3.9.2", true, listenerEnvironment({ authentication: "offered" }));
        const edit = [
            { security: { authentication: "offered" } },
            { security: { authentication: "preferred" } },
        ] as const;
        const found = async (objects: Objects) => (await facts(...edit, { "Pod kafka-0": broker, ...objects }))[0];
        assert.deepEqual(await found({ "Pod zookeeper-0": server("none", 1) }), {
            steps: ["none", "offered"],
            passwordVersions: [],
            certificates: [undefined],
        });
        assert.deepEqual(
            await found({
                "Pod zookeeper-0": server("offered", 4),
                "Pod zookeeper-1": server("preferred", 5),
                "Pod zookeeper-2": server("required", 6, false),
                // Its mark is the servers' alone, and so is the name of their Secret.
                "Pod zookeeper-members-1a2b3c4d-x": server("required", 7),
            }),
            { steps: ["offered", "preferred"], passwordVersions: [4, 5], certificates: [undefined] },
        );
    });

    it("counts the partitions of every broker before their number is lowered, in sync or not", async () => {
        const edit = [{ brokers: { replicas: 4 } }, { brokers: { replicas: 3 } }] as const;
        assert.deepEqual(await facts(...edit), [
            { holding: { 0: 2, 1: 0, 2: 0, 3: 1, 11: 1 } },
            ["kafka-0 kafka-topics.sh"],
        ]);
        const [found] = await facts(...edit, {}, "");
        assert.deepEqual(
            found,
            { holding: { 0: 0, 1: 0, 2: 0, 3: 0 } },
            "all brokers of a cluster without topics are empty",
        );
    });

    it("asks another broker where the first does not answer, but not all", async () => {
        const [old, wanted] = [settingsOf({ brokers: { replicas: 5 } }), settingsOf({ brokers: { replicas: 4 } })];
        const asked: string[] = [];
        const found = (silent: readonly string[]) =>
            liveFacts(judge(old, wanted), old, undefined, {
                read: () => Promise.resolve(undefined),
                run: ({ pod }) => {
                    asked.push(pod);
                    return Promise.resolve(silent.includes(pod) ? undefined : described);
                },
            });
        assert.deepEqual((await found(["kafka-0"])).holding?.[3], 1);
        assert.deepEqual(asked.splice(0), ["kafka-0", "kafka-1"]);
        assert.deepEqual(await found(["kafka-0", "kafka-1", "kafka-2"]), {});
        assert.deepEqual(asked, ["kafka-0", "kafka-1", "kafka-2"]);
    });

    it("asks a broker by the name that its certificate is for, and one without a certificate at its own address", async () => {
        const host = async (security: object) => {
            const [old, wanted] = [4, 3].map((replicas) => settingsOf({ security, brokers: { replicas } }));
            assert.ok(old && wanted);
            const commands: string[] = [];
            await liveFacts(judge(old, wanted), old, undefined, {
                read: () => Promise.resolve(undefined),
                run: ({ pod }, command) => {
                    commands.push(`${pod}: ${command.join(" ")}`);
                    return Promise.resolve(pod === "kafka-0" ? undefined : described);
                },
            });
            return commands.map((command) => command.replace(/^(\S+ ).*--bootstrap-server (\S+) .*$/, "$1$2"));
        };
        const domain = "kafka-headless.kafka.svc.cluster.local";
        assert.deepEqual(await host({ authentication: "required", tls: { secret: "own" } }), [
            `kafka-0: kafka-0.${domain}:9093`,
            `kafka-1: kafka-1.${domain}:9093`,
        ]);
        assert.deepEqual(await host({ authentication: "required" }), [
            "kafka-0: 127.0.0.1:9093",
            "kafka-1: 127.0.0.1:9093",
        ]);
    });

    it("reads the fixed lists that servers run with before their number changes, of servers beyond it too", async () => {
        const edit = [{ zookeeper: { replicas: 2 } }, { zookeeper: { replicas: 1 } }] as const;
        const server = (list: string) =>
            pod("zookeeper:3.8.6", true, [
                { name: "ZOO_TICK_TIME", value: "2000" },
                { name: "ZOO_SERVERS", value: list },
            ]);
        const pods = {
            "Pod zookeeper-0": server("server.1=a server.2=b server.3=c"),
            "Pod zookeeper-1": server("server.1=a server.2=b"),
            "Pod zookeeper-3": server("server.1=a server.2=b server.3=c"),
            "Pod zookeeper-members-1a2b3c4d-x": server("server.1=a"),
        };
        assert.deepEqual(await facts(...edit, pods), [{ hasServers: false, serverLists: [2, 3] }, []]);
        const set = { "StatefulSet zookeeper": { spec: { replicas: 2 } } };
        assert.deepEqual((await facts(...edit, set))[0], { hasServers: true, serverLists: [] });
    });

    it("knows the images that have run, of pods whose image is edited", async () => {
        const edit = [{}, { images: { kafka: "apache/kafka:3.8.0" } }] as const;
        const ran = async (objects: Objects) => (await facts(...edit, objects))[0];
        const pods = {
            "Pod kafka-0": pod("apache/kafka:3.9.1", true),
            "Pod kafka-1": pod("apache/kafka:3.9.1", true),
            "Pod kafka-2": pod("apache/kafka:3.9.22", false),
            "Pod kafka-manager-db8bc464b-r4mng": pod("quay.io/panubo/cmak:3.0.0.6-2", true),
        };
        assert.deepEqual(await ran(pods), { ran: { brokers: ["apache/kafka:3.9.1"] } });
        assert.deepEqual(await ran({ "Pod kafka-0": pod("apache/kafka:3.9.22", false) }), { ran: { brokers: [] } });
        assert.deepEqual(await ran({}), { ran: { brokers: [] } });
        // Nobody knows what wrote them.
        assert.deepEqual(await ran({ "PersistentVolumeClaim data-kafka-0": claim("10Gi") }), {});
        assert.deepEqual(await ran({ "PersistentVolumeClaim data-kafka-0": claim("10Gi", "") }), {
            ran: { brokers: [] },
        });
    });

    it("asks the class of the disks whether they can grow", async () => {
        const edit = [{}, { brokers: { disk: "20Gi" } }] as const;
        const bound = { "PersistentVolumeClaim data-kafka-0": claim("10Gi", "10Gi", "fast") };
        const boundDisks = { zookeeper: 0, brokers: 1 };
        const asked = ["StorageClass fast"];
        const fast = (object: object) => ({ ...bound, "StorageClass fast": object });
        const diskClass = "fast";
        assert.deepEqual(await facts(...edit, fast({ allowVolumeExpansion: true })), [
            { boundDisks, diskClass, expandable: true },
            asked,
        ]);
        assert.deepEqual(await facts(...edit, fast({})), [{ boundDisks, diskClass, expandable: false }, asked]);
        assert.deepEqual(await facts(...edit, bound), [{ boundDisks, diskClass }, asked]);
        assert.deepEqual(await facts(...edit), [{ boundDisks: { zookeeper: 0, brokers: 0 } }, []]);
    });

    it("counts the disks that there are where their class is edited, and a claim without one for none", async () => {
        const edit = [{}, { storage: { class: "fast" } }] as const;
        const claims = {
            "PersistentVolumeClaim data-kafka-0": claim("10Gi", ""),
            "PersistentVolumeClaim data-zookeeper-0": claim("1Gi"),
            "PersistentVolumeClaim data-zookeeper-1": claim("1Gi", ""),
        };
        assert.deepEqual((await facts(...edit, claims))[0], { boundDisks: { zookeeper: 1, brokers: 0 } });
    });

    describe("for disks that are to be smaller", () => {
        const [small, large] = [claim("10Gi"), claim("20Gi")];
        const back = { brokers: { disk: "30Gi", replicas: 2 } };
        const size = async (claims: readonly object[], replicas = 2) => {
            const objects = Object.fromEntries(claims.map((one, i) => [`PersistentVolumeClaim data-kafka-${i}`, one]));
            const [{ largestDisk }] = await facts(back, { brokers: { disk: "10Gi", replicas } }, objects);
            return Number(largestDisk?.brokers) / 2 ** 30;
        };

        it("finds the size of the largest of them", async () => {
            assert.equal(await size([small, large]), 20);
            assert.equal(await size([large, small]), 20);
        });

        it("finds what a claim asks for, if it is more than the disk has", async () => {
            assert.equal(await size([small, claim("30Gi", "10Gi")]), 30);
        });

        it("finds no size of a claim that has no disk yet", async () => {
            assert.equal(await size([small]), 10);
            assert.equal(await size([small, claim("30Gi", "")]), 10);
            assert.equal(await size([]), 0);
        });

        it("counts the disks in that brokers to come find again", async () => {
            assert.equal(await size([small, small, large], 3), 20);
            assert.equal(await size([small, small, large]), 10);
            assert.equal(await size([small, small], 3), 10);
        });

        it("finds the size for each part by itself, and for none whose disks grow", async () => {
            const [found] = await facts(
                { zookeeper: { disk: "30Gi", replicas: 1 }, brokers: { disk: "5Gi", replicas: 1 } },
                { zookeeper: { disk: "10Gi", replicas: 1 }, brokers: { disk: "10Gi", replicas: 1 } },
                { "PersistentVolumeClaim data-zookeeper-0": large, "PersistentVolumeClaim data-kafka-0": small },
            );
            assert.deepEqual(found.largestDisk, { zookeeper: 20 * 2 ** 30 });
        });
    });
});
