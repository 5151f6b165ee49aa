import assert from "node:assert/strict";
import { orders, told, TopicScripts } from "./topicScripts";
import { Znodes } from "./znodes";

describe("the script of the topics, while others are at work", () => {
    const scripts = new TopicScripts();

    it("waits for leaders, and says so where there come none", async () => {
        scripts.after = () => undefined;
        const ran = await scripts.run([orders]);
        assert.equal(ran.code, 3);
        assert.equal(told(ran).at(-1), "waiting for leaders of topics: 1");
    });

    it("waits for brokers before it makes a topic, and not for one that is not to take copies", async () => {
        scripts.znodes.remove("/brokers/ids/2");
        const ran = await scripts.run([orders]);
        assert.equal(ran.code, 3);
        assert.equal(told(ran).at(-1), "waiting for every broker to register: 2 is not there");
        assert.deepEqual(scripts.znodes.below("/brokers/topics"), []);
        assert.equal(
            (
                await scripts.run([orders], {
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
        assert.ok(scripts.znodes.lists("orders").every((list) => !list.includes(2)));
    });

    it("goes on as soon as the broker is there", async () => {
        scripts.znodes.remove("/brokers/ids/2");
        let looks = 0;
        scripts.after = () => {
            scripts.znodes.elect();
            if (++looks === 2) {
                scripts.znodes.register(2);
            }
        };
        assert.equal((await scripts.run([orders])).code, 0);
        assert.equal(scripts.znodes.lists("orders").length, 6);
    });

    it("waits for a topic to be gone that somebody deletes, and makes it then", async () => {
        scripts.znodes.topic("orders", [[0]]);
        scripts.znodes.put("/admin/delete_topics/orders", "null");
        const ran = await scripts.run([orders]);
        assert.equal(told(ran).at(-1), "waiting for topic orders to be deleted, which somebody has asked for");
        assert.deepEqual(scripts.znodes.lists("orders"), [[0]]);
        let looks = 0;
        scripts.after = () => {
            scripts.znodes.elect();
            if (++looks === 2) {
                scripts.znodes.remove("/admin/delete_topics/orders");
                scripts.znodes.remove("/brokers/topics/orders");
            }
        };
        assert.equal((await scripts.run([orders])).code, 0);
        assert.equal(scripts.znodes.lists("orders").length, 6);
    });

    it("adds no partition while copies are moved: the controller writes the same znode", async () => {
        scripts.znodes.topic("orders", [[0, 1]]);
        const still = scripts.znodes.data("/brokers/topics/orders") ?? "";
        scripts.znodes.put(
            "/brokers/topics/orders",
            still.replace('"adding_replicas":{}', '"adding_replicas":{"0":[1]}'),
        );
        const ran = await scripts.run([{ name: "orders", partitions: 2 }]);
        assert.equal(told(ran).at(-1), "waiting for a move of partitions of topic orders");
        assert.equal(scripts.znodes.lists("orders").length, 1);
    });

    it("keeps what somebody else writes meanwhile, and plans anew from it", async () => {
        scripts.znodes.topic("orders", [[0]], { "segment.ms": "77" });
        let looks = 0;
        scripts.after = () => {
            // Right after the first look.
            if (++looks === 1) {
                scripts.znodes.put("/config/topics/orders", '{"version":1,"config":{"segment.ms":"78"}}');
            }
            scripts.znodes.elect();
        };
        const ran = await scripts.run([{ name: "orders", config: { "flush.ms": 1 } }]);
        assert.equal(ran.code, 0);
        assert.deepEqual(scripts.znodes.config("orders"), { "segment.ms": "78", "flush.ms": "1" });
        assert.match(ran.stdout, /writing to ZooKeeper: version No is not valid/);
    });

    it("resets a property also where somebody else writes meanwhile", async () => {
        await scripts.run([orders]);
        let looks = 0;
        scripts.after = () => {
            if (++looks === 1) {
                scripts.znodes.put(
                    "/config/topics/orders",
                    '{"version":1,"config":{"retention.ms":"1000","segment.ms":"78"}}',
                );
            }
            scripts.znodes.elect();
        };
        assert.equal((await scripts.run([{ ...orders, config: {} }])).code, 0);
        assert.deepEqual(scripts.znodes.config("orders"), { "segment.ms": "78" });
        assert.equal(scripts.znodes.data("/stack/topics/orders"), "properties=");
    });

    it("finishes what a run has left that was killed after any of its commands", async () => {
        const wanted = [
            { name: "orders", partitions: 2, replication: 1, config: { "retention.ms": 5 } },
            { name: "new", partitions: 2, replication: 2, config: { "flush.ms": 7 } },
        ];
        for (let commands = 0; ; commands++) {
            scripts.znodes = new Znodes([undefined, undefined, undefined]);
            scripts.znodes.topic("orders", [[0]], { "segment.ms": "77" });
            let left = commands;
            const isChange = (command: string) => /^(create|set|delete)/.test(command);
            scripts.instead = (all) => {
                if (!all.some(isChange)) {
                    return undefined;
                }
                const some = all.filter((command) => !isChange(command) || left-- > 0);
                return [0, scripts.znodes.shell(some)];
            };
            const first = await scripts.run(wanted, {}, 1);
            scripts.instead = () => undefined;
            assert.equal((await scripts.run(wanted)).code, 0);
            assert.deepEqual(scripts.znodes.config("orders"), { "segment.ms": "77", "retention.ms": "5" });
            assert.deepEqual(scripts.znodes.config("new"), { "flush.ms": "7" });
            assert.equal(scripts.znodes.lists("orders").length, 2);
            assert.equal(scripts.znodes.lists("new").length, 2);
            assert.ok(
                scripts.znodes.below("/config/changes").length > 0,
                `brokers were told, after ${commands} commands`,
            );
            assert.deepEqual(
                scripts.znodes
                    .below("/stack/topics")
                    .map((name) => scripts.znodes.data(`/stack/topics/${name}`))
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
        scripts.instead = () =>
            ++looks === 1 ? [0, "KeeperErrorCode = ConnectionLoss for /brokers/topics\n"] : undefined;
        const ran = await scripts.run([orders]);
        assert.equal(ran.code, 0);
        assert.equal(
            told(ran)[0],
            "waiting for ZooKeeper to answer (KeeperErrorCode = ConnectionLoss for /brokers/topics)",
        );
    });

    it("gives up with what ZooKeeper says where nothing can be written", async () => {
        scripts.instead = (commands) =>
            commands.some((command) => command.startsWith("create"))
                ? [0, "Insufficient permission : /config/topics/orders\n"]
                : undefined;
        const ran = await scripts.run([orders]);
        assert.equal(ran.code, 3);
        assert.equal(told(ran).at(-1), "writing to ZooKeeper: Insufficient permission : /config/topics/orders");
    });

    it("reads properties that somebody has set with blanks, quotes and braces, and keeps them", async () => {
        const odd = { "cleanup.policy": "compact, delete", "leader.replication.throttled.replicas": 'a"}{\\ ' };
        scripts.znodes.topic("orders", [[0]], odd);
        assert.equal((await scripts.run([{ name: "orders", config: { "flush.ms": 1 } }])).code, 0);
        assert.deepEqual(scripts.znodes.config("orders"), { ...odd, "flush.ms": "1" });
    });
});
