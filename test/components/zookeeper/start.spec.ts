import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { Sandbox, scriptFile } from "../bash";
import type { Ran } from "../bash";
import { dns, member, script, servers } from "./servers";
import type { Serving } from "./servers";

describe("the start of a ZooKeeper server", () => {
    const digest = "super:D/InIHSb7yEEbrWz8b9l71RjZJU=";
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
        for (const directory of ["members", "data", "log", "config", "tmp"]) {
            mkdirSync(sandbox.path(directory));
        }
        writeFileSync(sandbox.path("digest"), digest);
        writeFileSync(sandbox.path("config/zoo.cfg"), "tickTime=2000\n");
        writeFileSync(
            sandbox.path("config/functions.sh"),
            readFileSync(scriptFile("zookeeper", "functions.sh"), "utf8"),
        );
        sandbox.stub("zkServer.sh", 'echo "$*"');
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** Starts a server where others serve; `initial` is how many servers begin an ensemble. */
    const start = async (
        hostname: string,
        others: Readonly<Record<string, Serving>> = {},
        initial = 3,
        enough?: (stdout: string) => boolean,
        nc?: string,
    ): Promise<Ran> => {
        servers(sandbox, others);
        if (nc !== undefined) {
            sandbox.stub("nc", nc);
            sandbox.stub("getent", "seq -f '10.0.0.%g STREAM pod' 6");
        }
        writeFileSync(sandbox.path("initial"), `${initial}`);
        return sandbox.run(
            script("start.sh"),
            {
                HOSTNAME: hostname,
                HEADLESS_DNS: dns,
                CLIENT_PORT: "2181",
                FOLLOWER_PORT: "2888",
                ELECTION_PORT: "3888",
                CONFIG_DIRECTORY: sandbox.path("config"),
                MEMBERS_DIRECTORY: sandbox.path("members"),
                DATA_DIRECTORY: sandbox.path("data"),
                LOG_DIRECTORY: sandbox.path("log"),
                INITIAL: sandbox.path("initial"),
                SUPER_DIGEST_FILE: sandbox.path("digest"),
                TMPDIR: sandbox.path("tmp"),
                SERVER_JVMFLAGS: "-Xms64m",
            },
            enough,
        );
    };
    /** The file of the list that the server starts with, and the list: `1 2 3*`, a star for an observer. */
    const started = (): readonly [string, string] => {
        const configuration = readFileSync(sandbox.path("members/zoo.cfg"), "utf8");
        const file = /^tickTime=2000\ndynamicConfigFile=(.*)\n$/.exec(configuration)?.[1] ?? "";
        const list = readFileSync(file, "utf8").trim().split("\n");
        const ids = list.map(
            (line) => `${/^server\.(\d+)=/.exec(line)?.[1] ?? line}${line.includes(":observer") ? "*" : ""}`,
        );
        return [file.slice(file.lastIndexOf("/") + 1), ids.join(" ")];
    };
    const keep = (name: string, ids: readonly number[]): void => {
        writeFileSync(sandbox.path(`members/${name}`), `${ids.map((id) => member(id)).join("\n")}\n`);
        writeFileSync(
            sandbox.path("members/zoo.cfg"),
            `tickTime=1\ndynamicConfigFile=${sandbox.path("members")}/${name}\n`,
        );
    };
    const life = (): void => {
        for (const directory of ["data", "log"]) {
            mkdirSync(sandbox.path(`${directory}/version-2`));
            writeFileSync(sandbox.path(`${directory}/version-2/file`), "");
        }
    };

    it("begins an ensemble with the first ones, where nobody serves", async () => {
        const ran = await start("zookeeper-2");
        assert.deepEqual(ran, { code: 0, stdout: `start-foreground ${sandbox.path("members/zoo.cfg")}\n`, stderr: "" });
        assert.deepEqual(started(), ["zoo.cfg.dynamic", "1 2 3"]);
        assert.equal(readFileSync(sandbox.path("data/myid"), "utf8"), "3\n");
        const list = readFileSync(sandbox.path("members/zoo.cfg.dynamic"), "utf8");
        assert.equal(list.split("\n")[0], `server.1=zookeeper-0.${dns}:2888:3888:participant;2181`);
    });

    it("asks all others at once, which may each swallow a question", async () => {
        const asked = sandbox.path("asked");
        const silent = `read -r word; echo "$word" >>${asked}
            until [ "$(grep -c conf ${asked})" -ge 6 ]; do /bin/sleep 0.02; done; exit 1`;
        const ran = await start("zookeeper-2", {}, 3, undefined, silent);
        assert.equal(ran.code, 0);
        assert.deepEqual(started(), ["zoo.cfg.dynamic", "1 2 3"]);
    });

    it("gives the digest of the super user to Java by a file of options, that only it may read", async () => {
        sandbox.stub("zkServer.sh", `echo "$SERVER_JVMFLAGS"; ${process.execPath} -p 'JSON.stringify(process.env)'`);
        const { code, stdout } = await start("zookeeper-0");
        const [flags = "", environment = ""] = stdout.split("\n");
        const options = sandbox.path("tmp/super.options");
        assert.equal(code, 0);
        assert.equal(flags, `-Xms64m @${options}`);
        assert.equal(readFileSync(options, "utf8"), `-Dzookeeper.DigestAuthenticationProvider.superDigest=${digest}\n`);
        assert.equal(statSync(options).mode & 0o777, 0o600);
        assert.ok(environment.includes("SUPER_DIGEST_FILE") && !environment.includes(digest));
        for (const file of readdirSync(sandbox.path("members"))) {
            assert.ok(!readFileSync(sandbox.path(`members/${file}`), "utf8").includes(digest));
        }
    });

    it("does not start without the digest: nobody could change the members", async () => {
        rmSync(sandbox.path("digest"));
        const { code, stdout } = await start("zookeeper-0");
        assert.deepEqual([code, stdout], [1, ""]);
    });

    it("begins none where it is not one of the first: it waits, and says so once", async () => {
        const ran = await start("zookeeper-1", {}, 1, (said) => said.includes("waits"));
        assert.equal(ran.code, -1);
        assert.equal(ran.stdout, "start.sh: waits for a server that serves: it joins an ensemble, and begins none\n");
        assert.ok(!existsSync(sandbox.path("members/zoo.cfg")));
    });

    it("joins as an observer where it is no member, and brings nothing of an earlier life", async () => {
        life();
        const ran = await start("zookeeper-3", { "zookeeper-0": { members: [1, 2, 3], version: "100000004" } });
        assert.equal(ran.code, 0);
        // Without a version: the leader's list replaces it.
        assert.deepEqual(started(), ["zoo.cfg.dynamic", "1 2 3 4*"]);
        for (const directory of ["data", "log"]) {
            assert.deepEqual(
                readdirSync(sandbox.path(directory)).filter((name) => name !== "myid"),
                ["version-2.left"],
            );
        }
    });

    it("keeps its data where it is a member", async () => {
        life();
        keep("zoo.cfg.dynamic.100000004", [1, 2, 3]);
        await start("zookeeper-0", { "zookeeper-2": { members: [1, 2, 3], version: "100000004" } });
        assert.deepEqual(started(), ["zoo.cfg.dynamic.100000004", "1 2 3"]);
        assert.ok(existsSync(sandbox.path("data/version-2/file")));
    });

    it("keeps its own list where nobody serves, whatever an ensemble would begin with", async () => {
        keep("zoo.cfg.dynamic.2f", [1, 2, 3, 4, 5]);
        writeFileSync(sandbox.path("members/zoo.cfg.dynamic.next"), "proposed");
        await start("zookeeper-0", {}, 1);
        assert.deepEqual(started(), ["zoo.cfg.dynamic.2f", "1 2 3 4 5"]);
        assert.ok(existsSync(sandbox.path("members/zoo.cfg.dynamic.next")));
    });

    it("takes the newest list of those that serve, and forgets what was proposed with its own", async () => {
        keep("zoo.cfg.dynamic.9", [1, 2, 3, 4, 5]);
        writeFileSync(sandbox.path("members/zoo.cfg.dynamic.next"), "proposed");
        await start("zookeeper-0", {
            "zookeeper-1": { members: [1, 2, 3], version: "1f" },
            "zookeeper-2": { members: [1, 2, 3, 4], version: "a" },
        });
        assert.deepEqual(started(), ["zoo.cfg.dynamic.1f", "1 2 3"]);
        assert.deepEqual(readdirSync(sandbox.path("members")).sort(), ["zoo.cfg", "zoo.cfg.dynamic.1f"]);
    });

    it("does not go back to an older list", async () => {
        keep("zoo.cfg.dynamic.1f", [1, 2, 3]);
        await start("zookeeper-0", { "zookeeper-1": { members: [1, 2, 3, 4, 5], version: "9" } });
        assert.deepEqual(started(), ["zoo.cfg.dynamic.1f", "1 2 3"]);
    });

    it("joins again where it was taken out while it was away", async () => {
        life();
        keep("zoo.cfg.dynamic.9", [1, 2, 3, 4, 5]);
        await start("zookeeper-4", { "zookeeper-0": { members: [1, 2, 3], version: "1f" } });
        assert.deepEqual(started(), ["zoo.cfg.dynamic", "1 2 3 5*"]);
        assert.ok(!existsSync(sandbox.path("data/version-2")));
    });

    it("takes over an ensemble with a fixed list, whose length the others tell", async () => {
        life();
        await start("zookeeper-2", { "zookeeper-0": { fixed: 3 }, "zookeeper-1": { fixed: 3 } }, 4);
        assert.deepEqual(started(), ["zoo.cfg.dynamic", "1 2 3"]);
        assert.ok(existsSync(sandbox.path("data/version-2/file")));
    });

    it("joins an ensemble with a fixed list that does not have it", async () => {
        await start("zookeeper-3", { "zookeeper-0": { fixed: 3 }, "zookeeper-1": { fixed: 3 } }, 4);
        assert.deepEqual(started(), ["zoo.cfg.dynamic", "1 2 3 4*"]);
    });

    for (const hostname of ["zookeeper", "zookeeper-", "zookeeper-1a"]) {
        it(`${hostname} does not start, and says why`, async () => {
            const ran = await start(hostname);
            assert.equal(ran.code, 1);
            assert.equal(ran.stderr, `cannot read the ordinal from the pod's name "${hostname}"\n`);
        });
    }
});
