import assert from "node:assert/strict";
import { liveFacts } from "../../../stack/guard/liveFacts";
import { judge } from "../../../stack/judge";
import { settingsOf } from "../../components/parts";
import { claim, pod, readIn, seen } from "./objects";
import type { Objects } from "./objects";
import { described, facts } from "./facts";

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
        const found = async (objects: Objects) =>
            liveFacts(judge(before, settingsOf(named)), before, await seen(objects), silent);
        assert.deepEqual(await found({ "PersistentVolumeClaim data-kafka-0": claim("10Gi") }), {});
        // Where no broker ever had a disk there is no topic, whoever answers.
        assert.deepEqual(await found({ "PersistentVolumeClaim data-kafka-0": claim("10Gi", "") }), {
            existingTopics: {},
        });
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
});
