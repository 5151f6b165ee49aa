import { cases, of } from "./cases";
import type { Case } from "./cases";

const brokers = (old: object, wanted: object, ...edits: string[]) => of("brokers", { ...old }, { ...wanted }, ...edits);

function fewer(from: number, to: number, facts: Case["facts"], verdict = "removes"): Case {
    const edit = `brokers.replicas ${from} -> ${to}: ${verdict}`;
    return { ...brokers({ replicas: from }, { replicas: to }, edit), ...(facts === undefined ? {} : { facts }) };
}

describe("judging edits of kafka:brokers", () => {
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
                ...brokers({ replicas: 2 }, { replicas: 3 }, "brokers.replicas 2 -> 3: adds rolling brokers"),
                notes: [/topics that exist keep the copies they have, __consumer_offsets and __transaction_state too/],
            },
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
                { replicas: 2, config: pinned(2) },
                { replicas: 3, config: pinned(2) },
                "brokers.replicas 2 -> 3: adds rolling brokers",
            ),
            brokers(
                { replicas: 4, config: pinned(2) },
                { replicas: 5, config: pinned(2) },
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
            {
                ...fewer(3, 2, { drained: [2] }, "refused"),
                refused: [
                    "kafka:brokers.replicas 3 -> 2: topics with 3 copies do not fit on 2 brokers; " +
                        "reassign every topic to 2 copies first (kafka-reassign-partitions.sh); " +
                        'to do it all the same, add "brokers.replicas 3 -> 2" to kafka:allow',
                ],
            },
            {
                ...fewer(2, 1, { drained: [1] }, "refused"),
                refused: [
                    "kafka:brokers.replicas 2 -> 1: topics with 2 copies do not fit on 1 broker; " +
                        "reassign every topic to 1 copy first (kafka-reassign-partitions.sh); " +
                        'to do it all the same, add "brokers.replicas 2 -> 1" to kafka:allow',
                ],
            },
            fewer(3, 2, { holding: { 2: 0 } }, "removes rolling brokers"),
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

    describe("sizes and places", () => {
        cases([
            brokers({ memory: "2Gi" }, { memory: "2048Mi" }),
            brokers({ cpu: "1" }, { cpu: "1000m" }),
            brokers({ disk: "10Gi" }, { disk: "10240Mi" }),
            brokers({ cpu: "500m" }, { cpu: "1" }, "brokers.cpu 500m -> 1: rolls brokers"),
            brokers({ cpu: "1" }, { cpu: "500m" }, "brokers.cpu 1 -> 500m: rolls brokers"),
            brokers({}, { cpuLimit: "2" }, "brokers.cpuLimit unset -> 2: rolls brokers"),
            brokers({ memory: "2Gi" }, { memory: "4Gi" }, "brokers.memory 2Gi -> 4Gi: rolls brokers"),
            brokers({ memory: "4Gi" }, { memory: "2Gi" }, "brokers.memory 4Gi -> 2Gi: rolls brokers"),
            brokers({}, { heap: "512Mi" }, "brokers.heap unset -> 512Mi: rolls brokers"),
            brokers({ memory: "2Gi" }, { memory: "2Gi", heap: "1Gi" }, "brokers.heap unset -> 1Gi: nothing"),
            brokers({ disk: "10Gi" }, { disk: "20Gi" }, "brokers.disk 10Gi -> 20Gi: in place"),
            brokers({ disk: "10Gi" }, { disk: "99Gi" }, "brokers.disk 10Gi -> 99Gi: in place"),
            // However large, and over however many steps of the budgets.
            brokers({ disk: "99Gi" }, { disk: "101Gi" }, "brokers.disk 99Gi -> 101Gi: in place"),
            brokers({ disk: "1Gi" }, { disk: "64Ti" }, "brokers.disk 1Gi -> 64Ti: in place"),
            {
                ...brokers({ disk: "20Gi" }, { disk: "10Gi" }, "brokers.disk 20Gi -> 10Gi: refused"),
                refused: [
                    "kafka:brokers.disk 20Gi -> 10Gi: Kubernetes cannot shrink a disk; " +
                        "keep 20Gi; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)",
                ],
                allow: ["brokers.disk 20Gi -> 10Gi"],
            },
            {
                ...brokers({ disk: "10Gi" }, { disk: "20Gi" }, "brokers.disk 10Gi -> 20Gi: refused"),
                facts: { expandable: false },
            },
            {
                ...brokers({ disk: "10Gi" }, { disk: "20Gi" }, "brokers.disk 10Gi -> 20Gi: in place"),
                notes: [/^the disks grow only if their StorageClass has allowVolumeExpansion$/],
            },
            {
                old: { brokers: { disk: "10Gi" }, storage: { nfs: true } },
                wanted: { brokers: { disk: "20Gi" }, storage: { nfs: true } },
                edits: ["brokers.disk 10Gi -> 20Gi: refused"],
                refused: [
                    "kafka:brokers.disk 10Gi -> 20Gi: the StorageClass of these disks does not let them grow; " +
                        "set kafka:storage.expansion: true in an edit of its own first, if the provisioner can expand disks at all",
                ],
            },
            {
                old: { brokers: { disk: "10Gi" }, storage: { provisioner: "x.io/y", expansion: false } },
                wanted: { brokers: { disk: "20Gi" }, storage: { provisioner: "x.io/y", expansion: true } },
                edits: ["storage.expansion false -> true: in place", "brokers.disk 10Gi -> 20Gi: refused"],
            },
            {
                old: { brokers: { disk: "10Gi" }, storage: { provisioner: "x.io/y" } },
                wanted: { brokers: { disk: "20Gi" }, storage: { provisioner: "x.io/y" } },
                edits: ["brokers.disk 10Gi -> 20Gi: in place"],
            },
            brokers({}, { spread: { hosts: "required" } }, "brokers.spread.hosts preferred -> required: rolls brokers"),
            brokers({}, { spread: { zones: "required" } }, "brokers.spread.zones preferred -> required: rolls brokers"),
            brokers({}, { nodeSelector: { a: "b" } }, 'brokers.nodeSelector {} -> {"a":"b"}: rolls brokers'),
            brokers(
                {},
                { tolerations: [{ operator: "Exists" }] },
                'brokers.tolerations [] -> [{"operator":"Exists"}]: rolls brokers',
            ),
            brokers({}, { priorityClass: "high" }, "brokers.priorityClass unset -> high: rolls brokers"),
            brokers(
                { replicas: 3, disk: "10Gi", memory: "2Gi" },
                { replicas: 5, disk: "20Gi", memory: "4Gi" },
                "brokers.replicas 3 -> 5: adds",
                "brokers.memory 2Gi -> 4Gi: rolls brokers",
                "brokers.disk 10Gi -> 20Gi: in place",
            ),
        ]);
    });
});

function pinned(factor: number): Record<string, number> {
    return {
        "default.replication.factor": factor,
        "min.insync.replicas": factor - 1,
        "offsets.topic.replication.factor": factor,
        "transaction.state.log.replication.factor": factor,
        "transaction.state.log.min.isr": factor - 1,
    };
}
