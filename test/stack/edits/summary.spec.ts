import assert from "node:assert/strict";
import { staleAllowances } from "../../../edits/refusals";
import { quantity } from "../../../model/quantity";
import { judge } from "../../../stack/judge";
import type { Facts } from "../../../stack/judge";
import { roughly, summary } from "../../../stack/summary/summary";
import { markdown, text } from "../../../stack/summary/text";
import { settings } from "./cases";
import type { Groups } from "./cases";

function said(old: Groups, wanted: Groups, facts: Facts = {}): string[] {
    const target = settings(wanted);
    return text(summary(judge(settings(old), target, [], facts), target)).split("\n");
}

const table: readonly (readonly [old: Groups, wanted: Groups, first: string, facts?: Facts])[] = [
    [{}, {}, "touches nothing that runs"],
    [
        { brokers: { memory: "2Gi", disk: "10Gi" } },
        { brokers: { memory: "4Gi", disk: "20Gi" } },
        "rolls 3 brokers one by one (≈ 3 min), grows 3 broker disks online, touches nothing else",
    ],
    [
        { brokers: { memory: "2Gi", clientAddressSeconds: 120 } },
        { brokers: { memory: "4Gi", clientAddressSeconds: 120 } },
        "rolls 3 brokers one by one (≈ 6 min), touches nothing else",
    ],
    [
        { brokers: { replicas: 3 } },
        { brokers: { replicas: 5, disk: "20Gi" } },
        "adds 2 brokers, grows 3 broker disks online, touches nothing else",
    ],
    [
        { brokers: { replicas: 1 } },
        { brokers: { replicas: 2 } },
        "adds 1 broker, restarts the only broker (≈ 70 s), touches nothing else",
    ],
    [
        { brokers: { replicas: 5 } },
        { brokers: { replicas: 3 } },
        "removes 2 brokers, touches nothing else",
        { drained: [3, 4] },
    ],
    [{ zookeeper: { replicas: 3 } }, { zookeeper: { replicas: 4 } }, "adds 1 ZooKeeper server, touches nothing else"],
    [
        { kafkaManager: { enabled: false }, images: { pullPolicy: "Always" } },
        { kafkaManager: { enabled: false } },
        "rolls 3 ZooKeeper servers one by one (≈ 50 s), rolls 3 brokers one by one (≈ 3 min), touches nothing else",
    ],
    [{}, { zookeeper: { backup: {} } }, "begins backups of ZooKeeper, touches nothing else"],
    [{ zookeeper: { backup: {} } }, {}, "ends the backups of ZooKeeper, touches nothing else"],
    [
        { zookeeper: { backup: {} } },
        { zookeeper: { backup: { keep: 30 } } },
        "updates the backups of ZooKeeper, touches nothing else",
    ],
    [
        {},
        { brokers: { external: { type: "nodePort" } } },
        "rolls 3 brokers one by one (≈ 3 min), opens the brokers to clients outside by node ports, touches nothing else",
    ],
    [
        { brokers: { external: { type: "loadBalancer" } } },
        {},
        "rolls 3 brokers one by one (≈ 3 min), closes the brokers to clients outside, touches nothing else",
    ],
    [
        { brokers: { external: { type: "loadBalancer" } } },
        { brokers: { external: { type: "loadBalancer", sourceRanges: ["192.0.2.0/24"] } } },
        "updates the way in from outside, touches nothing else",
    ],
    [
        {},
        { security: { authentication: "offered" }, users: [{ name: "orders" }, { name: "billing" }] },
        "rolls 3 ZooKeeper servers one by one (≈ 50 s), rolls 3 brokers one by one (≈ 3 min), writes 2 users, touches nothing else",
    ],
    [
        { security: { authentication: "required" }, users: [{ name: "orders" }, { name: "billing" }] },
        { security: { authentication: "required" }, users: [{ name: "orders", passwordVersion: 2 }] },
        "writes 1 user, removes 1 user, touches nothing else",
    ],
    [
        { security: { authentication: "required" } },
        { security: { authentication: "required", passwordVersion: 2 } },
        "rolls 3 ZooKeeper servers one by one (≈ 50 s), rolls 3 brokers one by one (≈ 3 min), restarts Kafka Manager (≈ 20 s), touches nothing else",
    ],
    [{}, { kafkaManager: { enabled: false, memory: "1Gi" } }, "removes Kafka Manager, touches nothing else"],
    [{ kafkaManager: { enabled: false } }, {}, "adds Kafka Manager, touches nothing else"],
    [{}, { kafkaManager: { service: { type: "NodePort" } } }, "updates Kafka Manager in place, touches nothing else"],
    [
        {},
        { brokers: { config: { "message.max.bytes": 2000000, "num.io.threads": 16 } } },
        "changes 2 broker properties without a restart, touches nothing else",
    ],
    [
        {},
        { brokers: { logLevels: { "kafka.server": "DEBUG", root: "INFO" } } },
        "changes 1 log level without a restart, touches nothing else",
    ],
    [
        {},
        { brokers: { logLevels: { root: "WARN" } }, zookeeper: { logLevels: { root: "WARN" } } },
        "changes 2 log levels without a restart, touches nothing else",
    ],
    [
        { brokers: { logLevels: { "kafka.server": "DEBUG", kafka: "DEBUG" } } },
        {},
        "changes 2 log levels without a restart, touches nothing else",
    ],
    [
        {},
        { namespace: { labels: { team: "data" } }, storage: { keepOnDestroy: false } },
        "updates the namespace's labels, updates what becomes of disks, touches nothing else",
    ],
    [
        { zookeeper: { replicas: 1, disk: "5Gi" } },
        { zookeeper: { replicas: 1, disk: "6Gi" } },
        "grows 1 ZooKeeper server disk online, touches nothing else",
    ],
    [
        { brokers: { disk: "2000Gi" } },
        { brokers: { disk: "200Gi" } },
        "takes back the growth of 3 broker disks, touches nothing else",
        { largestDisk: { brokers: quantity("200Gi") } },
    ],
    [{}, { brokers: { replicas: 5, disk: "1Gi" } }, "refused, nothing is touched: 1 of 2 edits"],
];

