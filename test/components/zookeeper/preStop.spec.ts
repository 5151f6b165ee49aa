import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Sandbox, virtualTime } from "../bash";
import { script, scriptsDirectory, servers } from "./servers";

describe("the preStop hook of a ZooKeeper server", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** How many pauses the second of so many members made, or the only one; `later` is who serves after the first. */
    const pauses = async (members: number, serving: readonly string[], later = serving): Promise<number> => {
        const ids = Array.from({ length: members }, (_, index) => index + 1);
        const list = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, { members: ids }]));
        const then = new Sandbox();
        servers(then, list(later));
        rmSync(sandbox.path("servers"), { recursive: true, force: true });
        rmSync(sandbox.path("asked"), { force: true });
        writeFileSync(sandbox.path("slept"), "");
        servers(sandbox, list(serving));
        const ran = await sandbox.run(script("pre-stop.sh"), {
            CLIENT_PORT: "2181",
            PRE_STOP_SECONDS: "3",
            HOSTNAME: members === 1 ? "zookeeper-0" : "zookeeper-1",
            CONFIG_DIRECTORY: scriptsDirectory,
            ...virtualTime(
                `cp ${then.path("servers")}/* ${sandbox.path("servers")}/; echo "$1" >> ${sandbox.path("slept")}`,
            ),
        });
        then.remove();
        assert.deepEqual(
            { stdout: ran.stdout, stderr: ran.stderr, code: ran.code },
            { stdout: "", stderr: "", code: 0 },
        );
        return readFileSync(sandbox.path("slept"), "utf8").split("\n").length - 1;
    };
    /** Whom it asked whether they serve. */
    const asked = (): string[] =>
        existsSync(sandbox.path("asked"))
            ? readFileSync(sandbox.path("asked"), "utf8")
                  .trim()
                  .split("\n")
                  .filter((line) => line.startsWith("srvr"))
            : [];

    it("is given at once where the others are a majority", async () => {
        assert.equal(await pauses(3, ["self", "zookeeper-0", "zookeeper-2"]), 0);
        assert.deepEqual(asked(), ["srvr self", "srvr zookeeper-0", "srvr zookeeper-2"]);
        assert.equal(await pauses(5, ["self", "zookeeper-0", "zookeeper-2", "zookeeper-4"]), 0);
    });

    it("waits for a server that is not in sync, and is given when it is", async () => {
        const all = ["self", "zookeeper-0", "zookeeper-2"];
        assert.equal(await pauses(3, ["self", "zookeeper-0"], all), 1);
    });

    for (const [members, serving] of [
        [3, ["self", "zookeeper-0"]],
        [4, ["self", "zookeeper-0", "zookeeper-2"]],
        [5, ["self", "zookeeper-0", "zookeeper-2"]],
    ] as const) {
        it(`waits with ${serving.length} of ${members} serving, until the bound`, async () => {
            assert.ok((await pauses(members, serving)) > 1);
        });
    }

    it("is given at once without a majority: there is none to lose", async () => {
        assert.equal(await pauses(3, ["zookeeper-0"]), 0);
    });

    for (const members of [1, 2]) {
        it(`is given at once in an ensemble of ${members}, which asks nobody`, async () => {
            assert.equal(await pauses(members, ["self"]), 0);
            assert.deepEqual(asked(), []);
        });
    }

    it("is given at once to a server that is no member", async () => {
        servers(sandbox, { self: { members: [1, 3] } });
        const ran = await sandbox.run(script("pre-stop.sh"), {
            CLIENT_PORT: "2181",
            PRE_STOP_SECONDS: "3",
            HOSTNAME: "zookeeper-1",
            CONFIG_DIRECTORY: scriptsDirectory,
        });
        assert.equal(ran.code, 0);
        assert.deepEqual(asked(), []);
    });
});
