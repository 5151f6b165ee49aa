import assert from "node:assert/strict";
import { judge } from "../../../stack/judge";
import { summary } from "../../../stack/summary/summary";
import { text } from "../../../stack/summary/text";
import { cases, settings } from "./cases";
import type { Case, Groups } from "./cases";

const orders = (fields: Groups = {}) => ({ topics: [{ name: "orders", ...fields }] });

/** An edit of fields of one topic. */
function edit(old: Groups, wanted: Groups, edits: string[], more: Partial<Case> = {}): Case {
    return { old: orders(old), wanted: orders(wanted), edits, ...more };
}

/** An edit of properties of one topic. */
function config(old: Groups, wanted: Groups, edits: string[], more: Partial<Case> = {}): Case {
    return edit({ config: old }, { config: wanted }, edits, more);
}

describe("edits of kafka:topics", () => {
    cases([
        {
            wanted: orders({ partitions: 6 }),
            edits: ['topics.orders unset -> {"config":{},"name":"orders","partitions":6}: in place'],
        },
        {
            old: orders(),
            wanted: {},
            edits: ['topics.orders {"config":{},"name":"orders"} -> unset: nothing'],
            notes: [/^the topic stays as it is, with its records: delete it with kafka-topics.sh if nobody needs it$/],
        },
        { old: orders({ partitions: 6 }), wanted: orders({ partitions: 6 }), edits: [] },
        {
            old: { topics: [{ name: "a" }, { name: "b", config: { "retention.ms": 5 } }] },
            wanted: { topics: [{ name: "b", config: { "retention.ms": "5" } }, { name: "a" }] },
            edits: [],
        },
    ]);

    describe("of partitions", () => {
        cases([
            edit({ partitions: 3 }, { partitions: 6 }, ["topics.orders.partitions 3 -> 6: in place"], {
                notes: [/^records of one key are in another partition from then on/],
            }),
            edit({ partitions: 6 }, { partitions: 3 }, ["topics.orders.partitions 6 -> 3: refused"], {
                refused: [
                    "kafka:topics.orders.partitions 6 -> 3: Kafka cannot take partitions away: their records would be gone; keep 6, or make another topic with fewer and copy the records over",
                ],
            }),
            edit({ partitions: 6 }, { partitions: 3 }, ["topics.orders.partitions 6 -> 3: refused"], {
                allow: ["topics.orders.partitions 6 -> 3"],
                refused: [
                    "kafka:topics.orders.partitions 6 -> 3: Kafka cannot take partitions away: their records would be gone; keep 6, or make another topic with fewer and copy the records over",
                ],
            }),
            edit({ partitions: 6 }, {}, ["topics.orders.partitions 6 -> unset: nothing"], {
                notes: [/^the topic keeps the partitions it has$/],
            }),
            edit({}, { partitions: 6 }, ["topics.orders.partitions unset -> 6: in place"], {
                notes: [/^a topic with more partitions than these keeps them, and the Job fails$/],
            }),
        ]);
    });

    describe("of copies", () => {
        cases([
            edit({ replication: 2 }, { replication: 3 }, ["topics.orders.replication 2 -> 3: in place"], {
                notes: [/^copies are made or removed while clients go on, at brokers.moveRate/],
            }),
            edit({ replication: 3 }, { replication: 2 }, ["topics.orders.replication 3 -> 2: in place"]),
            edit({ replication: 3 }, {}, ["topics.orders.replication 3 -> unset: nothing"], {
                notes: [/^the topic keeps the copies it has$/],
            }),
            ...[{ replication: 2 }, {}].map((old) =>
                edit(
                    old,
                    { replication: 1 },
                    [`topics.orders.replication ${old.replication ?? "unset"} -> 1: refused`],
                    {
                        refused: [
                            `kafka:topics.orders.replication ${old.replication ?? "unset"} -> 1: the topic would have a single copy, and lose every record with its disk; keep two at least; to override, add "topics.orders.replication ${old.replication ?? "unset"} -> 1" to kafka:allow`,
                        ],
                    },
                ),
            ),
            edit({ replication: 2 }, { replication: 1 }, ["topics.orders.replication 2 -> 1: in place"], {
                allow: ["topics.orders.replication 2 -> 1"],
            }),
        ]);
    });

    describe("of properties", () => {
        cases([
            config({}, { "segment.ms": 5 }, ["topics.orders.config.segment.ms unset -> 5: in place"]),
            config({ "segment.ms": 5 }, {}, ["topics.orders.config.segment.ms 5 -> unset: in place"]),
            config({ "cleanup.policy": "compact, delete" }, { "cleanup.policy": "compact,delete" }, []),
            config({ "segment.ms": 5, "flush.ms": 1 }, { "segment.ms": 6, "flush.ms": 2 }, [
                "topics.orders.config.flush.ms 1 -> 2: in place",
                "topics.orders.config.segment.ms 5 -> 6: in place",
            ]),
            config({}, { "retention.ms": 90_000 }, ["topics.orders.config.retention.ms unset -> 90000: in place"], {
                notes: [/^records older than 1.5 minutes are deleted within minutes, as asked$/],
            }),
            config({ "retention.ms": 90_000 }, {}, ["topics.orders.config.retention.ms 90000 -> unset: in place"], {
                notes: [/^$/],
            }),
            config({ "retention.ms": -1 }, {}, ["topics.orders.config.retention.ms -1 -> unset: in place"], {
                notes: [/^records older than 7 days are deleted within minutes, as asked$/],
            }),
            config(
                { "retention.ms": 5000 },
                { "retention.ms": 4000 },
                ["topics.orders.config.retention.ms 5000 -> 4000: in place"],
                {
                    notes: [/^records older than 4 seconds are deleted/],
                },
            ),
            config({}, { "retention.bytes": 100 }, ["topics.orders.config.retention.bytes unset -> 100: in place"], {
                notes: [/^of each partition only the last 100 bytes stay, the older records are deleted, as asked$/],
            }),
            config(
                { "min.insync.replicas": 2 },
                { "min.insync.replicas": 1 },
                ["topics.orders.config.min.insync.replicas 2 -> 1: refused"],
                {
                    refused: [
                        'kafka:topics.orders.config.min.insync.replicas 2 -> 1: records would be acknowledged with a single copy, and be lost with it; keep 2; to override, add "topics.orders.config.min.insync.replicas 2 -> 1" to kafka:allow',
                    ],
                },
            ),
            config({ "min.insync.replicas": 3 }, {}, ["topics.orders.config.min.insync.replicas 3 -> unset: refused"], {
                refused: [
                    'kafka:topics.orders.config.min.insync.replicas 3 -> unset: records would be acknowledged with 2 copies, and be lost with them; keep 3; to override, add "topics.orders.config.min.insync.replicas 3 -> unset" to kafka:allow',
                ],
            }),
            config({ "min.insync.replicas": 1 }, {}, ["topics.orders.config.min.insync.replicas 1 -> unset: in place"]),
            config(
                {},
                { "unclean.leader.election.enable": true },
                ["topics.orders.config.unclean.leader.election.enable unset -> true: refused"],
                {
                    refused: [
                        'kafka:topics.orders.config.unclean.leader.election.enable unset -> true: a copy that is behind could become leader, and acknowledged records would be lost; leave it false; in an emergency elect one partition by hand with kafka-leader-election.sh --election-type unclean; to override, add "topics.orders.config.unclean.leader.election.enable unset -> true" to kafka:allow',
                    ],
                },
            ),
            config(
                {},
                { "cleanup.policy": "compact" },
                ["topics.orders.config.cleanup.policy unset -> compact: refused"],
                {
                    refused: [
                        'kafka:topics.orders.config.cleanup.policy unset -> compact: of each key only the last record would stay; make another topic with this policy and copy the records over; to override, add "topics.orders.config.cleanup.policy unset -> compact" to kafka:allow',
                    ],
                },
            ),
            config(
                { "cleanup.policy": "compact" },
                {},
                ["topics.orders.config.cleanup.policy compact -> unset: refused"],
                {
                    refused: [
                        'kafka:topics.orders.config.cleanup.policy compact -> unset: records past their retention would be deleted; make another topic with this policy and copy the records over; to override, add "topics.orders.config.cleanup.policy compact -> unset" to kafka:allow',
                    ],
                },
            ),
            config({ "cleanup.policy": "compact,delete" }, { "cleanup.policy": "compact" }, [
                "topics.orders.config.cleanup.policy compact,delete -> compact: in place",
            ]),
        ]);

        const remote = { config: { "remote.log.storage.system.enable": true } };
        cases([
            {
                old: { ...orders({ config: { "remote.storage.enable": true } }), brokers: remote },
                wanted: { ...orders(), brokers: remote },
                edits: ["topics.orders.config.remote.storage.enable true -> unset: refused"],
                refused: [
                    "kafka:topics.orders.config.remote.storage.enable true -> unset: with ZooKeeper Kafka cannot end it: records that are only in the remote storage could no longer be read; keep it, or make another topic and copy the records over",
                ],
            },
        ]);
    });

    describe("of topics that exist before they are in the file", () => {
        const existing = {
            partitions: 6,
            replication: 3,
            config: { "cleanup.policy": "delete", "min.insync.replicas": "2" },
        };
        const facts = { existingTopics: { orders: existing } };
        const took = (fields: Groups, verdict: string, more: Partial<Case>): Case => {
            const shown = JSON.stringify({ config: fields["config"] ?? {}, name: "orders", ...fields });
            const sorted = JSON.parse(shown) as Readonly<Record<string, unknown>>;
            const text = JSON.stringify(
                Object.fromEntries(Object.entries(sorted).sort(([a], [b]) => (a < b ? -1 : 1))),
            );
            return { wanted: orders(fields), edits: [`topics.orders unset -> ${text}: ${verdict}`], facts, ...more };
        };
        const refusedWith = (fields: string, why: string, override = true): Partial<Case> => ({
            refused: [
                `kafka:topics.orders unset -> ${fields}: ${why}${override ? `; to override, add ${JSON.stringify(`topics.orders unset -> ${fields}`)} to kafka:allow` : ""}`,
            ],
        });
        cases([
            took({}, "in place", { notes: [/^the topic exists, and is taken over$/] }),
            took({ partitions: 6, replication: 3, config: { "min.insync.replicas": 2 } }, "in place", {
                notes: [/^the topic exists, and is taken over$/],
            }),
            took({ partitions: 8 }, "in place", {
                notes: [/^the topic exists, and is taken over\nrecords of one key/],
            }),
            took(
                { partitions: 3 },
                "refused",
                refusedWith(
                    '{"config":{},"name":"orders","partitions":3}',
                    "the topic exists with partitions 6, and Kafka cannot take partitions away: their records would be gone; keep 6, or make another topic with fewer and copy the records over",
                    false,
                ),
            ),
            took(
                { replication: 1 },
                "refused",
                refusedWith(
                    '{"config":{},"name":"orders","replication":1}',
                    "the topic exists with replication 3, and the topic would have a single copy, and lose every record with its disk; keep two at least",
                ),
            ),
            took(
                { config: { "cleanup.policy": "compact" } },
                "refused",
                refusedWith(
                    '{"config":{"cleanup.policy":"compact"},"name":"orders"}',
                    "the topic exists with cleanup.policy delete, and of each key only the last record would stay; make another topic with this policy and copy the records over",
                ),
            ),
            took({ config: { "cleanup.policy": "compact" } }, "in place", { facts: { existingTopics: {} } }),
            took({ config: { "cleanup.policy": "compact" } }, "in place", { facts: {} }),
            took({ partitions: 3, config: { "flush.ms": 1 } }, "in place", { facts: { proof: true } }),
            took({ config: { "cleanup.policy": "compact" } }, "refused", {
                facts: { proof: true },
                ...refusedWith(
                    '{"config":{"cleanup.policy":"compact"},"name":"orders"}',
                    "no broker can be asked whether there is such a topic, and if there is: of each key only the last record would stay; bring the brokers up first",
                ),
            }),
        ]);
    });

    it("restart nothing, and are summed up in one line", () => {
        const many = Array.from({ length: 1000 }, (_, index) => ({ name: `t${index}`, partitions: 3 }));
        const old = settings({ topics: [{ name: "a", partitions: 1 }, ...many.slice(0, 10)] });
        const wanted = settings({
            topics: [{ name: "a", partitions: 2, config: { "flush.ms": 1 } }, ...many],
        });
        const edits = judge(old, wanted);
        assert.deepEqual(
            edits.flatMap(({ rolls }) => rolls),
            [],
        );
        const [first] = text(summary(edits, wanted)).split("\n");
        assert.equal(
            first,
            "makes or takes over 990 topics while clients go on, changes 1 topic while clients go on, touches nothing else",
        );
    });

    it("of a topic that leaves touch nothing that runs", () => {
        const wanted = settings({});
        const lines = text(summary(judge(settings(orders()), wanted), wanted)).split("\n");
        assert.equal(lines[0], "touches nothing that runs");
    });
});
