import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { closedPort, Sandbox, scriptFile } from "../bash";
import type { Ran } from "../bash";
import { behind, reassigned } from "./partitions";

describe("ready.sh", () => {
    let sandbox: Sandbox;
    let open: number;
    beforeEach(async () => {
        sandbox = new Sandbox();
        mkdirSync(sandbox.path("scratch"));
        mkdirSync(sandbox.path("disk"));
        sandbox.stub("kafka-topics.sh", `echo "$*" >> ${sandbox.path("asked")}\ncat ${sandbox.path("behind")}`);
        writeFileSync(sandbox.path("server.properties"), "zookeeper.connect=zk-0:2181/kafka\n");
        zooKeeperAnswers("[]\n[0, 1, 2]");
        open = await sandbox.listen((socket) => socket.resume());
    });
    afterEach(() => {
        sandbox.remove();
    });

    const zooKeeperAnswers = (answer: string): void => {
        const said = `echo "to $1" > ${sandbox.path("told")}; cat >> ${sandbox.path("told")}`;
        sandbox.stub("zookeeper-shell.sh", `${said}\nprintf 'Welcome to ZooKeeper!\\n%s\\n' '${answer}'`);
    };

    /** One probe of the pod, as the kubelet makes it. */
    const ready = async (partitions: string, { pod = "kafka-1", port = open, environment = {} } = {}): Promise<Ran> => {
        writeFileSync(sandbox.path("behind"), partitions);
        return sandbox.run(["/bin/bash", scriptFile("kafka", "ready.sh")], {
            POD_NAME: pod,
            LISTENER_PORT: String(port),
            CONFIG_DIRECTORY: sandbox.directory,
            DATA_DIRECTORY: sandbox.path("disk"),
            SCRATCH_DIRECTORY: sandbox.path("scratch"),
            TOOLS_DIRECTORY: sandbox.directory,
            ...environment,
        });
    };
    const there = (name: string): boolean => existsSync(sandbox.path(name));

    it("is not ready while the port is closed, and asks nothing", async () => {
        const port = await closedPort();
        const ran = await ready("", { port });
        assert.deepEqual(ran, { code: 1, stdout: `port ${port} is closed\n`, stderr: "" });
        assert.ok(!there("asked"));
    });

    it("is ready once the port is open and nothing is behind", async () => {
        assert.deepEqual(await ready(""), { code: 0, stdout: "", stderr: "" });
        assert.ok(there("asked") && !there("told"));
    });

    it("does not wait for partitions of other brokers, nor for those that other brokers are behind on", async () => {
        const others = behind("a", "0,2", "0") + behind("b", "0,1,2", "1,2");
        assert.equal((await ready(others)).code, 0);
    });

    it("is not ready while a partition of its own misses it, and says how many do", async () => {
        const own = behind("a", "0,1,2", "0,2") + behind("b", "1,0", "0") + behind("c", "1,0", "1");
        assert.deepEqual(await ready(own), { code: 1, stdout: "2 partitions are not in sync yet\n", stderr: "" });
        assert.ok(!there("scratch/caught-up"));
    });

    it("is not ready while nobody at all is in sync", async () => {
        assert.equal((await ready(behind("a", "1,0", ""))).code, 1);
    });

    it("does not wait for a copy that a reassignment is still adding, but for one that it takes away", async () => {
        assert.equal((await ready(reassigned("1,0,2", "0", { adding: "1", removing: "2" }))).code, 0);
        rmSync(sandbox.path("scratch/caught-up"));
        assert.equal((await ready(reassigned("2,0,1", "0", { adding: "2", removing: "1" }))).code, 1);
    });

    it("reads the lines of older brokers too, which end with the in-sync replicas", async () => {
        assert.equal((await ready("\tTopic: a\tPartition: 0\tLeader: 0\tReplicas: 0,1\tIsr: 0\n")).code, 1);
        assert.equal((await ready("\tTopic: a\tPartition: 0\tLeader: 1\tReplicas: 0,1\tIsr: 1\n")).code, 0);
    });

    it("tells broker 1 from 11, both ways round", async () => {
        assert.equal((await ready(behind("a", "11,2", "2"), { pod: "kafka-1" })).code, 0);
        rmSync(sandbox.path("scratch/caught-up"));
        assert.equal((await ready(behind("a", "1,11", "11"), { pod: "kafka-1" })).code, 1);
        assert.equal((await ready(behind("a", "11,1", "1"), { pod: "kafka-11" })).code, 1);
        assert.equal((await ready(behind("a", "1,2", "2"), { pod: "kafka-11" })).code, 0);
    });

    it("is not ready while the broker does not answer the question", async () => {
        sandbox.stub("kafka-topics.sh", "echo 'Timed out waiting for a node assignment' >&2; exit 1");
        const ran = await ready("");
        assert.notEqual(ran.code, 0);
        assert.match(ran.stderr, /Timed out/);
    });

    describe("where Kafka shows no topic", () => {
        beforeEach(() => {
            // As TopicCommand says it, with a stack trace beside.
            const said = "Error while executing topic command : Topic 'Optional[.*]' does not exist as expected";
            sandbox.stub("kafka-topics.sh", `echo "${said}"; echo '  at TopicCommand.main' >&2; exit 1`);
            mkdirSync(sandbox.path("disk/logs/lost+found"), { recursive: true });
            writeFileSync(sandbox.path("disk/logs/recovery-point-offset-checkpoint"), "");
        });

        it("is ready if this broker holds none either, apart from those that are being deleted", async () => {
            mkdirSync(sandbox.path("disk/logs/a-0.0123456789abcdef0123456789abcdef-delete"));
            assert.deepEqual(await ready(""), { code: 0, stdout: "", stderr: "" });
            rmSync(sandbox.path("scratch/caught-up"));
            rmSync(sandbox.path("disk/logs"), { recursive: true });
            assert.equal((await ready("")).code, 0);
        });

        it("is not ready if this broker holds partitions: it may not see them, and they may be behind", async () => {
            for (const partition of ["a-0", "of-2-words-11"]) {
                mkdirSync(sandbox.path(`disk/logs/${partition}`));
            }
            const ran = await ready("");
            assert.deepEqual([ran.code, ran.stdout], [1, ""]);
            assert.match(ran.stderr, /^Kafka shows no topic, but this broker holds 2 partitions, .*ANONYMOUS.*\n$/);
            assert.ok(!there("scratch/caught-up"));
        });

        it("is not ready on the word of a mark either, which stays", async () => {
            mkdirSync(sandbox.path("disk/logs/a-0"));
            writeFileSync(sandbox.path("disk/stopped-early"), "");
            assert.equal((await ready("")).code, 1);
            assert.ok(there("disk/stopped-early"));
        });
    });

    it("looks at the port only, once it has been ready: a slow follower must not leave the Service", async () => {
        assert.equal((await ready("")).code, 0);
        rmSync(sandbox.path("asked"));
        assert.equal((await ready(behind("a", "0,1", "0"))).code, 0);
        assert.ok(!there("asked"));
        assert.equal((await ready("", { port: await closedPort() })).code, 1);
    });

    it("asks nothing while its preStop hook waits: there is no memory for two tools", async () => {
        writeFileSync(sandbox.path("scratch/stopping"), "");
        assert.deepEqual(await ready(""), { code: 1, stdout: "about to stop\n", stderr: "" });
        assert.ok(!there("asked"));
    });

    it("after a stop that did not wait for others, waits for the copies of others too, once", async () => {
        writeFileSync(sandbox.path("disk/stopped-early"), "");
        const ran = await ready(behind("a", "0,1,2", "1,2") + behind("b", "0,2", "0"));
        assert.equal(ran.code, 1);
        assert.match(ran.stdout, /^stopped while 1 partitions still missed a copy elsewhere/);
        assert.ok(there("disk/stopped-early"));
        assert.equal((await ready(behind("b", "0,2", "0"))).code, 0);
        assert.ok(!there("disk/stopped-early"));
    });

    it("takes its announcement back before it is ready", async () => {
        writeFileSync(sandbox.path("disk/announced"), "");
        assert.equal((await ready("", { pod: "kafka-2" })).code, 0);
        assert.ok(!there("disk/announced"));
        assert.equal(
            readFileSync(sandbox.path("told"), "utf8"),
            "to zk-0:2181/kafka\ncreate /stopping\ndelete /stopping/2\nls /stopping\nls /brokers/ids\n",
        );
    });

    for (const [answer, how] of [
        ["", "does not answer"],
        ["[0, 2]\n[0, 1, 2]", "still has it"],
    ] as const) {
        it(`is not ready while ZooKeeper ${how}`, async () => {
            zooKeeperAnswers(answer);
            writeFileSync(sandbox.path("disk/announced"), "");
            const ran = await ready("", { pod: "kafka-2" });
            const stdout = "ZooKeeper still takes this broker for one that stops\n";
            assert.deepEqual(ran, { code: 1, stdout, stderr: "" });
            assert.ok(there("disk/announced") && !there("scratch/caught-up"));
        });
    }

    it("asks the broker itself, for partitions that are behind", async () => {
        sandbox.stub("kafka-topics.sh", 'echo "$*" >&2; exit 1');
        const { stderr } = await ready("");
        assert.equal(
            stderr,
            `--bootstrap-server 127.0.0.1:${open} --describe --under-replicated-partitions --topic .*\n`,
        );
    });

    it("asks it by the name that its certificate is for, if it has one, and for the port still here", async () => {
        sandbox.stub("kafka-topics.sh", 'echo "$1 $2" >&2; exit 1');
        const environment = {
            TLS_DIRECTORY: sandbox.path("tls"),
            HEADLESS_DNS: "kafka-headless.apps.svc.example.internal",
        };
        const { stderr } = await ready("", { environment });
        assert.equal(stderr, `--bootstrap-server kafka-1.kafka-headless.apps.svc.example.internal:${open}\n`);
        const port = await closedPort();
        assert.equal((await ready("", { port, environment })).stdout, `port ${port} is closed\n`);
    });
});
