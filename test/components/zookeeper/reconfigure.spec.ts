import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { zooServers } from "../../../model/names";
import { Sandbox, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { dns, script, scriptsDirectory, servers } from "./servers";
import type { Serving } from "./servers";

describe("the Job that changes the members of an ensemble", () => {
    let sandbox: Sandbox;
    beforeEach(() => {
        sandbox = new Sandbox();
    });
    afterEach(() => {
        sandbox.remove();
    });

    /** Runs it for so many servers; `then` is what they answer after the first reconfiguration, `said` what ZooKeeper's shell prints. */
    const reconfigure = async (
        wanted: number,
        serving: Readonly<Record<string, Serving>>,
        then: Readonly<Record<string, Serving>> = serving,
        said = "",
        enough?: (stdout: string) => boolean,
    ): Promise<Ran> => {
        const later = new Sandbox();
        servers(later, then);
        servers(sandbox, serving);
        sandbox.stub(
            "zkCli.sh",
            `{ echo "$*"; cat; } >>${sandbox.path("commands")}; echo '${said}'; cp ${later.path("servers")}/* ${sandbox.path("servers")}/`,
        );
        writeFileSync(sandbox.path("password"), "secret");
        const ran = await sandbox.run(
            script("reconfigure.sh"),
            {
                SERVERS: zooServers(dns, wanted),
                SUPER_PASSWORD_FILE: sandbox.path("password"),
                CLIENT_PORT: "2181",
                SCRIPTS_DIRECTORY: scriptsDirectory,
                ...virtualTime(),
            },
            enough,
        );
        later.remove();
        return ran;
    };
    const commands = (): string =>
        existsSync(sandbox.path("commands")) ? readFileSync(sandbox.path("commands"), "utf8") : "";
    const all = (names: readonly number[], serving: Serving): Record<string, Serving> =>
        Object.fromEntries(names.map((ordinal) => [`zookeeper-${ordinal}`, serving]));
    const told = (ran: Ran): string[] =>
        ran.stdout
            .trim()
            .split("\n")
            .map((line) => line.slice(9));

    it("does nothing where the members are those that are wanted", async () => {
        const ran = await reconfigure(3, all([0, 1, 2], { members: [1, 2, 3], version: "0" }));
        assert.deepEqual([ran.code, ran.stderr, told(ran)], [0, "", ["the members are 1 2 3"]]);
        assert.equal(commands(), "");
    });

    it("adds all new servers in one step, as its super user, and looks what came of it", async () => {
        const ran = await reconfigure(
            3,
            all([0, 1, 2], { members: [1] }),
            all([0, 1, 2], { members: [1, 2, 3], version: "4" }),
        );
        const line = (id: number) => `server.${id}=zookeeper-${id - 1}.${dns}:2888:3888:participant;2181`;
        assert.equal(ran.code, 0);
        assert.equal(
            commands(),
            `-server zookeeper-0.${dns}:2181\naddauth digest super:secret\nreconfig -add ${line(2)},${line(3)}\n`,
        );
        assert.equal(told(ran).at(-1), "the members are 1 2 3");
        assert.ok(!ran.stdout.includes("secret"));
    });

    it("takes out those that are not wanted, by a server that stays", async () => {
        await reconfigure(
            1,
            all([0, 1, 2, 3, 4], { members: [1, 2, 3, 4, 5] }),
            all([0], { members: [1], version: "4" }),
        );
        assert.match(commands(), new RegExp(`^-server zookeeper-0\\.${dns}:2181\n.*\nreconfig -remove 2,3,4,5\n$`));
    });

    it("waits for new servers that do not follow yet", async () => {
        const enough = (said: string) => said.includes("waiting");
        const ran = await reconfigure(3, all([0, 1], { members: [1] }), {}, "", enough);
        assert.deepEqual(told(ran), ["waiting until these serve: zookeeper-2"]);
        assert.equal(commands(), "");
    });

    it("takes nobody out while one that stays does not serve", async () => {
        const enough = (said: string) => said.includes("waiting");
        const ran = await reconfigure(3, all([0, 2, 3, 4], { members: [1, 2, 3, 4, 5] }), {}, "", enough);
        assert.deepEqual(told(ran), ["waiting until these serve: zookeeper-1"]);
        assert.equal(commands(), "");
    });

    it("waits where no server serves, or all have a fixed list still", async () => {
        for (const serving of [{}, all([0, 1, 2], { fixed: 3 })]) {
            const ran = await reconfigure(3, serving, serving, "", (said) => said.includes("waiting"));
            assert.match(ran.stdout, /waiting for an ensemble that tells its members/);
            assert.equal(commands(), "");
        }
    });

    it("says what ZooKeeper answers to a change that it refuses, and tries again", async () => {
        writeFileSync(sandbox.path("commands"), "");
        const refusal = "KeeperErrorCode = NewConfigNoQuorum";
        const ran = await reconfigure(
            3,
            all([0, 1, 2], { members: [1] }),
            all([0, 1, 2], { members: [1] }),
            refusal,
            () => commands().split("addauth").length > 2,
        );
        assert.ok(told(ran).includes(`ZooKeeper says: ${refusal}`));
    });
});
