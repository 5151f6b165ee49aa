import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { topicLines } from "../../../../components/kafka/topics/lines";
import { topicsTask } from "../../../../components/kafka/topics/task";
import { Sandbox, scriptFile, timeless, virtualTime } from "../../bash";
import type { Ran } from "../../bash";
import { settingsOf } from "../../parts";
import { fakeTools } from "../tools";
import type { Answer } from "../tools";
import { Znodes } from "./znodes";

type Groups = Readonly<Record<string, unknown>>;

describe("the script of the topics", () => {
    let sandbox: Sandbox;
    let znodes: Znodes;
    let asked: readonly string[][];
    /** What the shell says instead, and what happens after it has answered. */
    let instead: (commands: readonly string[]) => Answer | undefined;
    let after: () => void;
    let port: number;
    beforeEach(async () => {
        sandbox = new Sandbox();
        znodes = new Znodes([undefined, undefined, undefined]);
        asked = [];
        instead = () => undefined;
        after = () => {
            znodes.elect();
        };
        await fakeTools(sandbox, (_tool, [address, ...commands]) => {
            assert.equal(address, `127.0.0.1:${port}/kafka`);
            asked = [...asked, commands.filter((command) => /^(create|set|delete)/.test(command))];
            const said = instead(commands) ?? ([0, znodes.shell(commands)] as const);
            after();
            return said;
        });
        port = await sandbox.zooKeeper({ srvr: "Zookeeper version: 3.8.6\nMode: leader\n" });
        mkdirSync(sandbox.path("tmp"));
    });
    afterEach(() => {
        sandbox.remove();
    });

    const run = async (topics: readonly Groups[], brokers: Groups = {}, attempts = 3): Promise<Ran> => {
        const settings = settingsOf({ topics, brokers });
        writeFileSync(sandbox.path("topics"), topicLines(settings.topics));
        const ran = await sandbox.run(["/bin/bash", scriptFile("kafka", "apply-topics.sh")], {
            ...topicsTask(settings.brokers).environment,
            TOPICS: sandbox.path("topics"),
            ZOOKEEPER: `127.0.0.1:${port}/kafka`,
            HOPELESS: "3",
            ATTEMPTS: String(attempts),
            LOG_DIR: sandbox.path("logs"),
            TMPDIR: sandbox.path("tmp"),
            TOOLS_DIRECTORY: sandbox.directory,
            ...virtualTime(),
        });
        assert.equal(ran.stderr, "");
        return ran;
    };
    const told = ({ stdout }: Ran) =>
        timeless(stdout)
            .split("\n")
            .filter((line) => line !== "");
    const changes = () => asked.flat();
    const orders = { name: "orders", partitions: 6, replication: 2, config: { "retention.ms": 1000 } };
    const done = "every topic is as it is to be: 1";

    it("makes a topic from nothing, and finds nothing to do the next time, with one question", async () => {
        const ran = await run([orders]);
        assert.equal(ran.code, 0);
        assert.deepEqual(told(ran), [
            "topic orders is made: 6 partitions, 2 copies",
            "writing to ZooKeeper: 5 commands",
            done,
        ]);
        assert.deepEqual(znodes.lists("orders"), [
            [0, 1],
            [1, 2],
            [2, 0],
            [0, 2],
            [1, 0],
            [2, 1],
        ]);
        assert.deepEqual(znodes.config("orders"), { "retention.ms": "1000" });
        // What Kafka reads (TopicZNode.decode); the id is the controller's to give (KafkaController.processTopicIds).
        assert.match(
            znodes.data("/brokers/topics/orders") ?? "",
            /^\{"version":3,"partitions":\{.*\},"adding_replicas":\{\},"removing_replicas":\{\}\}$/,
        );

        asked = [];
        assert.deepEqual(told(await run([orders])), [done]);
        assert.deepEqual(asked, [[]]);
    });

    it("gives a topic what the brokers' settings say where it says nothing", async () => {
        await run([{ name: "a" }], { config: { "num.partitions": 2, "default.replication.factor": 3 } });
        assert.deepEqual(
            znodes.lists("a").map((list) => list.length),
            [3, 3],
        );
    });

    it("takes a topic over without a change of what the file does not say", async () => {
        znodes.topic("orders", [[2, 0]], { "segment.ms": "77", "cleanup.policy": "compact" });
        const before = znodes.data("/brokers/topics/orders");
        const ran = await run([{ name: "orders" }]);
        assert.equal(ran.code, 0);
        assert.equal(znodes.data("/brokers/topics/orders"), before);
        assert.deepEqual(znodes.config("orders"), { "segment.ms": "77", "cleanup.policy": "compact" });
        assert.deepEqual(changes(), []);
    });

    it("sets, alters and resets properties, tells the brokers each time, and leaves those of others", async () => {
        znodes.topic("orders", [[0]], { "segment.ms": "77", "flush.ms": "1" });
        const steps = [
            [
                { "retention.ms": 5, "flush.ms": 1 },
                { "segment.ms": "77", "flush.ms": "1", "retention.ms": "5" },
                " retention.ms=5",
            ],
            [{ "retention.ms": 6 }, { "segment.ms": "77", "retention.ms": "6" }, " flush.ms (reset) retention.ms=6"],
            [{}, { "segment.ms": "77" }, " retention.ms (reset)"],
        ] as const;
        for (const [index, [config, wanted, words]] of steps.entries()) {
            const ran = await run([{ name: "orders", config }]);
            assert.deepEqual(znodes.config("orders"), wanted);
            assert.equal(told(ran)[0], `topic orders is changed:${words}`);
            assert.deepEqual(
                znodes.below("/config/changes").map((name) => znodes.data(`/config/changes/${name}`)),
                Array.from({ length: index + 1 }, () => '{"version":2,"entity_path":"topics/orders"}'),
            );
        }
        asked = [];
        await run([{ name: "orders" }]);
        assert.deepEqual(changes(), []);
    });

    it("resets nothing that the file has never said, also of a topic that was out of it for a while", async () => {
        await run([orders]);
        await run([{ name: "other" }]);
        assert.deepEqual(znodes.below("/stack/topics"), []);
        const ran = await run([{ name: "orders" }]);
        assert.equal(ran.code, 0);
        assert.deepEqual(znodes.config("orders"), { "retention.ms": "1000" });
    });

    it("deletes no topic that is listed no more", async () => {
        await run([orders]);
        await run([{ name: "other" }]);
        assert.deepEqual(znodes.lists("orders").length, 6);
        assert.deepEqual(znodes.below("/admin/delete_topics"), []);
    });

    it("adds partitions, with as many copies as there are, and leaves those that there are", async () => {
        znodes.topic("orders", [
            [1, 2],
            [0, 2],
        ]);
        const ran = await run([{ name: "orders", partitions: 4 }]);
        assert.deepEqual(told(ran), [
            "topic orders gets more partitions: 2 -> 4",
            "writing to ZooKeeper: 1 commands",
            done,
        ]);
        assert.deepEqual(znodes.lists("orders"), [
            [1, 2],
            [0, 2],
            [0, 2],
            [1, 2],
        ]);
        assert.match(znodes.data("/brokers/topics/orders") ?? "", /"topic_id":"id-of-orders"/);
    });

    it("refuses fewer partitions, and changes nothing at all: one line is the last, whatever else is wrong", async () => {
        znodes.topic("orders", [[0], [1], [2]]);
        const ran = await run([{ name: "new" }, { name: "orders", partitions: 2 }]);
        assert.equal(ran.code, 3);
        const line =
            "topic orders has 3 partitions, and Kafka takes none away: set partitions to 3 in kafka:topics, or make another topic";
        assert.deepEqual(told(ran), [line]);
        assert.deepEqual(changes(), []);

        znodes.topic("a_b", [[0]]);
        const both = await run([{ name: "a.b" }, { name: "orders", partitions: 2 }]);
        assert.equal(both.code, 3);
        const collision =
            "topic a.b: there is a_b, whose metrics would have the same name; choose another name for it in kafka:topics";
        assert.deepEqual(told(both), [
            collision,
            line,
            `2 topics cannot be as kafka:topics says, and none is changed; the first: ${collision}`,
        ]);
    });

    it("waits for leaders, and says so where there come none", async () => {
        after = () => undefined;
        const ran = await run([orders]);
        assert.equal(ran.code, 3);
        assert.equal(told(ran).at(-1), "waiting for leaders of topics: 1");
    });

    it("waits for brokers before it makes a topic, and not for one that is not to take copies", async () => {
        znodes.remove("/brokers/ids/2");
        const ran = await run([orders]);
        assert.equal(ran.code, 3);
        assert.equal(told(ran).at(-1), "waiting for every broker to register: 2 is not there");
        assert.deepEqual(znodes.below("/brokers/topics"), []);
        assert.equal(
            (
                await run([orders], {
                    drain: [2],
                    config: {
                        "default.replication.factor": 2,
                        "min.insync.replicas": 1,
                        "offsets.topic.replication.factor": 2,
                        "transaction.state.log.replication.factor": 2,
                        "transaction.state.log.min.isr": 1,
                    },
                })
            ).code,
            0,
        );
        assert.ok(znodes.lists("orders").every((list) => !list.includes(2)));
    });

    it("goes on as soon as the broker is there", async () => {
        znodes.remove("/brokers/ids/2");
        let looks = 0;
        after = () => {
            znodes.elect();
            if (++looks === 2) {
                znodes.register(2);
            }
        };
        assert.equal((await run([orders])).code, 0);
        assert.equal(znodes.lists("orders").length, 6);
    });

    it("waits for a topic to be gone that somebody deletes, and makes it then", async () => {
        znodes.topic("orders", [[0]]);
        znodes.put("/admin/delete_topics/orders", "null");
        const ran = await run([orders]);
        assert.equal(told(ran).at(-1), "waiting for topic orders to be deleted, which somebody has asked for");
        assert.deepEqual(znodes.lists("orders"), [[0]]);
        let looks = 0;
        after = () => {
            znodes.elect();
            if (++looks === 2) {
                znodes.remove("/admin/delete_topics/orders");
                znodes.remove("/brokers/topics/orders");
            }
        };
        assert.equal((await run([orders])).code, 0);
        assert.equal(znodes.lists("orders").length, 6);
    });

    it("adds no partition while copies are moved: the controller writes the same znode", async () => {
        znodes.topic("orders", [[0, 1]]);
        const still = znodes.data("/brokers/topics/orders") ?? "";
        znodes.put("/brokers/topics/orders", still.replace('"adding_replicas":{}', '"adding_replicas":{"0":[1]}'));
        const ran = await run([{ name: "orders", partitions: 2 }]);
        assert.equal(told(ran).at(-1), "waiting for a move of partitions of topic orders");
        assert.equal(znodes.lists("orders").length, 1);
    });

    it("keeps what somebody else writes meanwhile, and plans anew from it", async () => {
        znodes.topic("orders", [[0]], { "segment.ms": "77" });
        let looks = 0;
        after = () => {
            // Right after the first look.
            if (++looks === 1) {
                znodes.put("/config/topics/orders", '{"version":1,"config":{"segment.ms":"78"}}');
            }
            znodes.elect();
        };
        const ran = await run([{ name: "orders", config: { "flush.ms": 1 } }]);
        assert.equal(ran.code, 0);
        assert.deepEqual(znodes.config("orders"), { "segment.ms": "78", "flush.ms": "1" });
        assert.match(ran.stdout, /writing to ZooKeeper: version No is not valid/);
    });

    it("resets a property also where somebody else writes meanwhile", async () => {
        await run([orders]);
        let looks = 0;
        after = () => {
            if (++looks === 1) {
                znodes.put("/config/topics/orders", '{"version":1,"config":{"retention.ms":"1000","segment.ms":"78"}}');
            }
            znodes.elect();
        };
        assert.equal((await run([{ ...orders, config: {} }])).code, 0);
        assert.deepEqual(znodes.config("orders"), { "segment.ms": "78" });
        assert.equal(znodes.data("/stack/topics/orders"), "properties=");
    });

    it("finishes what a run has left that was killed after any of its commands", async () => {
        const wanted = [
            { name: "orders", partitions: 2, replication: 1, config: { "retention.ms": 5 } },
            { name: "new", partitions: 2, replication: 2, config: { "flush.ms": 7 } },
        ];
        for (let commands = 0; ; commands++) {
            znodes = new Znodes([undefined, undefined, undefined]);
            znodes.topic("orders", [[0]], { "segment.ms": "77" });
            let left = commands;
            const isChange = (command: string) => /^(create|set|delete)/.test(command);
            instead = (all) => {
                if (!all.some(isChange)) {
                    return undefined;
                }
                const some = all.filter((command) => !isChange(command) || left-- > 0);
                return [0, znodes.shell(some)];
            };
            const first = await run(wanted, {}, 1);
            instead = () => undefined;
            assert.equal((await run(wanted)).code, 0);
            assert.deepEqual(znodes.config("orders"), { "segment.ms": "77", "retention.ms": "5" });
            assert.deepEqual(znodes.config("new"), { "flush.ms": "7" });
            assert.equal(znodes.lists("orders").length, 2);
            assert.equal(znodes.lists("new").length, 2);
            assert.ok(znodes.below("/config/changes").length > 0, `brokers were told, after ${commands} commands`);
            assert.deepEqual(
                znodes
                    .below("/stack/topics")
                    .map((name) => znodes.data(`/stack/topics/${name}`))
                    .sort(),
                ["properties=flush.ms", "properties=retention.ms"],
            );
            if (first.code === 0) {
                break;
            }
        }
    });

    it("asks again where ZooKeeper has not answered everything", async () => {
        let looks = 0;
        instead = () => (++looks === 1 ? [0, "KeeperErrorCode = ConnectionLoss for /brokers/topics\n"] : undefined);
        const ran = await run([orders]);
        assert.equal(ran.code, 0);
        assert.equal(
            told(ran)[0],
            "waiting for ZooKeeper to answer (KeeperErrorCode = ConnectionLoss for /brokers/topics)",
        );
    });

    it("gives up with what ZooKeeper says where nothing can be written", async () => {
        instead = (commands) =>
            commands.some((command) => command.startsWith("create"))
                ? [0, "Insufficient permission : /config/topics/orders\n"]
                : undefined;
        const ran = await run([orders]);
        assert.equal(ran.code, 3);
        assert.equal(told(ran).at(-1), "writing to ZooKeeper: Insufficient permission : /config/topics/orders");
    });

    it("reads properties that somebody has set with blanks, quotes and braces, and keeps them", async () => {
        const odd = { "cleanup.policy": "compact, delete", "leader.replication.throttled.replicas": 'a"}{\\ ' };
        znodes.topic("orders", [[0]], odd);
        assert.equal((await run([{ name: "orders", config: { "flush.ms": 1 } }])).code, 0);
        assert.deepEqual(znodes.config("orders"), { ...odd, "flush.ms": "1" });
    });
});
