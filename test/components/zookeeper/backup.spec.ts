import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { zooServers } from "../../../model/names";
import { Sandbox, scriptFile, timeless, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { dns, member, script, servers } from "./servers";
import type { Serving } from "./servers";
import { zkServer } from "./zkServer";

const zxid = "000000010000001f";

describe("the Job that takes a backup of the ensemble", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        for (const directory of ["config", "backups"]) {
            mkdirSync(sandbox.path(directory));
        }
        for (const name of ["functions.sh", "standalone.sh"]) {
            copyFileSync(scriptFile("zookeeper", name), sandbox.path(`config/${name}`));
        }
        writeFileSync(sandbox.path("config/zoo.cfg"), "dataDir=/data\ndataLogDir=/datalog\nreconfigEnabled=true\n");
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** Runs it beside an ensemble; `sent` is the last transaction in what the leader sends, `starts` whether a server starts at all. */
    const backup = async (
        serving: Readonly<Record<string, Serving>> = { "zookeeper-1": { members: [1, 2, 3] } },
        { sent = "10000001f", starts = true, keep = 2, busy = "" } = {},
        enough?: (stdout: string) => boolean,
    ): Promise<Ran> => {
        servers(sandbox, serving, busy);
        zkServer(sandbox, sent, starts);
        return sandbox.run(
            script("backup.sh"),
            {
                SERVERS: zooServers(dns, 3),
                OBSERVER_ID: "100",
                HOSTNAME: "zookeeper-backup-1",
                CLIENT_PORT: "2181",
                FOLLOWER_PORT: "2888",
                ELECTION_PORT: "3888",
                CONFIG_DIRECTORY: sandbox.path("config"),
                BACKUPS_DIRECTORY: sandbox.path("backups"),
                KEEP: String(keep),
                ...virtualTime(),
            },
            enough,
        );
    };
    const kept = (): string[] =>
        readdirSync(sandbox.path("backups"))
            .filter((name) => name !== ".lock")
            .sort();
    const older = (...days: readonly number[]): void => {
        for (const day of days) {
            writeFileSync(sandbox.path(`backups/zookeeper-2020010${day}T030000Z-0000000000000001.tar.gz`), "older");
        }
    };

    it("packs what the leader sends, and names it by the time and the last transaction in it", async () => {
        const ran = await backup();
        assert.deepEqual([ran.code, ran.stderr], [0, ""]);
        const [name = "", ...others] = kept();
        assert.deepEqual(others, []);
        assert.match(name, new RegExp(`^zookeeper-\\d{8}T\\d{6}Z-${zxid}\\.tar\\.gz$`));
        const content = execFileSync("tar", ["-tzf", sandbox.path(`backups/${name}`)], { encoding: "utf8" });
        assert.ok(content.split("\n").includes("data/version-2/snapshot.10000001f"), content);
        assert.equal(timeless(ran.stdout).split(":")[0], name);
    });

    it("asks its own server once, which may be too busy for a second answer", async () => {
        const ran = await backup(undefined, { busy: "self" });
        assert.deepEqual([ran.code, ran.stderr], [0, ""]);
        assert.match(timeless(ran.stdout), new RegExp(`-${zxid}\\.tar\\.gz: 5 nodes, \\d+ bytes\n$`));
    });

    it("goes by no server of the ensemble that does not say where it is", async () => {
        const ran = await backup(undefined, { busy: "zookeeper-1" }, (said) => said.includes("waiting"));
        assert.equal(timeless(ran.stdout), "waiting for an ensemble that serves and tells its members\n");
        assert.deepEqual(kept(), [".work"]);
    });

    it("joins as an observer that is in nobody's list, with an id beyond all others and directories of its own", async () => {
        await backup();
        const lines = readFileSync(sandbox.path("observer.list"), "utf8").trim().split("\n");
        const own = "server.100=zookeeper-backup-1:2888:3888:observer;127.0.0.1:2181";
        assert.deepEqual(lines, [...[1, 2, 3].map((id) => member(id)), own]);
        assert.equal(readFileSync(sandbox.path("observer.myid"), "utf8"), "100\n");
        const configuration = readFileSync(sandbox.path("observer.cfg"), "utf8");
        assert.match(configuration, /^reconfigEnabled=true$/m);
        assert.doesNotMatch(configuration, /=\/data/);
    });

    it("keeps the newest, and says what goes", async () => {
        older(1, 2, 3);
        const ran = await backup();
        assert.equal(ran.code, 0);
        assert.deepEqual(kept().slice(0, -1), ["zookeeper-20200103T030000Z-0000000000000001.tar.gz"]);
        assert.match(ran.stdout, /zookeeper-20200101T030000Z-0000000000000001\.tar\.gz: removed, 2 are kept/);
    });

    it("fails where the archive ends before the ensemble was when it began, and no older one goes", async () => {
        older(1, 2, 3);
        const ran = await backup(undefined, { sent: "100000002" });
        assert.equal(ran.code, 1);
        assert.match(ran.stderr, /the archive ends at 0000000100000002, and the ensemble was at 0000000100000010/);
        assert.equal(kept().length, 3);
    });

    it("fails with what its server said where that does not start", async () => {
        older(1, 2, 3);
        const ran = await backup(undefined, { starts: false });
        assert.equal(ran.code, 1);
        assert.match(ran.stderr, /no such server\n/);
        assert.match(ran.stderr, /no server of the ensemble has sent its tree/);
        assert.equal(kept().length, 3);
    });

    it("waits for an ensemble that serves, and says so once", async () => {
        const ran = await backup({}, {}, (said) => said.includes("waiting"));
        assert.equal(ran.code, -1);
        assert.equal(timeless(ran.stdout), "waiting for an ensemble that serves and tells its members\n");
    });

    it("removes what one left that was killed", async () => {
        mkdirSync(sandbox.path("backups/.work/data/version-2"), { recursive: true });
        writeFileSync(sandbox.path("backups/.work/data/version-2/snapshot.5"), "");
        writeFileSync(sandbox.path("backups/.part"), "half");
        assert.equal((await backup()).code, 0);
        assert.equal(kept().length, 1);
        assert.ok(!existsSync(sandbox.path("backups/.work")));
    });
});