describe("the summary of an edit", () => {
    for (const [old, wanted, first, facts] of table) {
        it(first, () => {
            assert.equal(said(old, wanted, facts)[0], first);
        });
    }

    it("lists refusals and notes below", () => {
        assert.deepEqual(said({ brokers: { disk: "10Gi", replicas: 3 } }, { brokers: { disk: "5Gi", replicas: 4 } }), [
            "refused, nothing is touched: 1 of 2 edits",
            "  kafka:brokers.disk 10Gi -> 5Gi: Kubernetes cannot shrink a disk; " +
                "keep 10Gi; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)",
            "  note: brokers.replicas 3 -> 4: the new brokers hold nothing until kafka:brokers.rebalance: true moves partitions to them",
        ]);
    });

    it("does not say what a refused edit would come to", () => {
        assert.deepEqual(said({ brokers: { replicas: 5 } }, { brokers: { replicas: 3 } }), [
            "refused, nothing is touched: 1 of 1 edit",
            "  kafka:brokers.replicas 5 -> 3: brokers 3, 4 are not drained, and their partitions would lose copies; " +
                "move their partitions away first with kafka:brokers.drain: [3, 4], then lower the number; " +
                'to override, add "brokers.replicas 5 -> 3" to kafka:allow',
        ]);
    });

    it("warns where a restart interrupts", () => {
        const one = { zookeeper: { replicas: 1 }, brokers: { replicas: 1 } };
        assert.deepEqual(said(one, { ...one, images: { pullPolicy: "Always" } }), [
            "restarts the only ZooKeeper server (≈ 20 s), restarts the only broker (≈ 70 s), restarts Kafka Manager (≈ 20 s), touches nothing else",
            "  note: with 1 ZooKeeper server each restart interrupts changes of leaders and topics",
            "  note: with 1 broker clients wait while it restarts",
        ]);
    });

    it("is written as a table in Markdown for a pull request", () => {
        const target = settings({ brokers: { memory: "4Gi", nodeSelector: { a: "b" } } });
        const edits = judge(settings({ brokers: { memory: "2Gi" } }), target);
        assert.equal(
            markdown(summary(edits, target)),
            [
                "**Rolls 3 brokers one by one (≈ 3 min), touches nothing else**",
                "",
                "| Setting | From | To | |",
                "| --- | --- | --- | --- |",
                "| `kafka:brokers.memory` | `2Gi` | `4Gi` | rolls |",
                '| `kafka:brokers.nodeSelector` | `{}` | `{"a":"b"}` | rolls |',
            ].join("\n"),
        );
    });

    it("quotes values in Markdown so that none breaks out of its cell", () => {
        const target = settings({ brokers: { config: { "my.plugin": "a`|``b" } } });
        const lines = markdown(summary(judge(settings(), target), target)).split("\n");
        assert.ok(
            lines.includes('| `kafka:brokers.config.my.plugin` | `unset` | ``` "a`\\|``b" ``` | rolls |'),
            lines.join("\n"),
        );
    });

    it("shows refusals in Markdown", () => {
        const target = settings({ zookeeper: { disk: "1Gi" } });
        const lines = markdown(summary(judge(settings(), target), target)).split("\n");
        assert.equal(lines[0], "**Refused, nothing is touched: 1 of 1 edit**");
        assert.ok(lines.includes("Refused:"));
        assert.ok(lines.some((line) => line.startsWith("- `kafka:zookeeper.disk 5Gi -> 1Gi: Kubernetes cannot")));
    });

    it("rounds times to what a reader can rely on", () => {
        assert.deepEqual([15, 45, 94, 95, 201, 700].map(roughly), [
            "≈ 20 s",
            "≈ 50 s",
            "≈ 90 s",
            "≈ 2 min",
            "≈ 3 min",
            "≈ 12 min",
        ]);
    });
});

describe("staleAllowances", () => {
    const [old, wanted] = [
        settings({ brokers: { replicas: 5, disk: "10Gi" } }),
        settings({ brokers: { replicas: 3, disk: "5Gi", cpu: 1 } }),
    ];

    it("reports entries of kafka:allow that have no effect, and why", () => {
        const allowed = [
            "brokers.replicas 5 -> 3",
            "brokers.replicas 5 -> 4",
            "brokers.disk 10Gi -> 5Gi",
            "brokers.cpu 500m -> 1",
            "brokers.cpu 500m -> 1",
        ];
        assert.deepEqual(staleAllowances(judge(old, wanted, allowed), allowed), [
            'kafka:allow "brokers.replicas 5 -> 4": no edit of this name; remove the entry',
            'kafka:allow "brokers.disk 10Gi -> 5Gi": this edit cannot be allowed; remove the entry',
            'kafka:allow "brokers.cpu 500m -> 1": this edit needs no allowance; remove the entry',
        ]);
    });

    it("reports an entry once its edit is carried out", () => {
        assert.deepEqual(
            staleAllowances(judge(wanted, wanted, ["brokers.replicas 5 -> 3"]), ["brokers.replicas 5 -> 3"]),
            ['kafka:allow "brokers.replicas 5 -> 3": no edit of this name; remove the entry'],
        );
    });
});
