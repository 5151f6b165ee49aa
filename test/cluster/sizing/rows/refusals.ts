import type { Changes } from "../../support/stackFile";
import type { Trial } from "../trial";

/** An edit that is refused, and the line that says so. */
type Refusal = readonly [edit: string, changes: Changes, line: RegExp];

/** Of three servers and three brokers with disks of 2Gi and 3Gi, Kafka 3.9. */
const refusals: readonly Refusal[] = [
    [
        "brokers disk down",
        { "kafka:brokers.disk": "1Gi" },
        /kafka:brokers\.disk \dGi -> 1Gi: Kubernetes cannot shrink a disk; keep \dGi/,
    ],
    [
        "ZooKeeper disk down",
        { "kafka:zookeeper.disk": "512Mi" },
        /kafka:zookeeper\.disk 2Gi -> 512Mi: Kubernetes cannot shrink a disk; keep 2Gi/,
    ],
    [
        "another StorageClass",
        { "kafka:storage.class": "faster" },
        /kafka:storage\.class unset -> faster: a disk stays in the class it was made in; bring up a second stack/,
    ],
    [
        "brokers 3 -> 1, not drained",
        { "kafka:brokers.replicas": 1 },
        /kafka:brokers\.replicas 3 -> 1: .*broker 1 holds \d+ partitions.*reassign every topic to 1 copy on broker 0 first/,
    ],
    // What no settings may say at all is refused before they are compared with those that run.
    ["Kafka 4", { "kafka:images.kafka": "apache/kafka:4.0.0" }, /kafka:images\.kafka is "apache\/kafka:4\.0\.0": /],
    [
        "Kafka 3.9 -> 3.8",
        { "kafka:images.kafka": "apache/kafka:3.8.1" },
        /kafka:images\.kafka .*3\.9\.2 -> apache\/kafka:3\.8\.1: brokers of Kafka 3\.8 cannot read/,
    ],
    [
        "another namespace",
        { "kafka:namespace.name": "kafka-elsewhere-e2e" },
        /kafka:namespace\.name \S+ -> kafka-elsewhere-e2e: everything would be recreated there, without the records/,
    ],
    [
        "min.insync.replicas lowered",
        { "kafka:brokers.config": { "min.insync.replicas": 1 } },
        /kafka:brokers\.config\.min\.insync\.replicas unset -> 1: records would be acknowledged with a single copy/,
    ],
    [
        "brokers 3 -> 1, another edit allowed",
        { "kafka:brokers.replicas": 1, "kafka:allow": ["brokers.replicas 3 -> 2"] },
        /kafka:brokers\.replicas 3 -> 1: /,
    ],
];

/** Edits that would lose records: the preview refuses them, and nothing in the cluster changes. */
export function refuse(trial: Trial): void {
    for (const [edit, changes, line] of refusals) {
        it(`refuses: ${edit}`, () => trial.refused(edit, changes, line));
    }

    it("refuses in `pulumi up --skip-preview` too", async () => {
        const up = ["up", "--yes", "--skip-preview"];
        const line = /kafka:brokers\.disk \dGi -> 1Gi: Kubernetes cannot shrink a disk/;
        await trial.refused("brokers disk down, without a preview", { "kafka:brokers.disk": "1Gi" }, line, up);
    });
}
