import assert from "node:assert/strict";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { readyScript } from "../../../components/kafka/scripts";
import { closedPort, moved, Sandbox } from "../bash";
import type { Ran } from "../bash";

/** A line of `kafka-topics.sh --describe --under-replicated-partitions`, as Kafka 3.9 prints it. */
function behind(topic: string, replicas: string, isr: string): string {
    return `\tTopic: ${topic}\tPartition: 0\tLeader: 1\tReplicas: ${replicas}\tIsr: ${isr}\tElr: \tLastKnownElr: \n`;
}

describe("readyScript", () => {
    let sandbox: Sandbox;
    let open: number;
    beforeEach(async () => {
        sandbox = new Sandbox();
        mkdirSync(sandbox.path("scratch"));
        sandbox.stub("topics", `echo "$*" >> ${sandbox.path("asked")}\ncat ${sandbox.path("behind")}`);
        open = await sandbox.listen((socket) => socket.resume());
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** One probe of the pod, as the kubelet makes it. */
    const ready = async (partitions: string, { pod = "kafka-1", port = open } = {}): Promise<Ran> => {
        writeFileSync(sandbox.path("behind"), partitions);
        const script = moved(readyScript, {
            "/opt/kafka/bin/kafka-topics.sh": sandbox.path("topics"),
            "/tmp/kafka": sandbox.path("scratch"),
            "9092": port,
        });
        writeFileSync(sandbox.path("ready.sh"), script);
        return sandbox.run(["/bin/bash", "-c", `. ${sandbox.path("ready.sh")}`], { POD_NAME: pod });
    };
    const asked = (): boolean => existsSync(sandbox.path("asked"));

    it("is not ready while the port is closed, and asks nothing", async () => {
        const port = await closedPort();
        const ran = await ready("", { port });
        assert.deepEqual(ran, { code: 1, stdout: `port ${port} is closed\n`, stderr: "" });
        assert.ok(!asked());
    });

    it("is ready once the port is open and nothing is behind", async () => {
        assert.deepEqual(await ready(""), { code: 0, stdout: "", stderr: "" });
        assert.ok(asked());
    });

    it("does not wait for partitions of other brokers, nor for those that other brokers are behind on", async () => {
        const others = behind("a", "0,2", "0") + behind("b", "0,1,2", "1,2");
        assert.equal((await ready(others)).code, 0);
    });

    it("is not ready while a partition of its own misses it, and says how many do", async () => {
        const own = behind("a", "0,1,2", "0,2") + behind("b", "1,0", "0") + behind("c", "1,0", "1");
        assert.deepEqual(await ready(own), { code: 1, stdout: "2 partitions are not in sync yet\n", stderr: "" });
        assert.ok(!existsSync(sandbox.path("scratch/caught-up")));
    });

    it("is not ready while nobody at all is in sync", async () => {
        assert.equal((await ready(behind("a", "1,0", ""))).code, 1);
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
        sandbox.stub("topics", "echo 'Timed out waiting for a node assignment' >&2; exit 1");
        const ran = await ready("");
        assert.notEqual(ran.code, 0);
        assert.match(ran.stderr, /Timed out/);
    });

    it("looks at the port only, once it has been ready: a slow follower must not leave the Service", async () => {
        assert.equal((await ready("")).code, 0);
        rmSync(sandbox.path("asked"));
        assert.equal((await ready(behind("a", "0,1", "0"))).code, 0);
        assert.ok(!asked());
        assert.equal((await ready("", { port: await closedPort() })).code, 1);
    });

    it("asks the broker itself, for partitions that are behind", async () => {
        sandbox.stub("topics", 'echo "$*" >&2; exit 1');
        const { stderr } = await ready("");
        assert.equal(stderr, `--bootstrap-server 127.0.0.1:${open} --describe --under-replicated-partitions\n`);
    });

    it("is valid bash", async () => {
        const checked = await sandbox.run(["/bin/bash", "-n", "-c", readyScript]);
        assert.deepEqual(checked, { code: 0, stdout: "", stderr: "" });
    });
});
