import assert from "node:assert/strict";
import { warnings } from "../../stack/warnings";
import { settingsOf } from "./refusal";

const cases: readonly (readonly [name: string, yaml: string, lines: readonly string[]])[] = [
    ["nothing in the defaults", "{}", []],
    [
        "an even ensemble",
        "kafka:zookeeper: { replicas: 4 }",
        ["kafka:zookeeper.replicas is 4: survives no more failures than 3; an odd number costs less"],
    ],
    [
        "one server for several brokers",
        "kafka:zookeeper: { replicas: 1 }",
        ["kafka:zookeeper.replicas is 1: 3 brokers stop changing leaders while this one server is away; use 3"],
    ],
    [
        "nothing where one server is for one broker",
        "kafka:zookeeper: { replicas: 1 }\nkafka:brokers: { replicas: 1 }",
        [],
    ],
    [
        "two brokers",
        "kafka:brokers: { replicas: 2 }",
        ["kafka:brokers.replicas is 2: while one broker is away, records are acknowledged by a single one; use 3"],
    ],
    [
        "zones that brokers must spread over",
        "kafka:brokers: { spread: { zones: required } }",
        [
            'kafka:brokers.spread.zones is "required": it places brokers; before Kubernetes 1.35 Kafka is not told their zones, and all copies of a partition may share one',
        ],
    ],
    [
        "nothing where servers must spread over zones, or brokers had better",
        "kafka:zookeeper: { spread: { zones: required } }\nkafka:brokers: { spread: { zones: preferred } }",
        [],
    ],
    [
        "a drained broker that is gone",
        "kafka:brokers: { replicas: 4, drain: [4] }",
        [
            "kafka:brokers.drain is [4]: there is no broker 4 any more; remove it, or it is emptied again when it comes back",
        ],
    ],
    [
        "NFS",
        "kafka:storage: { nfs: true }",
        [
            "kafka:storage.nfs is true: Kafka's log does not suit NFS (file locks, renames of open files); for trials only",
        ],
    ],
    [
        "a property that may be a plug-in's",
        "kafka:brokers: { config: { opa.authorizer.url: http://opa } }",
        [
            'kafka:brokers.config["opa.authorizer.url"] is "http://opa": no property of Kafka 3.9 itself; passed on as it is, for plug-ins',
        ],
    ],
    [
        "nothing in names that plug-ins are known to read",
        "kafka:brokers: { config: { super.users: 'User:admin', rsm.config.chunk.size: 1, listener.name.a.ssl.client.auth: none } }",
        [],
    ],
    [
        "a feature that corrupts",
        "kafka:kafkaManager: { features: [KMClusterManagerFeature, KMTopicManagerFeature] }",
        [
            'kafka:kafkaManager.features[1] is "KMTopicManagerFeature": lets "add partitions" corrupt topics of Kafka 2.8 and newer',
        ],
    ],
    [
        "nothing of a console that is off",
        "kafka:kafkaManager: { enabled: false, features: [KMTopicManagerFeature] }",
        [],
    ],
];

describe("warnings", () => {
    for (const [name, yaml, lines] of cases) {
        it(`warns of ${name}`, () => {
            assert.deepEqual(warnings(settingsOf(yaml)), lines);
        });
    }
});
