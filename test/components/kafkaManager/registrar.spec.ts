import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "../../harness";
import type { Json } from "../../harness";
import { closedPort, Sandbox, scriptFile, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { containerOf, environmentOf, kafkaManager } from "../parts";
import { ZooKeeperFiles } from "./zkCli";

const entry = "/kafka-manager/configs/kafka";
const authorization = `Basic ${Buffer.from("admin:pass word%s").toString("base64")}`;

describe("the registrar", () => {
    let container: Json;
    let registration: string;
    let sandbox: Sandbox;
    let zookeeper: ZooKeeperFiles;
    let manager: Server;
    /** What the console answers to the right question: status and body. */
    let answer: () => readonly [number, string];

    before(async () => {
        container = containerOf(await kafkaManager(), "Job", "kafka-manager-register", "register");
        registration = text(environmentOf(container)["REGISTRATION"]);
    });
    beforeEach((done) => {
        sandbox = new Sandbox();
        zookeeper = new ZooKeeperFiles(sandbox);
        answer = () => [200, '{"brokers":[0,1,2]}'];
        manager = createServer((request, response) => {
            const right =
                request.headers.authorization === authorization && request.url === "/api/status/kafka/brokers";
            const [status, body] = right ? answer() : [401, ""];
            response.writeHead(status, { "content-type": "application/json" }).end(body);
        }).listen(0, "127.0.0.1", done);
    });
    afterEach((done) => {
        sandbox.remove();
        manager.close(done);
        manager.closeAllConnections();
    });

    const register = async (
        enough?: (stdout: string) => boolean,
        port = (manager.address() as AddressInfo).port,
    ): Promise<Ran> => {
        const plain = Object.entries(environmentOf(container)).filter(
            (variable): variable is [string, string] => typeof variable[1] === "string",
        );
        const environment = {
            ...Object.fromEntries(plain),
            MANAGER_HOST: "127.0.0.1",
            MANAGER_PORT: String(port),
            CREDENTIALS_DIRECTORY: sandbox.directory,
            ...virtualTime(),
        };
        writeFileSync(sandbox.path("username"), "admin");
        writeFileSync(sandbox.path("password"), "pass word%s");
        return sandbox.run(["/bin/bash", scriptFile("kafkaManager", "register.sh")], environment, enough);
    };

    /** Ends the script once it has said a line so many times. */
    const times = (line: string, count: number) => (stdout: string) => stdout.split(line).length > count;
    const brokersAreUp = (): void => {
        zookeeper.create("/kafka/brokers/ids/0");
    };

    for (const [state, make] of Object.entries({
        "there is no chroot": (): void => undefined,
        "the chroot is empty": () => {
            zookeeper.create("/kafka");
        },
        "no broker is registered": () => {
            zookeeper.create("/kafka/brokers/ids");
        },
    })) {
        it(`waits and writes nothing while ${state}: a cluster that is registered too early is dead for good`, async () => {
            make();
            await register(times("no broker has registered in ZooKeeper yet\n", 3));
            assert.deepEqual(zookeeper.changes(), []);
        });
    }

    it("goes on once a broker has registered", async () => {
        const waiting = register();
        while (zookeeper.asked().length < 3) {
            await new Promise((resolve) => setTimeout(resolve, 10));
        }
        brokersAreUp();
        assert.equal((await waiting).code, 0);
        assert.equal(zookeeper.get(entry), registration);
    });

    it("makes the entry and what is above it, and says that the console lists the brokers", async () => {
        brokersAreUp();
        const { code, stdout, stderr } = await register();
        assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
        assert.equal(zookeeper.calls(), 3, "each call is a JVM");
        assert.equal(zookeeper.get(entry), registration);
        assert.equal(zookeeper.get("/kafka-manager/configs"), "");
        assert.equal(zookeeper.server(), "zk-0:2181,zk-1:2181");
        assert.match(stdout, /^\d\d:\d\d:\d\d registered: \{"brokers":\[0,1,2\]\}$/m);
        assert.ok(!stdout.includes("pass word") && !stdout.includes(authorization.slice(6)));
    });

    it("changes nothing when the entry is right already", async () => {
        brokersAreUp();
        zookeeper.create(entry, registration);
        assert.equal((await register()).code, 0);
        assert.deepEqual(zookeeper.changes(), []);
    });

    it("updates an entry that has changed", async () => {
        brokersAreUp();
        zookeeper.create(entry, registration.replace('"jmxEnabled":true', '"jmxEnabled":false'));
        assert.equal((await register()).code, 0);
        assert.equal(zookeeper.get(entry), registration);
    });

    it("waits for a console that is not there yet", async () => {
        brokersAreUp();
        const { code } = await register(times("does not list the brokers yet", 3), await closedPort());
        assert.equal(code, -1);
        assert.equal(zookeeper.get(entry), registration);
    });

    it("gives up on a question that is never answered, and asks again", async () => {
        brokersAreUp();
        sandbox.stub("timeout", 'exec /usr/bin/timeout 0.2 "${@:2}"');
        let asked = 0;
        const silent = await sandbox.listen((socket) => {
            asked++;
            socket.resume();
        });
        await register(times("does not list the brokers yet", 2), silent);
        assert.ok(asked >= 2);
    });

    for (const [what, status, body] of [
        ["no broker", 200, '{"brokers":[]}'],
        ["a page", 200, "<html>[0]</html>"],
        ["a refusal", 401, ""],
    ] as const) {
        it(`keeps waiting while the console answers with ${what}, and leaves the entry alone`, async () => {
            brokersAreUp();
            zookeeper.create(entry, registration);
            answer = () => [status, body];
            const { code } = await register(times("does not list the brokers yet", 17));
            assert.equal(code, -1);
            assert.deepEqual(zookeeper.changes(), []);
        });
    }

    it("revives a cluster that the console holds for dead, by changing the entry for a moment", async () => {
        brokersAreUp();
        const revived = (): boolean => zookeeper.changes().some((line) => line.includes('"zkMaxRetry":99,'));
        answer = () => (revived() ? [200, '{"brokers":[0]}'] : [400, '{"msg":"Unknown cluster : kafka"}']);
        const { code, stdout } = await register();
        assert.equal(code, 0);
        assert.match(stdout, /changing the entry for a moment/);
        const written = zookeeper.changes().filter((line) => line.startsWith(`set ${entry} `));
        assert.deepEqual(written.map((line) => line.slice(`set ${entry} `.length)).slice(-2), [
            registration.replace('"zkMaxRetry":100', '"zkMaxRetry":99'),
            registration,
        ]);
        assert.equal(zookeeper.get(entry), registration);
    });
});
