import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { at, find, named, text } from "../../harness";
import type { Deployment, Json } from "../../harness";
import { healthPath, pathEnvironment, pathOptions, pathPrefix } from "../../../components/kafkaManager/path";
import { Sandbox, scriptFile, virtualTime } from "../bash";
import { containerOf, environmentOf, kafkaManager, outputOf, podOf, settingsOf } from "../parts";
import { ZooKeeperFiles } from "./zkCli";

const groups = { kafkaManager: { ingress: { host: "kafka.example.com", path: "/ops/kafka" } } };

describe("the console's path", () => {
    const below = settingsOf(groups).kafkaManager;
    const atTop = settingsOf().kafkaManager;

    it("is nothing at the top, where CMAK is by itself", () => {
        assert.deepEqual(
            [pathPrefix(atTop), healthPath(atTop), pathOptions(atTop), pathEnvironment(atTop)],
            ["", "/api/health", [], []],
        );
    });

    it("moves CMAK, and with it what is open without a password", () => {
        assert.equal(pathPrefix(below), "/ops/kafka");
        assert.equal(healthPath(below), "/ops/kafka/api/health");
        assert.deepEqual(pathOptions(below), [
            "-Dplay.http.context=/ops/kafka",
            "-DbasicAuthentication.excluded.0=/ops/kafka/api/health",
        ]);
        assert.deepEqual(pathEnvironment(below), [{ name: "CONSOLE_PATH", value: "/ops/kafka" }]);
    });
});

describe("a console below a path", () => {
    let deployment: Deployment;
    let container: Json;
    let sandbox: Sandbox;
    let server: Server;
    let asked: string[];
    before(async () => {
        deployment = await kafkaManager(groups);
        container = named(podOf(find(deployment, "Deployment", "kafka-manager")), "kafka-manager", "containers");
    });
    beforeEach((done) => {
        sandbox = new Sandbox();
        asked = [];
        server = createServer((request, response) => {
            asked.push(request.url ?? "");
            response.writeHead(200).end('{"brokers":[0]}');
        }).listen(0, "127.0.0.1", done);
    });
    afterEach((done) => {
        sandbox.remove();
        server.close(done);
        server.closeAllConnections();
    });
    it("is started, asked for its health and addressed there", async () => {
        const java = text(environmentOf(container)["JAVA_OPTS"]).split(" ");
        assert.deepEqual(java.slice(-2), [
            "-Dplay.http.context=/ops/kafka",
            "-DbasicAuthentication.excluded.0=/ops/kafka/api/health",
        ]);
        assert.equal(at(container, "livenessProbe", "httpGet", "path"), "/ops/kafka/api/health");
        assert.equal(
            await outputOf(deployment, "url"),
            "http://kafka-manager.apps.svc.example.internal:9000/ops/kafka",
        );
    });

    /** Runs a script with the environment of its container, asking the console of this spec. */
    const run = async (name: string, environment: ReturnType<typeof environmentOf>): Promise<number> => {
        const plain = Object.entries(environment).filter(
            (variable): variable is [string, string] => typeof variable[1] === "string",
        );
        const port = String((server.address() as AddressInfo).port);
        writeFileSync(sandbox.path("username"), "admin");
        writeFileSync(sandbox.path("password"), "secret");
        const ran = await sandbox.run(["/bin/bash", scriptFile("kafkaManager", name)], {
            ...Object.fromEntries(plain),
            CONSOLE_PORT: port,
            MANAGER_HOST: "127.0.0.1",
            MANAGER_PORT: port,
            CREDENTIALS_DIRECTORY: sandbox.directory,
            ...virtualTime(),
        });
        return ran.code;
    };

    it("is asked there whether it is ready", async () => {
        assert.equal(await run("main-actor-answers.sh", environmentOf(container)), 0);
        assert.deepEqual(asked, ["/ops/kafka/api/status/clusters"]);
    });

    it("is asked there for the brokers by the Job that registers the cluster, which another path makes anew", async () => {
        new ZooKeeperFiles(sandbox).create("/kafka/brokers/ids/0");
        const registrar = containerOf(deployment, "Job", "kafka-manager-register", "register");
        assert.equal(await run("register.sh", environmentOf(registrar)), 0);
        assert.deepEqual(asked, ["/ops/kafka/api/status/kafka/brokers"]);
        const name = (from: Deployment): Json | undefined =>
            at(find(from, "Job", "kafka-manager-register").inputs, "metadata", "name");
        assert.notEqual(name(deployment), name(await kafkaManager()));
    });
});
