import { cases } from "../../../stack/edits/cases";
import { brokers, copies } from "./brokerCases";
import { refused } from "./propertyCases";

describe("judging more brokers", () => {
    cases([
        {
            ...brokers({ replicas: 3 }, { replicas: 5 }, "brokers.replicas 3 -> 5: adds"),
            notes: [/^the new brokers hold nothing until kafka:brokers.rebalance: true moves partitions to them$/],
        },
        {
            ...brokers(
                { replicas: 3, rebalance: true },
                { replicas: 5, rebalance: true },
                "brokers.replicas 3 -> 5: adds",
            ),
            notes: [/^partitions are moved to the new brokers while clients go on$/],
        },
        {
            ...brokers(
                { replicas: 1, rebalance: true },
                { replicas: 3, rebalance: true },
                "brokers.replicas 1 -> 3: adds rolling brokers",
            ),
            notes: [
                /while clients go on, and __consumer_offsets and __transaction_state get more copies$/m,
                /^other topics keep the copies they have$/m,
            ],
        },
        brokers({ replicas: 3 }, { replicas: 4 }, "brokers.replicas 3 -> 4: adds"),
        {
            ...brokers({ replicas: 1 }, { replicas: 3 }, "brokers.replicas 1 -> 3: adds rolling brokers"),
            notes: [
                /topics that exist keep the copies they have, __consumer_offsets and __transaction_state too until kafka:brokers.rebalance: true/,
            ],
        },
        {
            ...brokers({ replicas: 2 }, { replicas: 3 }, "brokers.replicas 2 -> 3: refused"),
            refused: [
                "kafka:brokers.replicas 2 -> 3: topics that exist keep 2 copies, and with min.insync.replicas 2 every restart of a broker " +
                    "would stop their writers; first set brokers.config min.insync.replicas: 1, and keep it until every topic has 3 copies; " +
                    'to override, add "brokers.replicas 2 -> 3" to kafka:allow',
            ],
        },
        {
            ...brokers(
                { replicas: 2 },
                { replicas: 3, config: { "min.insync.replicas": 1 } },
                "brokers.replicas 2 -> 3: adds rolling brokers",
                "brokers.config.min.insync.replicas unset -> 1: in place",
            ),
            notes: [
                /topics that exist keep the copies they have, __consumer_offsets and __transaction_state too/,
                /^min.insync.replicas is set after the brokers have restarted, .* set it in an edit of its own first$/m,
            ],
        },
        {
            ...brokers(
                { replicas: 2, config: { "min.insync.replicas": 1 } },
                { replicas: 3, config: { "min.insync.replicas": 1 } },
                "brokers.replicas 2 -> 3: adds rolling brokers",
            ),
            notes: [/^the new brokers hold nothing [^\n]+\ntopics that exist keep [^\n]+$/],
        },
        {
            ...brokers({ replicas: 2 }, { replicas: 3 }, "brokers.replicas 2 -> 3: adds rolling brokers"),
            allow: ["brokers.replicas 2 -> 3"],
        },
        // Whoever writes down the same value is told so at that value.
        refused(
            brokers(
                { replicas: 2 },
                { replicas: 3, config: { "min.insync.replicas": 2 } },
                "brokers.replicas 2 -> 3: adds rolling brokers",
                "brokers.config.min.insync.replicas unset -> 2: refused",
            ),
            "topics that exist keep 2 copies, and with min.insync.replicas 2 every restart of a broker would stop their writers",
            "first set brokers.config min.insync.replicas: 1, and keep it until every topic has 3 copies",
        ),
        // A single copy has no spare before and after.
        brokers({ replicas: 1 }, { replicas: 2 }, "brokers.replicas 1 -> 2: adds rolling brokers"),
        {
            ...brokers(
                { replicas: 1, config: { "offsets.topic.replication.factor": 1 } },
                { replicas: 3, config: { "offsets.topic.replication.factor": 1 } },
                "brokers.replicas 1 -> 3: adds rolling brokers",
            ),
            notes: [/the copies they have, __transaction_state too/],
        },
        // What stands in the brokers' files is pinned, but for min.insync.replicas, which is set while they run: beneath it the file follows.
        brokers(
            { replicas: 2, config: copies(2) },
            { replicas: 3, config: copies(2) },
            "brokers.replicas 2 -> 3: adds rolling brokers",
        ),
        brokers(
            { replicas: 4, config: copies(2) },
            { replicas: 5, config: copies(2) },
            "brokers.replicas 4 -> 5: adds",
        ),
        {
            ...brokers(
                { replicas: 1, config: { "default.replication.factor": 1 } },
                { replicas: 2, config: { "default.replication.factor": 1 } },
                "brokers.replicas 1 -> 2: adds rolling brokers",
            ),
        },
    ]);
});
