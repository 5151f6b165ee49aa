import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { closedPort, Sandbox, scriptFile, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { standIn, start } from "./startScript";

describe("start.sh as the container's first process", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        standIn(sandbox);
    });
    afterEach(() => {
        sandbox.remove();
    });

    const serving = { srvr: "Zookeeper version: 3.8.6\nMode: follower\n" };
    /** A broker that is up, and after the signal does this. */
    const broker = (asked: string): string =>
        `trap 'trap "" TERM; echo asked; ${asked}' TERM; touch ${sandbox.path("up")}; while :; do /bin/sleep 0.02; done`;
    /** Takes its time for its shutdown: 120 s on the script's clock. */
    const slow = (): string =>
        broker(`until [ "$(grep -c . ${sandbox.path("pauses")})" -ge 40 ]; do /bin/sleep 0.02; done; exit 143`);

    /** Starts a broker and asks it to stop once it is up. */
    const stop = async (zooKeeper: string, server: string, times = 1): Promise<Ran> => {
        writeFileSync(sandbox.path("server.properties"), `a=b\nzookeeper.connect=${zooKeeper}\n`);
        writeFileSync(sandbox.path("pauses"), "");
        rmSync(sandbox.path("up"), { force: true });
        sandbox.stub("kafka-server-start.sh", server);
        const signals = `for time in $(seq ${times}); do kill -TERM $first; /bin/sleep 0.02; done`;
        const kubelet = `/bin/bash ${scriptFile("kafka", "start.sh")} & first=$!
            until [ -e ${sandbox.path("up")} ]; do /bin/sleep 0.02; done; ${signals}; wait $first`;
        return start(
            sandbox,
            "kafka-0",
            {
                CONFIG_DIRECTORY: sandbox.directory,
                ...virtualTime(`echo "$1" >> ${sandbox.path("pauses")}`),
            },
            ["/bin/bash", "-c", kubelet],
        );
    };
    /** Seconds that it waited on its clock. */
    const waited = (): number =>
        readFileSync(sandbox.path("pauses"), "utf8")
            .split("\n")
            .reduce((sum, pause) => sum + Number(pause), 0);
    const killed = {
        code: 137,
        stdout:
            "asked\n" + "start.sh: ZooKeeper has not served for 30 s: kills the broker, whose shutdown waits for it\n",
        stderr: "",
    };

    it("ends with the broker and its code, and asks ZooKeeper nothing before the signal", async () => {
        let asked = 0;
        const port = await sandbox.listen(() => asked++);
        writeFileSync(sandbox.path("server.properties"), `zookeeper.connect=127.0.0.1:${port}\n`);
        for (const [end, code] of [
            ["exit 0", 0],
            ["exit 3", 3],
            ["kill -KILL $$", 137],
        ] as const) {
            sandbox.stub("kafka-server-start.sh", `/bin/sleep 0.2; ${end}`);
            const environment = {
                CONFIG_DIRECTORY: sandbox.directory,
                ...virtualTime(`touch ${sandbox.path("slept")}`),
            };
            assert.deepEqual(await start(sandbox, "kafka-0", environment), { code, stdout: "", stderr: "" });
        }
        assert.ok(asked === 0 && !existsSync(sandbox.path("slept")));
    });

    it("hands the signal on, and still ends with the broker's code", async () => {
        const port = await sandbox.zooKeeper(serving);
        const ran = await stop(`127.0.0.1:${port}/kafka`, broker("exit 7"));
        assert.deepEqual(ran, { code: 7, stdout: "asked\n", stderr: "" });
    });

    it("gives the broker all its time while one server serves, and watches once however often it is asked to stop", async () => {
        const port = await sandbox.zooKeeper(serving);
        const connect = `127.0.0.1:${await closedPort()},127.0.0.1:${port}/kafka`;
        assert.deepEqual(await stop(connect, slow(), 5), { code: 143, stdout: "asked\n", stderr: "" });
        assert.ok(waited() >= 120);
    });

    it("kills the broker 30 s after the ensemble is gone", async () => {
        const connect = `127.0.0.1:${await closedPort()},127.0.0.1:${await closedPort()}/kafka`;
        assert.deepEqual(await stop(connect, broker(":")), killed);
        assert.equal(waited(), 30);
    });

    it("takes a server without a quorum, and one that has no name, for none that serves", async () => {
        const lost = "This ZooKeeper instance is not currently serving requests\n";
        const port = await sandbox.zooKeeper({ srvr: lost });
        assert.deepEqual(await stop(`127.0.0.1:${port},zookeeper-0.invalid:2181/kafka`, broker(":")), killed);
    });

    it("counts the 30 s anew whenever ZooKeeper has served", async () => {
        let looks = 0;
        const port = await sandbox.listen((socket) => {
            looks++;
            socket.end(looks % 9 === 0 ? serving.srvr : "");
        });
        assert.equal((await stop(`127.0.0.1:${port}`, slow())).code, 143);
        assert.ok(looks >= 39);
    });

    it("waits two seconds at the most for a server that says nothing", async () => {
        const port = await sandbox.listen((socket) => socket.resume());
        writeFileSync(sandbox.path("server.properties"), `zookeeper.connect=127.0.0.1:${port}\n`);
        const look = `. ${scriptFile("kafka", "functions.sh")}; zookeeper_serves; echo "$? after $SECONDS s"`;
        const { stdout } = await start(sandbox, "kafka-0", { CONFIG_DIRECTORY: sandbox.directory }, [
            "/bin/bash",
            "-c",
            look,
        ]);
        assert.match(stdout, /^1 after [23] s\n$/);
    });
});
