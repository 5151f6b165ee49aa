import assert from "node:assert/strict";
import { done, orders, told, TopicScripts } from "./topicScripts";

describe("the script of the topics", () => {
    const scripts = new TopicScripts();

    it("makes a topic from nothing, and finds nothing to do the next time, with one question", async () => {
        const ran = await scripts.run([orders]);
        assert.equal(ran.code, 0);
        assert.deepEqual(told(ran), [
            "topic orders is made: 6 partitions, 2 copies",
            "writing to ZooKeeper: 5 commands",
            done,
        ]);
        assert.deepEqual(scripts.znodes.lists("orders"), [
            [0, 1],
            [1, 2],
            [2, 0],
            [0, 2],
            [1, 0],
            [2, 1],
        ]);
        assert.deepEqual(scripts.znodes.config("orders"), { "retention.ms": "1000" });
        // What Kafka reads (TopicZNode.decode); the id is the controller's to give (KafkaController.processTopicIds).
        assert.match(
            scripts.znodes.data("/brokers/topics/orders") ?? "",
            /^\{"version":3,"partitions":\{.*\},"adding_replicas":\{\},"removing_replicas":\{\}\}$/,
        );

        scripts.asked = [];
        assert.deepEqual(told(await scripts.run([orders])), [done]);
        assert.deepEqual(scripts.asked, [[]]);
    });

    it("gives a topic what the brokers' settings say where it says nothing", async () => {
        await scripts.run([{ name: "a" }], { config: { "num.partitions": 2, "default.replication.factor": 3 } });
        assert.deepEqual(
            scripts.znodes.lists("a").map((list) => list.length),
            [3, 3],
        );
    });

    it("takes a topic over without a change of what the file does not say", async () => {
        scripts.znodes.topic("orders", [[2, 0]], { "segment.ms": "77", "cleanup.policy": "compact" });
        const before = scripts.znodes.data("/brokers/topics/orders");
        const ran = await scripts.run([{ name: "orders" }]);
        assert.equal(ran.code, 0);
        assert.equal(scripts.znodes.data("/brokers/topics/orders"), before);
        assert.deepEqual(scripts.znodes.config("orders"), { "segment.ms": "77", "cleanup.policy": "compact" });
        assert.deepEqual(scripts.changes(), []);
    });

    it("sets, alters and resets properties, tells the brokers each time, and leaves those of others", async () => {
        scripts.znodes.topic("orders", [[0]], { "segment.ms": "77", "flush.ms": "1" });
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
            const ran = await scripts.run([{ name: "orders", config }]);
            assert.deepEqual(scripts.znodes.config("orders"), wanted);
            assert.equal(told(ran)[0], `topic orders is changed:${words}`);
            assert.deepEqual(
                scripts.znodes.below("/config/changes").map((name) => scripts.znodes.data(`/config/changes/${name}`)),
                Array.from({ length: index + 1 }, () => '{"version":2,"entity_path":"topics/orders"}'),
            );
        }
        scripts.asked = [];
        await scripts.run([{ name: "orders" }]);
        assert.deepEqual(scripts.changes(), []);
    });

    it("resets nothing that the file has never said, also of a topic that was out of it for a while", async () => {
        await scripts.run([orders]);
        await scripts.run([{ name: "other" }]);
        assert.deepEqual(scripts.znodes.below("/stack/topics"), []);
        const ran = await scripts.run([{ name: "orders" }]);
        assert.equal(ran.code, 0);
        assert.deepEqual(scripts.znodes.config("orders"), { "retention.ms": "1000" });
    });

    it("deletes no topic that is listed no more", async () => {
        await scripts.run([orders]);
        await scripts.run([{ name: "other" }]);
        assert.deepEqual(scripts.znodes.lists("orders").length, 6);
        assert.deepEqual(scripts.znodes.below("/admin/delete_topics"), []);
    });

    it("adds partitions, with as many copies as there are, and leaves those that there are", async () => {
        scripts.znodes.topic("orders", [
            [1, 2],
            [0, 2],
        ]);
        const ran = await scripts.run([{ name: "orders", partitions: 4 }]);
        assert.deepEqual(told(ran), [
            "topic orders gets more partitions: 2 -> 4",
            "writing to ZooKeeper: 1 commands",
            done,
        ]);
        assert.deepEqual(scripts.znodes.lists("orders"), [
            [1, 2],
            [0, 2],
            [0, 2],
            [1, 2],
        ]);
        assert.match(scripts.znodes.data("/brokers/topics/orders") ?? "", /"topic_id":"id-of-orders"/);
    });

    it("refuses fewer partitions, and changes nothing at all: one line is the last, whatever else is wrong", async () => {
        scripts.znodes.topic("orders", [[0], [1], [2]]);
        const ran = await scripts.run([{ name: "new" }, { name: "orders", partitions: 2 }]);
        assert.equal(ran.code, 3);
        const line =
            "topic orders has 3 partitions, and Kafka takes none away: set partitions to 3 in kafka:topics, or make another topic";
        assert.deepEqual(told(ran), [line]);
        assert.deepEqual(scripts.changes(), []);

        scripts.znodes.topic("a_b", [[0]]);
        const both = await scripts.run([{ name: "a.b" }, { name: "orders", partitions: 2 }]);
        assert.equal(both.code, 3);
        const collision =
            "topic a.b: there is a_b, whose metrics would have the same name; choose another name for it in kafka:topics";
        assert.deepEqual(told(both), [
            collision,
            line,
            `2 topics cannot be as kafka:topics says, and none is changed; the first: ${collision}`,
        ]);
    });
});
