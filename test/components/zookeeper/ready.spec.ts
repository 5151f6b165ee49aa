import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { zooServers } from "../../../model/names";
import { texts } from "../../harness";
import { Sandbox } from "../bash";
import { containerOf, zooKeeper } from "../parts";

/** What the servers say of themselves, by name; the one that is asked about is `self`. */
type Modes = Readonly<Record<string, "leader" | "follower">>;

describe("the readiness of a ZooKeeper server", () => {
    let command: readonly string[];
    let sandbox: Sandbox;
    before(async () => {
        command = texts(
            containerOf(await zooKeeper(), "StatefulSet", "zookeeper", "zookeeper"),
            "readinessProbe",
            "exec",
            "command",
        );
    });
    beforeEach(() => {
        sandbox = new Sandbox();
        sandbox.stub(
            "nc",
            `host="$3"; [ "$host" = 127.0.0.1 ] && host=self
             sed -n "s/^\${host%%.*} /Mode: /p" ${sandbox.path("modes")}`,
        );
    });
    afterEach(() => {
        sandbox.remove();
    });

    const isReady = async (servers: number, modes: Modes): Promise<boolean> => {
        const lines = Object.entries(modes).map(([name, mode]) => `${name} ${mode}\n`);
        writeFileSync(sandbox.path("modes"), lines.join(""));
        const { code, stdout, stderr } = await sandbox.run(command, {
            CLIENT_PORT: "2181",
            ZOO_SERVERS: zooServers("zookeeper-headless.apps.svc.example.internal", servers),
        });
        assert.deepEqual({ stdout, stderr }, { stdout: "", stderr: "" });
        return code === 0;
    };

    it("is that it leads or follows", async () => {
        for (const servers of [1, 2, 3]) {
            assert.equal(await isReady(servers, { self: "leader" }), true);
            assert.equal(await isReady(servers, { self: "follower" }), true);
        }
    });

    it("is not given by the others, even if they have a quorum", async () => {
        assert.equal(await isReady(3, { "zookeeper-0": "leader", "zookeeper-1": "follower" }), false);
        assert.equal(await isReady(4, { "zookeeper-0": "leader", "zookeeper-1": "follower" }), false);
        assert.equal(await isReady(1, {}), false);
    });

    it("is given to the second of two while the first leads alone: that one restarts with the longer list only then", async () => {
        assert.equal(await isReady(2, { "zookeeper-0": "leader" }), true);
        assert.equal(await isReady(2, { "zookeeper-0": "follower" }), false);
        assert.equal(await isReady(2, {}), false);
    });
});
