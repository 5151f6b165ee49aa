import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { closedPort, Sandbox, scriptFile, virtualTime } from "../bash";
import type { Ran } from "../bash";
import { behind, reassigned } from "./partitions";

const dns = "kafka-headless.apps.svc.example.internal";

/** The cluster as broker 1 of three finds it. */
interface World {
    /** What `kafka-topics.sh` says; undefined where it fails. */
    readonly behind?: string | undefined;
    /** Brokers that have a pod, by their names in DNS. */
    readonly pods?: readonly number[];
    /** Brokers that listen. */
    readonly open?: readonly number[];
    /** Of so many looks at ZooKeeper one finds that it serves; undefined where none does. */
    readonly serves?: number | undefined;
    /** Brokers that ZooKeeper lists; undefined where its shell gets no answer. */
    readonly registered?: readonly number[] | undefined;
    /** Brokers that have said that they leave; this one follows by itself. */
    readonly leavers?: readonly number[];
    /** Seconds since the registration of each broker, by its id; negative where its clock is ahead. */
    readonly ages?: Readonly<Record<number, number>>;
}

interface Asked {
    /** What the world becomes in the first pause. */
    readonly later?: World;
    /** The broker that wants to leave. */
    readonly id?: number;
    /** Where it listens. */
    readonly port?: number;
    /** Seconds that it waits at the most. */
    readonly bound?: number;
    /** Seconds for which clients keep an address. */
    readonly kept?: number;
    /** What else its container knows. */
    readonly environment?: Readonly<Record<string, string>>;
}

const well: World = { serves: 1, behind: "", pods: [0, 1, 2], open: [0, 1, 2], registered: [0, 1, 2], leavers: [] };
/** Broker 0 is out, and everybody knows. */
const missed = behind("a", "0,1,2", "1,2");

