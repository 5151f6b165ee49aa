import assert from "node:assert/strict";
import type { KubernetesObject, LiveObject } from "../../../components/live/object";
import { liveFacts } from "../../../stack/guard/liveFacts";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";

const described = [
    "Topic: orders\tTopicId: x\tPartitionCount: 2\tReplicationFactor: 2\tConfigs: ",
    "\tTopic: orders\tPartition: 0\tLeader: 0\tReplicas: 0,3\tIsr: 0,3\tElr: \tLastKnownElr: ",
    "\tTopic: orders\tPartition: 1\tLeader: 11\tReplicas: 11,0\tIsr: 0\tElr: \tLastKnownElr: ",
].join("\n");

const claim = {
    apiVersion: "v1",
    kind: "PersistentVolumeClaim",
    metadata: { name: "data-kafka-0", namespace: "kafka" },
};

/** What is found out about an edit in a cluster with these objects, in which the tools print `described`; and what was asked for. */
async function facts(
    old: Groups,
    wanted: Groups,
    objects: Readonly<Record<string, object>> = {},
    printed: string | undefined = described,
): Promise<readonly [Facts, readonly string[]]> {
    const asked: string[] = [];
    const before = settingsOf(old);
    const found = await liveFacts(judge(before, settingsOf(wanted)), before, {
        read: ({ kind, metadata }: KubernetesObject) => {
            asked.push(`${kind} ${metadata.name}`);
            return Promise.resolve((objects[metadata.name] ?? objects[kind]) as LiveObject | undefined);
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
            liveFacts(judge(old, wanted), old, {
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

    it("reads the lists that the servers run with before their number changes, of servers beyond it too", async () => {
        const edit = [{ zookeeper: { replicas: 2 } }, { zookeeper: { replicas: 1 } }] as const;
        const server = (list: string) => ({
            spec: {
                containers: [
                    {
                        env: [
                            { name: "ZOO_TICK_TIME", value: "2000" },
                            { name: "ZOO_SERVERS", value: list },
                        ],
                    },
                ],
            },
        });
        const [found, asked] = await facts(...edit, {
            "zookeeper-0": server("server.1=a server.2=b server.3=c"),
            "zookeeper-1": server("server.1=a server.2=b"),
            "zookeeper-3": server("server.1=a server.2=b server.3=c"),
        });
        assert.deepEqual(found, { hasServers: false, serverLists: [2, 3] });
        // The set, and every pod that there may be.
        assert.equal(asked.length, 8);
        assert.deepEqual((await facts(...edit, { StatefulSet: {} }))[0], { hasServers: true, serverLists: [] });
        assert.deepEqual((await facts(...edit))[0], { hasServers: false, serverLists: [] });
    });

    it("asks the class of the disks whether they can grow", async () => {
        const edit = [{}, { brokers: { disk: "20Gi" } }] as const;
        const bound = { ...claim, spec: { storageClassName: "fast" } };
        const asked = ["PersistentVolumeClaim data-kafka-0", "StorageClass fast"];
        const can = { allowVolumeExpansion: true };
        assert.deepEqual(await facts(...edit, { PersistentVolumeClaim: bound, StorageClass: can }), [
            { diskClass: "fast", expandable: true },
            asked,
        ]);
        assert.deepEqual(await facts(...edit, { PersistentVolumeClaim: bound, StorageClass: {} }), [
            { diskClass: "fast", expandable: false },
            asked,
        ]);
        assert.deepEqual(await facts(...edit, { PersistentVolumeClaim: bound }), [{ diskClass: "fast" }, asked]);
        assert.deepEqual(await facts(...edit), [{}, asked.slice(0, 1)]);
    });

    describe("for disks that are to be smaller", () => {
        const disk = (capacity: string | undefined, request: string) => ({
            ...claim,
            spec: { resources: { requests: { storage: request } } },
            status: capacity === undefined ? {} : { capacity: { storage: capacity } },
        });
        const [small, large] = [disk("10Gi", "10Gi"), disk("20Gi", "20Gi")];
        const back = { brokers: { disk: "30Gi", replicas: 2 } };
        const size = async (objects: Readonly<Record<string, object>>, replicas = 2) => {
            const wanted = { brokers: { disk: "10Gi", replicas } };
            const [{ largestDisk }] = await facts(back, wanted, objects);
            return largestDisk;
        };

        it("finds the size of the largest of them", async () => {
            const expected = { brokers: 20 * 2 ** 30 };
            assert.deepEqual(await size({ "data-kafka-0": small, "data-kafka-1": large }), expected);
            assert.deepEqual(await size({ "data-kafka-0": large, "data-kafka-1": small }), expected);
        });

        it("finds what a claim asks for, if it is more than the disk has", async () => {
            const asking = disk("10Gi", "30Gi");
            assert.deepEqual(await size({ "data-kafka-0": small, "data-kafka-1": asking }), { brokers: 30 * 2 ** 30 });
        });

        it("finds no size where a disk cannot be asked, or there is none yet", async () => {
            assert.equal(await size({ "data-kafka-0": small }), undefined);
            assert.equal(await size({ "data-kafka-0": small, "data-kafka-1": disk(undefined, "10Gi") }), undefined);
        });

        it("counts the disks in that brokers to come find again", async () => {
            const two = { "data-kafka-0": small, "data-kafka-1": small };
            assert.deepEqual(await size({ ...two, "data-kafka-2": large }, 3), { brokers: 20 * 2 ** 30 });
            assert.deepEqual(await size({ ...two, "data-kafka-2": large }), { brokers: 10 * 2 ** 30 });
            assert.deepEqual(await size(two, 3), { brokers: 10 * 2 ** 30 });
        });

        it("finds the size for each part by itself, and for none whose disks grow", async () => {
            const [found] = await facts(
                { zookeeper: { disk: "30Gi", replicas: 1 }, brokers: { disk: "5Gi", replicas: 1 } },
                { zookeeper: { disk: "10Gi", replicas: 1 }, brokers: { disk: "10Gi", replicas: 1 } },
                { "data-zookeeper-0": large, "data-kafka-0": small },
            );
            assert.deepEqual(found, { largestDisk: { zookeeper: 20 * 2 ** 30 } });
        });
    });
});
