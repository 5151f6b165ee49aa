import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { find, named, texts } from "../../harness";
import type { Json } from "../../harness";
import { closedPort, netcat, Sandbox, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { kafkaManager, podOf } from "../parts";

describe("the console's scripts", () => {
    let pod: Json;
    let sandbox: Sandbox;

    before(async () => {
        pod = podOf(find(await kafkaManager(), "Deployment", "kafka-manager"));
    });
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    describe("wait for ZooKeeper", () => {
        const serving = { srvr: "Zookeeper version: 3.8.6\nMode: leader\nNode count: 5\n" };
        const searching = { srvr: "This ZooKeeper instance is not currently serving requests\n" };

        const wait = async (ports: readonly number[], enough?: (stdout: string) => boolean): Promise<Ran> => {
            sandbox.stub("nc", netcat);
            const hosts = ports.map((port) => `127.0.0.1:${port}`).join(",");
            const command = texts(named(pod, "wait-for-zookeeper", "initContainers"), "command");
            return sandbox.run(command, { ZK_HOSTS: hosts, ...virtualTime() }, enough);
        };

        it("is over at once where a quorum answers", async () => {
            assert.deepEqual(await wait([await sandbox.zooKeeper(serving)]), { code: 0, stdout: "", stderr: "" });
        });

        it("is over where any of the servers has a quorum", async () => {
            const ports = [await closedPort(), await sandbox.zooKeeper(searching), await sandbox.zooKeeper(serving)];
            assert.equal((await wait(ports)).code, 0);
        });

        it("goes on while none has one, and says what it waits for", async () => {
            const ports = [await closedPort(), await sandbox.zooKeeper(searching)];
            const line = `waiting for ZooKeeper at ${ports.map((port) => `127.0.0.1:${port}`).join(",")}\n`;
            const { code, stdout } = await wait(ports, (said) => said.split(line).length > 3);
            assert.equal(code, -1);
            assert.ok(stdout.startsWith(line.repeat(3)));
        });

        it("ends once the quorum is there", async () => {
            const answers = { ...searching };
            const port = await sandbox.zooKeeper(answers);
            const { code } = await wait([port], () => {
                answers.srvr = serving.srvr;
                return false;
            });
            assert.equal(code, 0);
        });
    });

    describe("readiness", () => {
        let server: Server;
        let status: number;
        beforeEach((done) => {
            status = 200;
            server = createServer((request, response) => {
                const right =
                    request.headers.authorization === `Basic ${Buffer.from("admin:a%b c").toString("base64")}`;
                const found = request.url === "/api/status/clusters";
                response.writeHead(right ? (found ? status : 404) : 401).end("{}");
            }).listen(0, "127.0.0.1", done);
        });
        afterEach((done) => {
            server.close(done);
            server.closeAllConnections();
        });

        const command = (): readonly string[] =>
            texts(named(pod, "kafka-manager", "containers"), "readinessProbe", "exec", "command");
        const ready = async (password = "a%b c", port = (server.address() as AddressInfo).port): Promise<boolean> => {
            const ran = await sandbox.run(command(), {
                CONSOLE_PORT: String(port),
                KAFKA_MANAGER_USERNAME: "admin",
                KAFKA_MANAGER_PASSWORD: password,
            });
            return ran.code === 0;
        };

        it("is valid for a shell that is not bash, which the image has not", async () => {
            const [shell, option, line] = command();
            assert.deepEqual([shell, option], ["/bin/sh", "-c"]);
            const checked = await sandbox.run(["/bin/sh", "-n", "-c", String(line)]);
            assert.deepEqual(checked, { code: 0, stdout: "", stderr: "" });
        });

        it("sees the main actor: alive, dead, refusing, and not there", async function () {
            if (spawnSync("wget", ["--version"]).error !== undefined) {
                this.skip();
            }
            assert.equal(await ready(), true);
            status = 400;
            assert.equal(await ready(), false);
            assert.equal(await ready("other"), false);
            assert.equal(await ready("a%b c", await closedPort()), false);
        });

        it("encodes a long password in one line", async function () {
            if (spawnSync("wget", ["--version"]).error !== undefined) {
                this.skip();
            }
            const long = "x".repeat(200);
            server.removeAllListeners("request");
            server.on("request", (request, response) => {
                const right =
                    request.headers.authorization === `Basic ${Buffer.from(`admin:${long}`).toString("base64")}`;
                response.writeHead(right ? 200 : 401).end();
            });
            assert.equal(await ready(long), true);
        });
    });
});
