import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { texts } from "../../harness";
import type { Json } from "../../harness";
import { closedPort, netcat, Sandbox } from "../bash";
import type { Ran } from "../bash";
import { containerOf, environmentOf, zooKeeper } from "../parts";

describe("a ZooKeeper server's scripts", () => {
    let container: Json;
    let sandbox: Sandbox;
    before(async () => {
        container = containerOf(await zooKeeper(), "StatefulSet", "zookeeper", "zookeeper");
        sandbox = new Sandbox();
        sandbox.stub("nc", netcat);
        sandbox.stub("entrypoint", 'echo "id=$ZOO_MY_ID args=$*"');
    });
    after(() => {
        sandbox.remove();
    });

    const start = async (hostname: string): Promise<Ran> =>
        sandbox.run(texts(container, "command"), { HOSTNAME: hostname, ENTRYPOINT: sandbox.path("entrypoint") });

    const probe = async (name: string, port: number): Promise<number> => {
        const command = texts(container, name, "exec", "command");
        return (await sandbox.run(command, { CLIENT_PORT: String(port), ZOO_SERVERS: "a" })).code;
    };

    for (const [hostname, id] of [
        ["zookeeper-0", 1],
        ["zookeeper-2", 3],
        ["zookeeper-10", 11],
        ["my-own-zookeeper-4", 5],
    ] as const) {
        it(`${hostname} starts as server ${id}`, async () => {
            const ran = await start(hostname);
            assert.deepEqual(ran, { code: 0, stdout: `id=${id} args=zkServer.sh start-foreground\n`, stderr: "" });
        });
    }

    it("keeps its configuration in a copy of the image's where the platform has chosen its user", async () => {
        const assigned = containerOf(
            await zooKeeper({ namespace: { assignsUsers: true } }),
            "StatefulSet",
            "zookeeper",
            "zookeeper",
        );
        const { CONFIG_COPY: copy } = environmentOf(assigned);
        assert.equal(copy, "/tmp/conf");
        const [image, written] = [join(sandbox.directory, "image"), join(sandbox.directory, "copy")];
        mkdirSync(image);
        writeFileSync(join(image, "logback.xml"), "<configuration/>");
        sandbox.stub("configured", 'echo "$ZOO_CONF_DIR $ZOOCFGDIR"; ls "$ZOO_CONF_DIR"');
        for (const time of ["at first", "again in the same pod"]) {
            const ran = await sandbox.run(texts(assigned, "command"), {
                HOSTNAME: "zookeeper-0",
                ENTRYPOINT: sandbox.path("configured"),
                ZOO_CONF_DIR: image,
                CONFIG_COPY: written,
            });
            assert.deepEqual(ran, { code: 0, stdout: `${written} ${written}\nlogback.xml\n`, stderr: "" }, time);
        }
    });

    it("leaves the configuration where the image has it otherwise", async () => {
        assert.equal(environmentOf(container)["CONFIG_COPY"], undefined);
        sandbox.stub("configured", 'echo "$ZOO_CONF_DIR"');
        const ran = await sandbox.run(texts(container, "command"), {
            HOSTNAME: "zookeeper-0",
            ENTRYPOINT: sandbox.path("configured"),
            ZOO_CONF_DIR: "/conf",
        });
        assert.deepEqual(ran, { code: 0, stdout: "/conf\n", stderr: "" });
    });

    for (const hostname of ["zookeeper", "zookeeper-", "zookeeper-1a"]) {
        it(`${hostname} does not start, and says why`, async () => {
            const ran = await start(hostname);
            assert.equal(ran.code, 1);
            assert.equal(ran.stderr, `cannot read the ordinal from the pod's name "${hostname}"\n`);
        });
    }

    it("a server with a quorum is alive and ready", async () => {
        const port = await sandbox.zooKeeper({ ruok: "imok", srvr: "Zookeeper version: 3.8.6\nMode: follower\n" });
        assert.equal(await probe("livenessProbe", port), 0);
        assert.equal(await probe("readinessProbe", port), 0);
    });

    it("a server without a quorum is alive and not ready", async () => {
        const port = await sandbox.zooKeeper({
            ruok: "imok",
            srvr: "This ZooKeeper instance is not currently serving requests\n",
        });
        assert.equal(await probe("livenessProbe", port), 0);
        assert.notEqual(await probe("readinessProbe", port), 0);
    });

    it("a closed port is neither", async () => {
        const port = await closedPort();
        assert.notEqual(await probe("startupProbe", port), 0);
        assert.notEqual(await probe("livenessProbe", port), 0);
        assert.notEqual(await probe("readinessProbe", port), 0);
    });
});
