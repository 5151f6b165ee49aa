import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { blocksOf } from "../../../stack/status/gather/blocks";
import { kafkaAnswers } from "../../../stack/status/gather/kafkaAnswers";
import { diskIn, serverAnswers } from "../../../stack/status/gather/podAnswers";
import { closedPort, Sandbox, scriptFile } from "../../components/bash";
import type { Ran } from "../../components/bash";

const file = (name: string): string => join(__dirname, "..", "..", "..", "stack", "status", "scripts", name);

describe("the scripts by which status asks pods", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        mkdirSync(sandbox.path("disk"));
    });
    afterEach(() => {
        sandbox.remove();
    });

    describe("disk.sh", () => {
        const disk = async (df: string, claimKiB: number): Promise<Ran> => {
            sandbox.stub(
                "df",
                `[ "$*" = "-P -k ${sandbox.path("disk")}" ] && printf '%s\n' 'Filesystem 1024-blocks Used' '${df}'`,
            );
            // As it is sent: as the text of a command, with the claim as its argument.
            const text = readFileSync(file("disk.sh"), "utf8");
            return sandbox.run(["/bin/bash", "-c", text, "status", String(claimKiB)], {
                DATA_DIRECTORY: sandbox.path("disk"),
            });
        };

        it("tells the file system of a disk of its own, which has less room than the claim", async () => {
            const { stdout } = await disk("/dev/sdb 2030000 1015000 1015000 50% /data", 2_097_152);
            assert.equal(stdout, "@disk\n2030000 1015000\n");
            assert.deepEqual(diskIn(blocksOf(stdout)), { size: 2030000 * 1024, used: 1015000 * 1024, fill: 0.5 });
        });

        it("counts what lies there where others share the file system", async () => {
            writeFileSync(sandbox.path("disk/segment"), Buffer.alloc(1 << 20, 1));
            const { stdout } = await disk("/dev/vda 264000000 264000000 0 100% /", 4096);
            const found = diskIn(blocksOf(stdout));
            assert.ok(
                !("unknown" in found) && found.size === 4 << 20 && found.used >= 1 << 20 && found.fill < 0.5,
                stdout,
            );
        });

        it("goes by the file system where nobody knows the claim", async () => {
            assert.match((await disk("/dev/vda 1000 10 990 1% /", 0)).stdout, /^1000 10$/m);
        });

        it("of which nothing is understood is unknown", async () => {
            assert.ok("unknown" in diskIn(blocksOf((await disk("df: /data: I/O error", 4096)).stdout)));
        });
    });

    describe("server.sh", () => {
        const server = async (answer: string): Promise<string> => {
            sandbox.stub("nc", `read -r word; ${answer}`);
            const environment = { CLIENT_PORT: "2181", CONFIG_DIRECTORY: scriptFile("zookeeper", ".") };
            return (await sandbox.run(["/bin/bash", file("server.sh")], environment)).stdout;
        };

        it("tells the role, what waits, and who is in sync", async () => {
            const said = await server(
                `case "$word" in srvr) printf 'Zxid: 0x500000046\nMode: leader\n' ;;
                 mntr) printf 'zk_server_state\tleader\nzk_avg_latency\t1.5\nzk_outstanding_requests\t3\nzk_synced_followers\t2\nzk_synced_observers\t0\n' ;; esac`,
            );
            assert.deepEqual(serverAnswers(blocksOf(said)), {
                role: "leader",
                outstanding: 3,
                latencyMs: 1.5,
                zxid: 0x500000046n,
                syncedFollowers: 2,
                observers: 0,
            });
        });

        it("tells one without a quorum from one that does not answer", async () => {
            const refused = await server("echo This ZooKeeper instance is not currently serving requests");
            assert.equal(serverAnswers(blocksOf(refused)).role, "none");
            assert.deepEqual(serverAnswers(blocksOf(await server("exit 1"))).role, { unknown: "it does not answer" });
        });
    });

    describe("cluster.sh", () => {
        const described =
            "Topic: 订单\tTopicId: x\tPartitionCount: 1\tReplicationFactor: 2\tConfigs: cleanup.policy=delete,min.insync.replicas=2\n" +
            "\tTopic: 订单\tPartition: 0\tLeader: none\tReplicas: 0,1,2\tIsr: 1\tAdding Replicas: 2\tRemoving Replicas: \tElr: N/A\n";
        const sizes =
            'Querying brokers\n{"brokers":[{"broker":0,"logDirs":[{"partitions":[{"partition":"订单-0","size":7}]}]},{"broker":1,"logDirs":[{"partitions":[{"partition":"订单-0","size":5}]}]}]}';
        const run = async (port: number): Promise<string> => {
            writeFileSync(sandbox.path("server.properties"), `zookeeper.connect=127.0.0.1:${port}/kafka\n`);
            writeFileSync(sandbox.path("functions.sh"), readFileSync(scriptFile("kafka", "functions.sh")));
            const { stdout } = await sandbox.run(["/bin/bash", file("cluster.sh")], {
                CONFIG_DIRECTORY: sandbox.directory,
                TOOLS_DIRECTORY: sandbox.directory,
                LISTENER_PORT: "9092",
                COMMAND_CONFIG: "/login",
            });
            return stdout;
        };
        const zooKeeper = (): Promise<number> => sandbox.listen((socket) => socket.end("Mode: follower\n"));
        beforeEach(() => {
            const noted = `echo "\${0##*/} $*" >>${sandbox.path("asked")}`;
            sandbox.stub(
                "zookeeper-shell.sh",
                `${noted}\necho WATCHER::\necho '{"version":2,"brokerid":1,"timestamp":"1"}'`,
            );
            sandbox.stub(
                "kafka-topics.sh",
                `${noted}\nprintf '${described.replaceAll("\n", "\\n").replaceAll("\t", "\\t")}'`,
            );
            sandbox.stub("kafka-log-dirs.sh", `${noted}\necho '${sizes}'`);
        });

        it("tells controller, partitions and sizes, logging in where brokers do", async () => {
            const answers = kafkaAnswers(blocksOf(await run(await zooKeeper())));
            assert.deepEqual(answers, {
                controller: 1,
                partitions: [
                    {
                        topic: "订单",
                        partition: 0,
                        leader: undefined,
                        replicas: [0, 1, 2],
                        inSync: [1],
                        adding: [2],
                        isMoving: true,
                        minInSync: 2,
                    },
                ],
                sizes: new Map([["订单", 12]]),
            });
            const asked = readFileSync(sandbox.path("asked"), "utf8").split("\n");
            assert.match(
                asked[1] ?? "",
                /^kafka-topics\.sh --bootstrap-server 127\.0\.0\.1:9092 --command-config \/login --describe$/,
            );
        });

        it("starts no tool for the controller while ZooKeeper serves nobody, and says so", async () => {
            const answers = kafkaAnswers(blocksOf(await run(await closedPort())));
            assert.deepEqual(answers.controller, { unknown: "ZooKeeper does not serve" });
            assert.ok(!readFileSync(sandbox.path("asked"), "utf8").includes("zookeeper-shell"));
        });

        it("passes on why a tool fails, without its stack trace", async () => {
            sandbox.stub(
                "kafka-topics.sh",
                "echo 'Error while executing topic command : Timed out waiting for a node assignment. Call: listTopics' >&2; echo '  at org.apache' >&2; exit 1",
            );
            sandbox.stub("kafka-log-dirs.sh", "exit 124");
            sandbox.stub("zookeeper-shell.sh", "echo 'Node does not exist: /controller'; exit 1");
            const answers = kafkaAnswers(blocksOf(await run(await zooKeeper())));
            assert.equal(answers.controller, null);
            assert.match(JSON.stringify(answers.partitions), /Timed out waiting for a node assignment/);
            assert.deepEqual(answers.sizes, { unknown: "Kafka's tool did not end in time" });
        });
    });
});

