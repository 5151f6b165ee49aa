import { cases } from "../../../stack/edits/cases";
import type { Case } from "../../../stack/edits/cases";
import { brokers, copies } from "./brokerCases";

function fewer(from: number, to: number, facts: Case["facts"], verdict = "removes"): Case {
    const edit = `brokers.replicas ${from} -> ${to}: ${verdict}`;
    return { ...brokers({ replicas: from }, { replicas: to }, edit), ...(facts === undefined ? {} : { facts }) };
}

/** Five brokers to be three, which is refused for this reason. */
function notDrained(facts: Case["facts"], why: string): Case {
    return {
        ...fewer(5, 3, facts, "refused"),
        refused: [
            `kafka:brokers.replicas 5 -> 3: ${why}; ` +
                "move their partitions away first with kafka:brokers.drain: [3, 4], then lower the number; " +
                'to override, add "brokers.replicas 5 -> 3" to kafka:allow',
        ],
    };
}

const neither = "brokers 3, 4 are not drained, and their partitions would lose copies";

describe("judging fewer brokers", () => {
    cases([
        notDrained(undefined, neither),
        {
            ...fewer(4, 3, undefined, "refused"),
            refused: [
                "kafka:brokers.replicas 4 -> 3: broker 3 is not drained, and its partitions would lose a copy; " +
                    "move their partitions away first with kafka:brokers.drain: [3], then lower the number; " +
                    'to override, add "brokers.replicas 4 -> 3" to kafka:allow',
            ],
        },
        {
            ...fewer(5, 3, { drained: [3, 4] }),
            notes: [/^data-kafka-3, data-kafka-4 stay, for when the brokers come back$/],
        },
        notDrained({ drained: [4] }, "broker 3 is not drained, and its partitions would lose a copy"),
        notDrained({ drained: [0, 1] }, neither),
        fewer(5, 4, { drained: [4] }),
        fewer(5, 3, { holding: { 3: 0, 4: 0 } }),
        fewer(5, 3, { drained: [3], holding: { 4: 0 } }),
        notDrained({ drained: [3, 4], holding: { 3: 0, 4: 12 } }, "broker 4 holds 12 partitions"),
        notDrained({ drained: [3, 4], holding: { 3: 1 } }, "broker 3 holds 1 partition"),
        // A drain is declared before it is carried out.
        {
            ...fewer(5, 3, { drained: [3, 4], holding: { 4: 0 }, proof: true }, "refused"),
            refused: [
                "kafka:brokers.replicas 5 -> 3: no broker can be asked whether broker 3 has been emptied; bring the brokers up first; " +
                    'to override, add "brokers.replicas 5 -> 3" to kafka:allow',
            ],
        },
        fewer(5, 3, { holding: { 3: 0, 4: 0 }, proof: true }),
        {
            ...fewer(3, 2, { drained: [2] }, "refused"),
            refused: [
                "kafka:brokers.replicas 3 -> 2: topics with 3 copies do not fit on 2 brokers; " +
                    "reassign every topic to 2 copies on brokers 0, 1 first (kafka-reassign-partitions.sh); " +
                    'to override, add "brokers.replicas 3 -> 2" to kafka:allow',
            ],
        },
        {
            ...fewer(2, 1, { drained: [1] }, "refused"),
            refused: [
                "kafka:brokers.replicas 2 -> 1: topics with 2 copies do not fit on 1 broker; " +
                    "reassign every topic to 1 copy on broker 0 first (kafka-reassign-partitions.sh); " +
                    'to override, add "brokers.replicas 2 -> 1" to kafka:allow',
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
                    'to override, add "brokers.replicas 3 -> 2" to kafka:allow',
            ],
        },
        {
            ...fewer(3, 1, undefined, "refused"),
            refused: [
                "kafka:brokers.replicas 3 -> 1: brokers 1, 2 are not drained, and their partitions would lose copies; " +
                    "reassign every topic to 1 copy on broker 0 first (kafka-reassign-partitions.sh); " +
                    'to override, add "brokers.replicas 3 -> 1" to kafka:allow',
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
                    'to override, add "brokers.replicas 3 -> 2" to kafka:allow',
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
                    'to override, add "brokers.replicas 3 -> 2" to kafka:allow',
            ],
        },
        {
            ...fewer(5, 3, undefined),
            allow: ["brokers.replicas 5 -> 3"],
            notes: [/^allowed by name, although brokers 3, 4/m],
        },
        { ...notDrained(undefined, neither), allow: ["brokers.replicas 5 -> 4", "brokers.replicas", "5 -> 3"] },
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
                    'to override, add "brokers.replicas 3 -> 2" to kafka:allow',
            ],
        },
    ]);
});
