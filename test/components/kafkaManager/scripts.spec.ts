import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { closedPort, netcat, Sandbox, scriptFile, virtualTime } from "../bash";
import type { Ran } from "../bash";

describe("the console's scripts", () => {
    let sandbox: Sandbox;
    const script = (name: string): readonly string[] => ["/bin/bash", scriptFile("kafkaManager", name)];

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
            return sandbox.run(script("wait-for-zookeeper.sh"), { ZK_HOSTS: hosts, ...virtualTime() }, enough);
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

        const question = async (password = "a%b c", port = (server.address() as AddressInfo).port): Promise<Ran> => {
            writeFileSync(sandbox.path("username"), "admin");
            writeFileSync(sandbox.path("password"), password);
            return sandbox.run(script("main-actor-answers.sh"), {
                CONSOLE_PORT: String(port),
                CREDENTIALS_DIRECTORY: sandbox.directory,
            });
        };
        const ready = async (password?: string, port?: number): Promise<boolean> =>
            (await question(password, port)).code === 0;

        it("sees the main actor: alive, dead, refusing, and not there, and says what it saw", async () => {
            assert.deepEqual(await question(), { code: 0, stdout: "", stderr: "" });
            status = 400;
            assert.deepEqual(await question(), { code: 1, stdout: "the main actor answers with 400\n", stderr: "" });
            assert.equal((await question("other")).stdout, "the main actor answers with 401\n");
            const silent = await question("a%b c", await closedPort());
            assert.deepEqual(silent, { code: 1, stdout: "the main actor answers with nothing\n", stderr: "" });
        });

        it("gives up on a question that is never answered", async () => {
            sandbox.stub("timeout", 'exec /usr/bin/timeout 0.2 "${@:2}"');
            assert.equal(await ready("a%b c", await sandbox.listen((socket) => socket.resume())), false);
        });

        it("shows the password to nobody who looks at processes", async () => {
            sandbox.stub("timeout", `{ env; echo "$*"; } >>${sandbox.path("seen")}; cat >/dev/null`);
            await question("geheim");
            const seen = readFileSync(sandbox.path("seen"), "utf8");
            assert.ok(seen.includes("CREDENTIALS_DIRECTORY"));
            for (const shown of ["geheim", Buffer.from("admin:geheim").toString("base64")]) {
                assert.ok(!seen.includes(shown));
            }
        });

        it("encodes a long password in one line", async () => {
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
