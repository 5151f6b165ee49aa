import { cases, of } from "./cases";
import type { Case } from "./cases";

const brokers = (old: object, wanted: object, ...edits: string[]) => of("brokers", { ...old }, { ...wanted }, ...edits);

function fewer(from: number, to: number, facts: Case["facts"], verdict = "removes"): Case {
    const edit = `brokers.replicas ${from} -> ${to}: ${verdict}`;
    return { ...brokers({ replicas: from }, { replicas: to }, edit), ...(facts === undefined ? {} : { facts }) };
}

describe("judging another number of brokers", () => {
    describe("more brokers", () => {
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
                        "would stop their writers; set brokers.config min.insync.replicas: 1 in the same edit, until every topic has 3 copies; " +
                        'to do it all the same, add "brokers.replicas 2 -> 3" to kafka:allow',
                ],
            },
            {
                ...brokers(
                    { replicas: 2 },
                    { replicas: 3, config: { "min.insync.replicas": 1 } },
                    "brokers.replicas 2 -> 3: adds rolling brokers",
                    "brokers.config.min.insync.replicas unset -> 1: in place",
                ),
                notes: [/topics that exist keep the copies they have, __consumer_offsets and __transaction_state too/],
            },
            {
                ...brokers({ replicas: 2 }, { replicas: 3 }, "brokers.replicas 2 -> 3: adds rolling brokers"),
                allow: ["brokers.replicas 2 -> 3"],
            },
            // Whoever writes down the same value is told so at that value.
            brokers(
                { replicas: 2 },
                { replicas: 3, config: { "min.insync.replicas": 2 } },
                "brokers.replicas 2 -> 3: adds rolling brokers",
                "brokers.config.min.insync.replicas unset -> 2: refused",
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

    describe("fewer brokers", () => {
        cases([
            {
                ...fewer(5, 3, undefined, "refused"),
                refused: [
                    "kafka:brokers.replicas 5 -> 3: brokers 3, 4 are not drained, and their partitions would lose copies; " +
                        "move their partitions away first with kafka:brokers.drain: [3, 4], then lower the number; " +
                        'to do it all the same, add "brokers.replicas 5 -> 3" to kafka:allow',
                ],
            },
            {
                ...fewer(4, 3, undefined, "refused"),
                refused: [
                    "kafka:brokers.replicas 4 -> 3: broker 3 is not drained, and its partitions would lose a copy; " +
                        "move their partitions away first with kafka:brokers.drain: [3], then lower the number; " +
                        'to do it all the same, add "brokers.replicas 4 -> 3" to kafka:allow',
                ],
            },
            {
                ...fewer(5, 3, { drained: [3, 4] }),
                notes: [/^data-kafka-3, data-kafka-4 stay, for when the brokers come back$/],
            },
            fewer(5, 3, { drained: [4] }, "refused"),
            fewer(5, 3, { drained: [0, 1] }, "refused"),
            fewer(5, 4, { drained: [4] }),
            fewer(5, 3, { holding: { 3: 0, 4: 0 } }),
            fewer(5, 3, { drained: [3], holding: { 4: 0 } }),
            {
                ...fewer(5, 3, { drained: [3, 4], holding: { 3: 0, 4: 12 } }, "refused"),
                refused: [
                    "kafka:brokers.replicas 5 -> 3: broker 4 holds 12 partitions; " +
                        "move their partitions away first with kafka:brokers.drain: [3, 4], then lower the number; " +
                        'to do it all the same, add "brokers.replicas 5 -> 3" to kafka:allow',
                ],
            },
            fewer(5, 3, { drained: [3, 4], holding: { 3: 1 } }, "refused"),
            // A drain is declared before it is carried out.
            {
                ...fewer(5, 3, { drained: [3, 4], holding: { 4: 0 }, proof: true }, "refused"),
                refused: [
                    "kafka:brokers.replicas 5 -> 3: no broker can be asked whether broker 3 has been emptied; bring the brokers up first; " +
                        'to do it all the same, add "brokers.replicas 5 -> 3" to kafka:allow',
                ],
            },
            fewer(5, 3, { holding: { 3: 0, 4: 0 }, proof: true }),
            {
                ...fewer(3, 2, { drained: [2] }, "refused"),
                refused: [
                    "kafka:brokers.replicas 3 -> 2: topics with 3 copies do not fit on 2 brokers; " +
                        "reassign every topic to 2 copies on brokers 0, 1 first (kafka-reassign-partitions.sh); " +
                        'to do it all the same, add "brokers.replicas 3 -> 2" to kafka:allow',
                ],
            },
            {
                ...fewer(2, 1, { drained: [1] }, "refused"),
                refused: [
                    "kafka:brokers.replicas 2 -> 1: topics with 2 copies do not fit on 1 broker; " +
                        "reassign every topic to 1 copy on broker 0 first (kafka-reassign-partitions.sh); " +
                        'to do it all the same, add "brokers.replicas 2 -> 1" to kafka:allow',
                ],
            },
            {
                ...fewer(3, 2, { holding: { 2: 0 } }, "removes rolling brokers"),
                notes: [/^min.insync.replicas follows from 2 to 1: records are acknowledged with a single copy$/m],
            },
            { ...fewer(5, 4, { drained: [4] }), notes: [/^data-kafka-4 stay, [^\n]+$/] },
            // No broker may be drained that topics need a place on.
            {
                ...fewer(3, 2, { holding: { 2: 14 } }, "refused"),
                refused: [
                    "kafka:brokers.replicas 3 -> 2: broker 2 holds 14 partitions; " +
                        "reassign every topic to 2 copies on brokers 0, 1 first (kafka-reassign-partitions.sh); " +
                        'to do it all the same, add "brokers.replicas 3 -> 2" to kafka:allow',
                ],
            },
            {
                ...fewer(3, 1, undefined, "refused"),
                refused: [
                    "kafka:brokers.replicas 3 -> 1: brokers 1, 2 are not drained, and their partitions would lose copies; " +
                        "reassign every topic to 1 copy on broker 0 first (kafka-reassign-partitions.sh); " +
                        'to do it all the same, add "brokers.replicas 3 -> 1" to kafka:allow',
                ],
            },
            {
                ...brokers(
                    { replicas: 3, config: copies(2) },
                    { replicas: 2, config: copies(2) },
                    "brokers.replicas 3 -> 2: refused",
                ),
                facts: { holding: { 2: 1 } },
                refused: [
                    "kafka:brokers.replicas 3 -> 2: broker 2 holds 1 partition; " +
                        "move their partitions away first with kafka:brokers.drain: [2], then lower the number; " +
                        'to do it all the same, add "brokers.replicas 3 -> 2" to kafka:allow',
                ],
            },
            // A topic of Kafka's own needs its places too.
            {
                ...brokers(
                    { replicas: 3, config: { "default.replication.factor": 2, "min.insync.replicas": 1 } },
                    { replicas: 2, config: { "default.replication.factor": 2, "min.insync.replicas": 1 } },
                    "brokers.replicas 3 -> 2: refused",
                ),
                facts: { drained: [2] },
                refused: [
                    "kafka:brokers.replicas 3 -> 2: topics with 3 copies do not fit on 2 brokers; " +
                        "reassign every topic to 2 copies on brokers 0, 1 first (kafka-reassign-partitions.sh); " +
                        'to do it all the same, add "brokers.replicas 3 -> 2" to kafka:allow',
                ],
            },
            {
                ...fewer(5, 3, undefined),
                allow: ["brokers.replicas 5 -> 3"],
                notes: [/^allowed by name, although brokers 3, 4/m],
            },
            { ...fewer(5, 3, undefined, "refused"), allow: ["brokers.replicas 5 -> 4", "brokers.replicas", "5 -> 3"] },
            {
                ...brokers(
                    { replicas: 3, config: { "min.insync.replicas": 2 } },
                    { replicas: 2, config: { "min.insync.replicas": 2 } },
                    "brokers.replicas 3 -> 2: refused",
                ),
                facts: { holding: { 2: 0 } },
                refused: [
                    "kafka:brokers.replicas 3 -> 2: min.insync.replicas would be as high as the number of copies, and every restart of a " +
                        "broker would stop the writers; set brokers.config min.insync.replicas to one less than the copies; " +
                        'to do it all the same, add "brokers.replicas 3 -> 2" to kafka:allow',
                ],
            },
        ]);
    });
});

function copies(factor: number): Record<string, number> {
    return {
        "default.replication.factor": factor,
        "min.insync.replicas": factor - 1,
        "offsets.topic.replication.factor": factor,
        "transaction.state.log.replication.factor": factor,
        "transaction.state.log.min.isr": factor - 1,
    };
}
