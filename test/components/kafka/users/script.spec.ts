import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { userTask } from "../../../../components/kafka/users/jobs";
import { Sandbox, scriptFile, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { fakeTools } from "../tools";
import type { Answer } from "../tools";
import { granted, textOf } from "./acls";
import type { Acl } from "./acls";
import { failed, FakeZooKeeper, scram } from "./fakeZooKeeper";

const passwords = { "kafka-broker-1": "Pb7xQ2", "kafka-manager-1": "Pm9zR4", orders: "Po3kT8" };
const grants = [
    "CLUSTER kafka-cluster LITERAL User:orders IDEMPOTENT_WRITE",
    "GROUP * LITERAL User:orders READ",
    "TOPIC orders- PREFIXED User:orders READ",
    "TOPIC orders- PREFIXED User:orders WRITE",
    "TRANSACTIONAL_ID orders- PREFIXED User:orders DESCRIBE_CONFIGS",
];
const [cluster = granted(""), ...others] = grants.map(granted);

function hasPassword(text: string): boolean {
    return Object.values(passwords).some((password) => text.includes(password));
}

/** Fails so often at what fits, with these words, and then no more. */
function failing(times: number, answer: Answer, fits: (tool: string, args: readonly string[]) => boolean) {
    let left = times;
    return (tool: string, args: readonly string[]) => (fits(tool, args) && left-- > 0 ? answer : undefined);
}

describe("the scripts of the users", () => {
    let sandbox: Sandbox;
    let fake: FakeZooKeeper;
    let port: number;
    beforeEach(async () => {
        sandbox = new Sandbox();
        fake = new FakeZooKeeper();
        await fakeTools(sandbox, (tool, args) => fake.answer(tool, args));
        port = await sandbox.zooKeeper({ srvr: "Zookeeper version: 3.8.6\nMode: leader\n" });
        mkdirSync(sandbox.path("tmp"));
        mkdirSync(sandbox.path("passwords"));
        for (const [name, password] of Object.entries(passwords)) {
            writeFileSync(sandbox.path(join("passwords", name)), password);
        }
        // What every bash is called with, tools among them: bash reads this file first.
        writeFileSync(sandbox.path("trace.sh"), `{ printf '%s\\n' "$0" "$@" && export -p; } >>"$TRACE"\n`);
    });
    afterEach(() => {
        // Whatever has happened: none has seen a password but by its file.
        const trace = readFileSync(sandbox.path("trace"), "utf8").split("\n");
        sandbox.remove();
        assert.ok(trace.some((line) => line.endsWith("kafka-configs.sh")));
        assert.deepEqual(trace.filter(hasPassword), []);
    });

    const run = async (
        name: "write-users.sh" | "remove-users.sh",
        wanted: readonly string[] | "unheeded" = grants,
        enough?: (said: string) => boolean,
    ): Promise<Ran> => {
        const ran = await sandbox.run(
            ["/bin/bash", scriptFile("kafka", name)],
            {
                ...userTask("users", name, wanted === "unheeded" ? undefined : wanted).environment,
                PASSWORDS_DIRECTORY: sandbox.path("passwords"),
                ZOOKEEPER: `127.0.0.1:${port}/kafka`,
                LOG_DIR: sandbox.path("logs"),
                TMPDIR: sandbox.path("tmp"),
                TOOLS_DIRECTORY: sandbox.directory,
                TRACE: sandbox.path("trace"),
                BASH_ENV: sandbox.path("trace.sh"),
                ...virtualTime(),
            },
            enough,
        );
        assert.ok(!hasPassword(ran.stdout), ran.stdout);
        assert.equal(ran.stderr, "");
        return ran;
    };
    const write = async () => run("write-users.sh");
    const remove = async (wanted = grants) => run("remove-users.sh", wanted);
    const heeded = () => fake.acls.map(textOf).sort();
    const told = ({ stdout }: Ran) =>
        stdout
            .replace(/^\d\d:\d\d:\d\d /gm, "")
            .split("\n")
            .slice(0, -1);

    /** Users as they are once they are written. */
    const written = new Map(
        Object.entries(passwords).map(([name, password]) => [name, { "SCRAM-SHA-512": scram(password) }]),
    );

    describe("the first, which writes", () => {
        it("makes everybody known and grants everything, from nothing", async () => {
            const ran = await write();
            assert.equal(ran.code, 0);
            assert.deepEqual(fake.users, written);
            assert.deepEqual(heeded(), grants.map(granted).map(textOf).sort());
            assert.deepEqual(told(ran), [
                "user kafka-broker-1 is written",
                "user kafka-manager-1 is written",
                "user orders is written",
                "add: User:orders IdempotentWrite on CLUSTER kafka-cluster (LITERAL)",
                "add: User:orders Read on GROUP * (LITERAL)",
                "add: User:orders Read,Write on TOPIC orders- (PREFIXED)",
                "add: User:orders DescribeConfigs on TRANSACTIONAL_ID orders- (PREFIXED)",
                "every user is known, and has its grants",
            ]);
        });

        it("gives a user another password, and leaves his quotas", async () => {
            fake.places.set("/kafka", "");
            fake.users.set("orders", { "SCRAM-SHA-512": scram("old"), consumer_byte_rate: "1" });
            assert.equal((await write()).code, 0);
            assert.deepEqual(fake.users.get("orders"), {
                "SCRAM-SHA-512": scram(passwords.orders),
                consumer_byte_rate: "1",
            });
        });

        it("grants only what is missing, and asks once where nothing is", async () => {
            fake.places.set("/kafka", "");
            fake.acls = others;
            await write();
            assert.deepEqual(fake.asked.slice(-3), ["? grants", "add 1", "? grants"]);
            fake.asked.length = 0;
            await write();
            assert.deepEqual(fake.asked.slice(-2), ["write orders", "? grants"]);
        });

        it("takes nobody and nothing away: brokers that have not restarted still need it", async () => {
            fake.places.set("/kafka", "");
            const gone = { "SCRAM-SHA-512": scram("gone") };
            fake.users.set("kafka-broker-0", gone);
            const denial: Acl = { ...granted("TOPIC orders LITERAL User:orders READ"), permission: "DENY" };
            fake.acls = [denial, granted("TOPIC a LITERAL User:gone READ")];
            assert.equal((await write()).code, 0);
            assert.deepEqual(fake.users.get("kafka-broker-0"), gone);
            assert.equal(fake.acls.length, 2 + grants.length);
            assert.ok(heeded().includes(textOf(denial)));
        });

        it("makes the path of the brokers first, however often that fails", async () => {
            fake.instead = failing(
                2,
                [1, "KeeperErrorCode = ConnectionLoss for /kafka\n"],
                (tool) => tool === "zookeeper-shell",
            );
            const ran = await write();
            assert.equal(ran.code, 0);
            assert.ok(fake.places.has("/kafka"));
            assert.deepEqual(told(ran).slice(0, 3), [
                "not done yet: KeeperErrorCode = ConnectionLoss for /kafka",
                "not done yet: KeeperErrorCode = ConnectionLoss for /kafka",
                "user kafka-broker-1 is written",
            ]);
        });

        it("makes the places of users before the tool does, which would keep them for whoever it logs in as", async () => {
            const before: string[][] = [];
            fake.instead = (tool) => {
                if (tool === "configs") {
                    before.push([...fake.places].map(([path, data]) => `${path} ${data}`));
                }
                return undefined;
            };
            await write();
            const user = (name: string) => `/kafka/config/users/${name} {"version":1,"config":{}}`;
            assert.deepEqual(before[0], [
                " ",
                "/kafka ",
                "/kafka/config ",
                "/kafka/config/changes ",
                "/kafka/config/users ",
                ...Object.keys(passwords).map(user),
            ]);
        });

        it("writes nobody while a place is missing", async () => {
            fake.instead = failing(
                2,
                [0, "\n[kafka-broker-1, kafka-manager-1, orders-too]\n"],
                (tool) => tool === "zookeeper-shell",
            );
            const ran = await write();
            assert.equal(ran.code, 0);
            assert.equal(told(ran).filter((line) => line.startsWith("not done yet: ")).length, 2, ran.stdout);
            assert.ok(fake.places.has("/kafka/config/users/orders"));
        });

        it("says why something failed, and not which options Java was given", async () => {
            const answer: Answer = [1, "Picked up JAVA_TOOL_OPTIONS: -Dx=y\nWrong usage\n"];
            fake.instead = failing(1, answer, (tool) => tool === "configs");
            assert.deepEqual(told(await write())[0], "not done yet: Wrong usage");
        });

        it("keeps no grant for whoever it logs in as", async () => {
            const asked: (readonly string[])[] = [];
            fake.instead = (tool, args) => {
                if (tool === "acls") {
                    asked.push(args);
                }
                return undefined;
            };
            await write();
            assert.ok(asked.length > 0);
            for (const args of asked) {
                assert.ok(args.includes("zookeeper.set.acl=false"), args.join(" "));
            }
        });

        it("says without the password why it was refused, also where the tool shows it", async () => {
            const answer: Answer = [1, `Invalid credential property SCRAM-SHA-512=[password=${passwords.orders}]\n`];
            fake.instead = failing(2, answer, (_tool, args) => args.includes("--alter") && args.includes("orders"));
            const ran = await write();
            assert.equal(ran.code, 0);
            assert.equal(
                ran.stdout.split("not done yet: Invalid credential property SCRAM-SHA-512=[password=…]\n").length,
                3,
                ran.stdout,
            );
        });

        it("leaves no password behind", async () => {
            await write();
            const left = readdirSync(sandbox.path("tmp")).map((file) =>
                readFileSync(sandbox.path(join("tmp", file)), "utf8"),
            );
            assert.deepEqual(left.filter(hasPassword), []);
        });
    });

    describe("the second, which removes", () => {
        beforeEach(async () => {
            await write();
            fake.asked.length = 0;
        });

        it("finds nothing to remove after the first", async () => {
            const ran = await remove();
            assert.deepEqual([ran.code, told(ran)], [0, ["there is no other user, and no other grant"]]);
            assert.deepEqual(fake.asked, ["? users", "? grants"]);
            assert.deepEqual(fake.users, written);
            assert.equal(fake.acls.length, grants.length);
        });

        it("removes others, by whatever mechanism they log in, and leaves their quotas", async () => {
            fake.users.set("kafka-broker-0", { "SCRAM-SHA-512": scram("gone") });
            fake.users.set("by hand", { "SCRAM-SHA-256": scram("gone"), consumer_byte_rate: "1" });
            fake.users.set("CN=o'r, O=b", { "SCRAM-SHA-256": scram("gone"), "SCRAM-SHA-512": scram("gone") });
            fake.users.set("quota", { consumer_byte_rate: "1" });
            const ran = await remove();
            assert.equal(ran.code, 0);
            assert.deepEqual(
                fake.asked.filter((asked) => asked.startsWith("remove")),
                [
                    "remove kafka-broker-0 SCRAM-SHA-512",
                    "remove by hand SCRAM-SHA-256",
                    "remove CN=o'r, O=b SCRAM-SHA-256 SCRAM-SHA-512",
                ],
            );
            assert.deepEqual(told(ran).slice(0, 3), [
                "user kafka-broker-0 is removed",
                "user by hand is removed",
                "user CN=o'r, O=b is removed",
            ]);
            for (const [name, kept] of written) {
                assert.deepEqual(fake.users.get(name), kept);
            }
            assert.deepEqual(
                [fake.users.get("by hand"), fake.users.get("quota")],
                [{ consumer_byte_rate: "1" }, { consumer_byte_rate: "1" }],
            );
            assert.ok(!ran.stdout.includes("stored_key"), ran.stdout);
        });

        it("removes other grants, and denials, whoever made them", async () => {
            const wanted = heeded();
            const [first = granted("")] = others;
            fake.acls = [
                { ...first, permission: "DENY", host: "10.0.0.1" },
                ...fake.acls,
                { ...first, host: "10.0.0.1" },
                granted("TOPIC orders LITERAL User:gone DESCRIBE_CONFIGS"),
                { ...first, type: "GROUP", name: "a group, of mine", principal: "User:CN=a, O=b c" },
                { ...first, type: "DELEGATION_TOKEN", name: "token", operation: "DESCRIBE", pattern: "LITERAL" },
                { ...first, type: "USER", name: "User:x", operation: "CREATE_TOKENS", pattern: "LITERAL" },
                granted("CLUSTER kafka-cluster LITERAL User:gone ALL"),
            ];
            assert.equal((await remove()).code, 0);
            assert.deepEqual(heeded(), wanted);
        });

        it("takes every grant away where none is wanted, and adds none", async () => {
            assert.equal((await remove([])).code, 0);
            assert.deepEqual(fake.acls, []);
            assert.equal((await remove(grants)).code, 0);
            assert.deepEqual(fake.acls, []);
        });
    });

    for (const script of ["write-users.sh", "remove-users.sh"] as const) {
        describe(`${script}, when something fails`, () => {
            const begin = () => {
                fake.places.set("/kafka", "");
                fake.users.clear();
                fake.users.set("gone", { "SCRAM-SHA-512": scram("gone") });
                fake.acls = [granted("TOPIC orders LITERAL User:gone READ"), cluster];
            };
            beforeEach(begin);
            const isDone = () =>
                script === "write-users.sh"
                    ? grants.every((line) => heeded().includes(textOf(granted(line)))) && fake.users.has("orders")
                    : heeded().length === 1 && Object.keys(fake.users.get("gone") ?? { a: 1 }).length === 0;

            it("waits for ZooKeeper, and says so once", async () => {
                let away = 3;
                port = await sandbox.listen((socket) => {
                    socket.once("data", () =>
                        socket.end(
                            away-- > 0
                                ? "This ZooKeeper instance is not currently serving requests\n"
                                : "Mode: follower\n",
                        ),
                    );
                });
                const ran = await run(script);
                assert.deepEqual([ran.code, isDone()], [0, true]);
                assert.equal(ran.stdout.split("waiting for ZooKeeper at 127.0.0.1").length, 2, ran.stdout);
            });

            const exception = "kafka.zookeeper.ZooKeeperClientTimeoutException: Timed out waiting for connection";
            for (const [tool, argument] of [
                ["configs", "--alter"],
                ["configs", "--describe"],
                ["acls", "--list"],
                ["acls", "--add"],
                ["acls", "--remove"],
            ] as const) {
                const isUsed =
                    script === "write-users.sh"
                        ? argument !== "--describe" && argument !== "--remove"
                        : argument !== "--add";
                if (!isUsed) {
                    continue;
                }
                it(`tries again what failed twice at kafka-${tool}.sh ${argument}, and says why`, async () => {
                    const answer: Answer =
                        tool === "configs"
                            ? failed(exception)
                            : [
                                  1,
                                  `Error while executing ACL command: Timed out waiting for connection\n${exception}\n\tat a.B.c(B.java:1)\n`,
                              ];
                    fake.instead = failing(2, answer, (name, args) => name === tool && args.includes(argument));
                    const ran = await run(script);
                    assert.deepEqual([ran.code, isDone()], [0, true]);
                    const said = told(ran).filter((line) => line.startsWith("not done yet: "));
                    assert.equal(said.length, 2);
                    for (const line of said) {
                        assert.match(line, /: Timed out waiting for connection$/);
                    }
                });
            }

            it("may be killed at any line and run again", async () => {
                const whole = told(await run(script)).length;
                let killed = 0;
                for (let lines = 1; lines < whole; lines++) {
                    begin();
                    const first = await run(script, grants, (said) => said.split("\n").length > lines);
                    killed += Number(first.code === -1);
                    assert.equal((await run(script)).code, 0);
                    assert.ok(isDone(), `after ${lines} lines`);
                }
                assert.ok(killed > 0, "it was never killed");
            });

            it("leaves grants alone where brokers heed none", async () => {
                fake.instead = (tool) => (tool === "acls" ? [1, "nobody asks"] : undefined);
                const before = heeded();
                const ran = await run(script, "unheeded");
                assert.equal(ran.code, 0);
                assert.deepEqual(heeded(), before);
            });
        });
    }
});