describe("pre-stop.sh", () => {
    let sandbox: Sandbox;
    let open: number;
    beforeEach(async () => {
        sandbox = new Sandbox();
        open = await sandbox.listen((socket) => socket.resume());
        mkdirSync(sandbox.path("disk"));
        writeFileSync(sandbox.path("server.properties"), "a=b\nzookeeper.connect=zk-0:2181,zk-1:2181/kafka\n");
        const { directory } = sandbox;
        sandbox.stub(
            "kafka-topics.sh",
            `echo topics >> ${directory}/tools\n[ -e ${directory}/behind ] && cat ${directory}/behind`,
        );
        sandbox.stub(
            "zookeeper-shell.sh",
            `echo "zookeeper $1" >> ${directory}/tools
             while read -r line; do
               echo "$line" >> ${directory}/told
               case "$line" in get*) cat "${directory}/registration-$(basename "$line")" ;; esac
             done
             [ -e ${directory}/registered ] && cat ${directory}/registered`,
        );
        sandbox.stub("date", `[ "$*" = +%s ] && echo $((1700000000 + $(grep -c . ${directory}/passed)))`);
        writeFileSync(sandbox.path("passed"), "");
        sandbox.stub("getent", `[ "$1" = hosts ] && grep -qx "$2" ${directory}/pods`);
        // The script opens ports through a bash of its own, which \`timeout\` can end. Of ZooKeeper only the second server is there.
        sandbox.stub(
            "bash",
            `case "$3:$4" in
               127.0.0.1:*) exec /bin/bash "$@" ;;
               zk-1:2181) echo . >> ${directory}/looks
                 [ -e ${directory}/serves ] || exit 1
                 [ $(($(grep -c . ${directory}/looks) % $(cat ${directory}/serves))) != 0 ] || echo 'Mode: follower' ;;
               *) grep -qx "$3" ${directory}/open ;;
             esac`,
        );
        writeFileSync(sandbox.path("meanwhile"), "");
    });
    afterEach(() => {
        sandbox.remove();
    });

    const list = (ids: readonly number[]): string => `[${ids.join(", ")}]`;
    const hosts = (ids: readonly number[]): string => ids.map((id) => `kafka-${id}.${dns}\n`).join("");

    /** Commands that make the sandbox show this world; they run at the first pause if given as `later`. */
    const commands = (world: World, id: number): string => {
        const all = { ...well, ...world };
        const { serves, behind: lines, pods = [], open: listening = [], registered, leavers = [], ages = {} } = all;
        const zooKeeper = registered && `${list(registered)}\n${list([...leavers, id])}\n`;
        const files = {
            serves,
            behind: lines,
            pods: hosts(pods),
            open: hosts(listening),
            registered: zooKeeper,
            ...Object.fromEntries(
                Object.entries(ages).map(([broker, age]) => [`registration-${broker}`, registration(age)]),
            ),
        };
        return Object.entries(files)
            .map(([name, text]) => {
                const path = sandbox.path(name);
                return text === undefined ? `rm -f ${path}\n` : `printf %s '${text}' > ${path}\n`;
            })
            .join("");
    };

    /** As a broker writes it (kafka BrokerIdZNode, version 5). */
    const registration = (age: number): string =>
        `{"features":{},"listener_security_protocol_map":{"INTERNAL":"PLAINTEXT"},"endpoints":["INTERNAL://kafka-0.${dns}:9092"],` +
        `"jmx_port":5555,"port":9092,"host":"kafka-0.${dns}","version":5,"timestamp":"${(1_700_000_000 - age) * 1000 + 321}"}\n`;

    const leave = async (
        world: World,
        { later, id = 1, port = open, bound = 300, kept = 0, environment = {} }: Asked = {},
    ): Promise<Ran> => {
        await sandbox.run(["/bin/bash", "-c", commands(world, id)]);
        writeFileSync(sandbox.path("meanwhile"), later === undefined ? "" : commands(later, id));
        return sandbox.run(["/bin/bash", scriptFile("kafka", "pre-stop.sh")], {
            POD_NAME: `kafka-${id}`,
            HEADLESS_DNS: dns,
            LISTENER_PORT: String(port),
            PRE_STOP_SECONDS: String(bound),
            CLIENT_ADDRESS_SECONDS: String(kept),
            CONTAINER_LOG: sandbox.path("log"),
            CONFIG_DIRECTORY: sandbox.directory,
            DATA_DIRECTORY: sandbox.path("disk"),
            SCRATCH_DIRECTORY: sandbox.path("scratch"),
            TOOLS_DIRECTORY: sandbox.directory,
            ...virtualTime(
                `. ${sandbox.path("meanwhile")}; echo "slept $1" >> ${sandbox.path("tools")}; seq "$1" >> ${sandbox.path("passed")}`,
            ),
            ...environment,
        });
    };
    const tools = (): string[] =>
        existsSync(sandbox.path("tools")) ? readFileSync(sandbox.path("tools"), "utf8").trim().split("\n") : [];
    const there = (name: string): boolean => existsSync(sandbox.path(name));
    const gone = { code: 0, stdout: "", stderr: "" };
    const given = async (...of: Parameters<typeof leave>): Promise<void> => {
        assert.deepEqual(await leave(...of), gone);
        assert.ok(!there("disk/stopped-early"));
    };

    const refused = async (world: World): Promise<void> => {
        const ran = await leave(world, { bound: 10 });
        assert.equal(ran.code, 1);
        assert.match(ran.stderr, /^stops early after \d+ s/);
        assert.ok(there("disk/stopped-early"));
    };

    it("lets a broker go when all is in sync, with one Java tool and no word to ZooKeeper", async () => {
        await given(well);
        assert.deepEqual(tools(), ["topics"]);
        assert.ok(there("scratch/stopping") && !there("disk/announced"));
    });

    it("asks the broker itself, by the name that its certificate is for, if it has one", async () => {
        sandbox.stub("kafka-topics.sh", `echo "$1 $2" >> ${sandbox.path("tools")}`);
        await given(well);
        await given(well, { environment: { TLS_DIRECTORY: sandbox.path("tls") } });
        assert.deepEqual(
            tools(),
            ["127.0.0.1", `kafka-1.${dns}`].map((host) => `--bootstrap-server ${host}:${open}`),
        );
    });

    it("lets a broker go that nobody misses: drained, or not in sync itself", async () => {
        await given({ ...well, behind: behind("a", "0,2", "0") + behind("b", "1,2", "2") });
        await given({ ...well, behind: "" }, { id: 3 });
    });

    it("lets a broker go at once that does not listen", async () => {
        await given({ ...well, behind: missed }, { port: await closedPort() });
        assert.deepEqual(tools(), []);
    });

    it("waits while a partition that it has in sync misses a copy, and goes once it has it", async () => {
        await given({ ...well, behind: missed }, { later: well });
        assert.deepEqual(tools().slice(0, 4), ["topics", "zookeeper zk-0:2181,zk-1:2181/kafka", "topics", "slept 3"]);
        assert.match(readFileSync(sandbox.path("log"), "utf8"), /^pre-stop.sh: waits: 1 partitions /);
        assert.equal(
            readFileSync(sandbox.path("told"), "utf8").split("ls /stopping\n")[0],
            "create /stopping\ncreate /stopping/1\nls /brokers/ids\n",
        );
        assert.ok(there("disk/announced"));
    });

    it("waits for an old copy that a reassignment is to remove: the new one is not in sync yet", async () => {
        await refused({ ...well, behind: reassigned("3,1,2", "1", { adding: "3", removing: "2" }) });
    });

    it("gives up at the bound, and leaves a mark on the disk", async () => {
        await refused({ ...well, behind: missed });
    });

    it("waits while it cannot ask the brokers", async () => {
        await refused({ ...well, behind: undefined });
        assert.match(readFileSync(sandbox.path("log"), "utf8"), /waits: \? partitions/);
    });

    it("waits while Kafka shows no topic, unless this broker holds no partition", async () => {
        sandbox.stub("kafka-topics.sh", `echo "Topic 'Optional[.*]' does not exist as expected"; exit 1`);
        await given(well);
        mkdirSync(sandbox.path("disk/logs/a-0"), { recursive: true });
        await refused(well);
    });

    describe("with a broker that has just died", () => {
        const dead: World = { ...well, open: [1, 2] };

        it("waits while the others still count on it", async () => {
            await refused(dead);
        });

        it("waits while nobody tells who is known to be out, of two as of one", async () => {
            for (const listening of [[1, 2], [1]]) {
                assert.equal((await leave({ ...well, open: listening, registered: undefined })).code, 1);
            }
        });

        it("goes when it listens again, or is known to be out and nobody misses it", async () => {
            await given(dead, { later: well });
            await given({ ...dead, registered: [1, 2] });
        });

        it("waits once it is known to be out and missed", async () => {
            await refused({ ...dead, registered: [1, 2], behind: missed });
        });

        it("waits for one of lower number without a pod: that is on its way", async () => {
            await refused({ ...dead, pods: [1, 2] });
        });

        it("takes a number above its own without a pod for the end of the set", async () => {
            await given({ ...well, pods: [0, 1], open: [0, 1] });
        });
    });

    describe("with clients that keep addresses for 30 s", () => {
        const kept = 30;
        const waited = (): number => tools().filter((tool) => tool === "slept 3").length * 3;

        it("goes at once where all others have theirs for longer", async () => {
            await given({ ...well, ages: { 0: 31, 2: 9000 } }, { kept });
            assert.deepEqual(tools(), ["topics", "zookeeper zk-0:2181,zk-1:2181/kafka"]);
            assert.equal(readFileSync(sandbox.path("told"), "utf8"), "get /brokers/ids/0\nget /brokers/ids/2\n");
            assert.ok(!there("disk/announced"));
        });

        it("waits for as long as the one that came last has not had its own", async () => {
            await given({ ...well, ages: { 0: 9000, 2: 10 } }, { kept });
            assert.equal(waited(), 21);
            assert.match(
                readFileSync(sandbox.path("log"), "utf8"),
                /^pre-stop.sh: waits: clients may keep an address that another broker no longer has for 20 s$/m,
            );
        });

        it("waits for nobody where all stop", async () => {
            await given({ ...well, ages: { 0: 1, 2: 1 } }, { kept, later: { ...well, leavers: [0, 2] } });
            assert.equal(waited(), 3);
        });

        it("waits for one that comes back meanwhile, but for 30 s in all at the most", async () => {
            await given({ ...well, ages: { 0: 9000, 2: 10 } }, { kept, later: { ...well, ages: { 0: -3 } } });
            assert.equal(waited(), 30);
        });

        it("does not trust a clock that is an hour ahead", async () => {
            await given({ ...well, ages: { 0: -3600 } }, { kept });
            assert.equal(waited(), 30);
        });

        it("begins once its partitions are safe, and goes without a mark when its own time ends", async () => {
            await given({ ...well, behind: missed }, { kept, later: { ...well, ages: { 0: -3600 } } });
            assert.equal(waited(), 33);
            rmSync(sandbox.path("tools"));
            await given({ ...well, ages: { 0: -3600 } }, { kept, bound: 12 });
            assert.equal(waited(), 9);
        });

        it("goes where nobody else is registered, or nobody answers", async () => {
            await given({ ...well, pods: [1], open: [1], registered: [1] }, { kept, id: 0 });
            await given({ ...well, registered: undefined }, { kept });
        });
    });

    describe("when all leave", () => {
        it("waits for nobody", async () => {
            await given({ ...well, behind: missed, leavers: [0, 2] });
        });

        it("takes those that have gone before for gone: not registered, and no pod", async () => {
            const last: World = { behind: missed, pods: [1], open: [1], registered: [1], leavers: [] };
            await given(last);
            await given({ ...last, pods: [1, 2], open: [1, 2], registered: [1, 2], leavers: [2] });
        });

        it("takes one with a pod for one that comes back", async () => {
            await refused({ behind: missed, pods: [0, 1], open: [1], registered: [1], leavers: [] });
        });

        it("waits as long as one of them stays", async () => {
            await refused({ ...well, behind: missed, leavers: [0] });
        });

        it("lets a single broker go", async () => {
            await given({ ...well, behind: missed, pods: [0], open: [0], registered: [0] }, { id: 0 });
        });
    });

    describe("without an ensemble", () => {
        const alone: World = { ...well, behind: missed, serves: undefined };

        it("goes after 15 s and without one Java tool, but leaves the mark", async () => {
            for (const world of [alone, { ...alone, behind: "" }, { ...alone, pods: [1], open: [1] }]) {
                rmSync(sandbox.path("disk"), { recursive: true });
                rmSync(sandbox.path("tools"), { force: true });
                mkdirSync(sandbox.path("disk"));
                const ran = await leave(world);
                assert.equal(ran.code, 1);
                assert.match(ran.stderr, /^stops early after 15 s, ZooKeeper does not answer\n$/);
                assert.deepEqual(new Set(tools()), new Set(["slept 3"]));
                assert.ok(there("disk/stopped-early"));
            }
            assert.match(readFileSync(sandbox.path("log"), "utf8"), /^pre-stop.sh: waits: ZooKeeper does not serve$/m);
        });

        it("lets a broker go at once that does not listen", async () => {
            await given(alone, { port: await closedPort() });
        });

        it("goes on as ever when it serves again, and counts anew then", async () => {
            await given(alone, { later: well });
            assert.deepEqual(tools(), ["slept 3", "topics"]);
            const ran = await leave({ ...alone, serves: 4 }, { bound: 100 });
            assert.match(ran.stderr, /^stops early after 102 s\n$/);
        });
    });

    it("does not wait for a ZooKeeper that serves but does not answer, but leaves the mark", async () => {
        const ran = await leave({ ...well, behind: missed, registered: undefined });
        assert.equal(ran.code, 1);
        assert.match(ran.stderr, /ZooKeeper does not answer/);
        assert.equal(tools().filter((tool) => tool.startsWith("zookeeper")).length, 3);
        assert.ok(there("disk/stopped-early"));
    });

    it("does not ask ZooKeeper where all is in sync", async () => {
        await given({ ...well, registered: undefined });
    });
});
