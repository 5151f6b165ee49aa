import { cases } from "../../../stack/edits/cases";
import { brokers } from "./brokerCases";

describe("judging edits of the sizes and places of kafka:brokers", () => {
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
        brokers({}, { spread: { hosts: "required" } }, "brokers.spread.hosts preferred -> required: rolls brokers"),
        {
            ...brokers(
                {},
                { spread: { zones: "required" } },
                "brokers.spread.zones preferred -> required: rolls brokers",
            ),
            notes: [/^a pod stays in the zone of its disk: /],
        },
        {
            ...brokers(
                { spread: { zones: "required" } },
                { spread: { zones: "required", minDomains: 3 } },
                "brokers.spread.minDomains unset -> 3: rolls brokers",
            ),
            notes: [/^a pod stays in the zone of its disk: /],
        },
        {
            ...brokers(
                { spread: { zones: "required", minDomains: 3 } },
                {},
                "brokers.spread.zones required -> preferred: rolls brokers",
                "brokers.spread.minDomains 3 -> unset: rolls brokers",
            ),
            notes: [/^$/],
        },
        {
            ...brokers({}, { rack: "node" }, "brokers.rack label -> node: rolls brokers"),
            notes: [
                /^copies of a partition that share a zone stay where they are; kafka:brokers\.rebalance moves them apart$/,
            ],
        },
        {
            ...brokers(
                { rebalance: true },
                { rebalance: true, rack: "node" },
                "brokers.rack label -> node: in place rolling brokers",
            ),
            notes: [/^partitions are moved while clients go on; /],
        },
        {
            ...brokers({ rack: "node" }, {}, "brokers.rack node -> label: rolls brokers"),
            notes: [/^before Kubernetes 1\.35 brokers forget their zones with this roll, /],
        },
        brokers({}, { nodeSelector: { a: "b" } }, 'brokers.nodeSelector {} -> {"a":"b"}: rolls brokers'),
        brokers(
            {},
            { tolerations: [{ operator: "Exists" }] },
            'brokers.tolerations [] -> [{"operator":"Exists"}]: rolls brokers',
        ),
        brokers(
            {},
            {
                nodeAffinity: {
                    preferredDuringSchedulingIgnoredDuringExecution: [
                        { weight: 1, preference: { matchExpressions: [{ key: "a", operator: "Exists" }] } },
                    ],
                },
            },
            'brokers.nodeAffinity unset -> {"preferredDuringSchedulingIgnoredDuringExecution":[{"preference":{"matchExpressions":[{"key":"a","operator":"Exists"}]},"weight":1}]}: rolls brokers',
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
