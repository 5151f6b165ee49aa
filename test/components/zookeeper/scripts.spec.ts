import assert from "node:assert/strict";
import { closedPort, netcat, Sandbox } from "../bash";
import { script, scriptsDirectory } from "./servers";

describe("the probes of a ZooKeeper server", () => {
    let sandbox: Sandbox;
    before(() => {
        sandbox = new Sandbox();
        sandbox.stub("nc", netcat);
    });
    after(() => {
        sandbox.remove();
    });
    const probe = async (name: string, port: number): Promise<number> =>
        (await sandbox.run(script(name), { CLIENT_PORT: String(port), CONFIG_DIRECTORY: scriptsDirectory })).code;

    for (const mode of ["leader", "follower", "observer"]) {
        it(`a server that serves as ${mode} is alive and ready`, async () => {
            const port = await sandbox.zooKeeper({ ruok: "imok", srvr: `Zookeeper version: 3.8.6\nMode: ${mode}\n` });
            assert.equal(await probe("alive.sh", port), 0);
            assert.equal(await probe("ready.sh", port), 0);
        });
    }

    it("a server without a quorum is alive and not ready", async () => {
        const port = await sandbox.zooKeeper({
            ruok: "imok",
            srvr: "This ZooKeeper instance is not currently serving requests\n",
        });
        assert.equal(await probe("alive.sh", port), 0);
        assert.notEqual(await probe("ready.sh", port), 0);
    });

    it("a closed port is neither", async () => {
        const port = await closedPort();
        assert.notEqual(await probe("alive.sh", port), 0);
        assert.notEqual(await probe("ready.sh", port), 0);
    });
});