describe("what pods say, garbled", () => {
    it("is unknown, with what was said", () => {
        const said = '@controller\nhello\n@end 0\n@topics\nSegmentation fault\n@end 0\n@sizes\n{"brokers":[{\n@end 0\n';
        const answers = kafkaAnswers(blocksOf(said));
        assert.deepEqual(answers, {
            controller: { unknown: "not understood: hello" },
            partitions: { unknown: "not understood: Segmentation fault" },
            sizes: { unknown: 'not understood: {"brokers":[{' },
        });
    });

    it("is unknown where the connection broke in the middle, or nothing came", () => {
        assert.deepEqual(kafkaAnswers(blocksOf("@cont")).partitions, { unknown: "the broker did not say" });
        assert.deepEqual(diskIn(blocksOf("")), { unknown: "the pod did not say" });
        assert.deepEqual(diskIn(blocksOf("@disk\n0 0\n")), { unknown: "not understood: 0 0" });
    });

    it("is no cluster without topics where brokers hold some: an authorizer hides them", () => {
        const said =
            '@topics\n@end 0\n@sizes\n{"brokers":[{"logDirs":[{"partitions":[{"partition":"a-0","size":1}]}]}]}\n@end 0\n';
        assert.match(
            JSON.stringify(kafkaAnswers(blocksOf(said)).partitions),
            /Kafka shows no topic, but brokers hold some/,
        );
    });
});
