import assert from "node:assert/strict";
import { warnings } from "../../stack/warnings";
import { settingsOf } from "./refusal";

const cases: readonly (readonly [name: string, yaml: string, lines: readonly string[]])[] = [
    ["nothing in the defaults", "{}", []],
    [
        "topics without a copy to spare, by what they say themselves",
        "kafka:topics: [{ name: a, replication: 2 }, { name: b, config: { min.insync.replicas: 3 } }, { name: c }, { name: d, replication: 1 }, { name: e, replication: 2, config: { min.insync.replicas: 1 } }]",
        [
            'kafka:topics[0].name is "a": 2 of 2 copies must have a record, so every restart of a broker stops whoever writes to it and waits for all (acks=all); set min.insync.replicas to 1',
            'kafka:topics[1].name is "b": 3 of 3 copies must have a record, so every restart of a broker stops whoever writes to it and waits for all (acks=all); set min.insync.replicas to 2',
        ],
    ],
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
        "a way in from outside",
        "kafka:brokers: { external: { type: loadBalancer } }",
        [
            'kafka:brokers.external.type is "loadBalancer": brokers listen in plain text, without passwords, to whoever can connect; open it to networks you trust only',
        ],
    ],
    [
        "nothing of a way in from outside that is encrypted",
        "kafka:brokers: { external: { type: loadBalancer, host: '{broker}.example.com' } }\nkafka:security: { authentication: required, tls: { secret: a } }",
        [],
    ],
    [
        "one host for brokers on several nodes of which one answers each",
        "kafka:brokers: { external: { type: nodePort, host: a.example.com, externalTrafficPolicy: Local } }",
        [
            'kafka:brokers.external.type is "nodePort": brokers listen in plain text, without passwords, to whoever can connect; open it to networks you trust only',
            'kafka:brokers.external.externalTrafficPolicy is "Local": 3 brokers share one host, and only the node of a broker answers on its port; use Cluster',
        ],
    ],
    [
        "of the way in only, where each broker has its own host",
        'kafka:brokers: { external: { type: nodePort, host: "{broker}.example.com", externalTrafficPolicy: Local } }',
        [
            'kafka:brokers.external.type is "nodePort": brokers listen in plain text, without passwords, to whoever can connect; open it to networks you trust only',
        ],
    ],
    [
        "zones that brokers must spread over",
        "kafka:brokers: { spread: { zones: required } }",
        [
            'kafka:brokers.spread.zones is "required": it places brokers; before Kubernetes 1.35 Kafka is not told their zones, and all copies of a partition may share one; set kafka:brokers.rack to node there',
        ],
    ],
    [
        "nothing where brokers that must spread over zones know them",
        "kafka:brokers: { rack: node, spread: { zones: required } }",
        [],
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
        "as many acknowledgements as copies",
        "kafka:brokers: { config: { min.insync.replicas: 3 } }",
        [
            'kafka:brokers.config["min.insync.replicas"] is 3: 3 of 3 copies must have a record, so every restart of a broker stops the writers of new topics that wait for all copies (acks=all); set min.insync.replicas to 2',
        ],
    ],
    [
        "as many copies as acknowledgements that are derived, of both kinds",
        "kafka:brokers: { config: { default.replication.factor: 2, transaction.state.log.replication.factor: '2' } }",
        [
            'kafka:brokers.config["default.replication.factor"] is 2: 2 of 2 copies must have a record, so every restart of a broker stops the writers of new topics that wait for all copies (acks=all); set min.insync.replicas to 1',
            'kafka:brokers.config["transaction.state.log.replication.factor"] is "2": 2 of 2 copies must have a record, so every restart of a broker stops all transactions; set transaction.state.log.min.isr to 1',
        ],
    ],
    [
        "nothing where a copy is to spare, or there is only one",
        "kafka:brokers: { config: { default.replication.factor: 1, min.insync.replicas: 1, transaction.state.log.min.isr: 2 } }",
        [],
    ],
    ["nothing of copies of a single broker", "kafka:brokers: { replicas: 1 }\nkafka:zookeeper: { replicas: 1 }", []],
    [
        "a partition that fills the disk",
        "kafka:brokers: { disk: 10Gi, config: { log.retention.bytes: 9663676417 } }",
        [
            'kafka:brokers.config["log.retention.bytes"] is 9663676417: with a segment more (log.segment.bytes 1073741824) a single partition fills the disk of 10Gi before a record is deleted by size; lower it, or grow kafka:brokers.disk',
        ],
    ],
    [
        "nothing of a partition that fits with a segment more",
        "kafka:brokers: { disk: 10Gi, config: { log.retention.bytes: 9663676416 } }",
        [],
    ],
    [
        "nothing of a partition that fits with small segments",
        "kafka:brokers: { disk: 10Gi, config: { log.retention.bytes: '10000000000', log.segment.bytes: 104857600 } }",
        [],
    ],
    [
        "nothing of sizes by which nothing is deleted",
        "kafka:brokers: { disk: 1Gi, config: { log.retention.bytes: 9663676417, log.cleanup.policy: compact } }",
        [],
    ],
    [
        "a log whose greater part is elsewhere, of what keeps brokers from there only",
        "kafka:brokers: { disk: 1Gi, config: { log.retention.bytes: 9663676417, remote.log.storage.system.enable: true } }",
        [
            "kafka:security.networkPolicies.enabled is true: plug-ins of the brokers (remote.log.storage.system.enable) reach nothing outside of the cluster but DNS; open what they need by a NetworkPolicy of your own (docs/security.md)",
        ],
    ],
    [
        "nothing of it where nothing is closed",
        "kafka:brokers: { config: { remote.log.storage.system.enable: true } }\nkafka:security: { networkPolicies: { enabled: false } }",
        [],
    ],
    ["nothing of a log without a limit", "kafka:brokers: { disk: 1Gi, config: { log.retention.bytes: -1 } }", []],
    [
        "NFS",
        "kafka:storage: { nfs: true }",
        [
            "kafka:storage.nfs is true: Kafka's log does not suit NFS (file locks, renames of open files); for trials only",
        ],
    ],
    [
        "a plug-in's authorizer",
        "kafka:brokers: { config: { authorizer.class.name: org.openpolicyagent.kafka.OpaAuthorizer } }",
        [
            'kafka:brokers.config["authorizer.class.name"] is "org.openpolicyagent.kafka.OpaAuthorizer": every broker and client is User:ANONYMOUS to it; where it refuses that one, no broker talks to another',
            "kafka:security.networkPolicies.enabled is true: plug-ins of the brokers (authorizer.class.name) reach nothing outside of the cluster but DNS; open what they need by a NetworkPolicy of your own (docs/security.md)",
        ],
    ],
    [
        "nothing of an authorizer with the brokers among its super users, and of none",
        "kafka:brokers: { config: { authorizer.class.name: a.B, super.users: 'User:a;User:ANONYMOUS' } }\nkafka:zookeeper: {}",
        [],
    ],
    ["nothing of an empty authorizer", "kafka:brokers: { config: { authorizer.class.name: '' } }", []],
    [
        "a property that may be a plug-in's",
        "kafka:brokers: { config: { opa.authorizer.url: http://u:hunter2@opa } }",
        [
            'kafka:brokers.config["opa.authorizer.url"] is set: no property of Kafka 3.9 itself; passed on as it is, for plug-ins',
        ],
    ],
    [
        "nothing in names that plug-ins are known to read",
        "kafka:brokers: { config: { super.users: 'User:admin', rsm.config.chunk.size: 1, listener.name.a.ssl.client.auth: none } }",
        [],
    ],
    [
        "a plug-in's secret, without showing it",
        "kafka:brokers: { config: { my.plugin.token: hunter2, listener.name.a.my.apiKey: 1 } }",
        ["my.plugin.token", "listener.name.a.my.apiKey"].map(
            (name) =>
                `kafka:brokers.config["${name}"] is a secret: in plain in the stack file, the state and a ConfigMap; refer to it as \${provider:path:key} by way of config.providers`,
        ),
    ],
    [
        "nothing of a reference to one",
        'kafka:brokers: { config: { my.plugin.token: "${file:/secrets/plugin:token}" } }',
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
        "a password in plain text",
        "kafka:kafkaManager: { ingress: { host: kafka.example.com } }\nkafka:security: { networkPolicies: { console: [ingress-nginx] } }",
        [
            'kafka:kafkaManager.ingress.host is "kafka.example.com": without kafka:kafkaManager.ingress.tlsSecretName the password travels in plain text, unless the controller has a certificate of its own; set it',
        ],
    ],
    [
        "nothing in an ingress with TLS, a node port beside it, which some controllers need",
        "kafka:kafkaManager: { ingress: { host: kafka.example.com, tlsSecretName: tls }, service: { type: NodePort } }",
        [],
    ],
    [
        "an ingress whose controller is let in by nothing",
        "kafka:kafkaManager: { ingress: { host: kafka.example.com, tlsSecretName: tls } }",
        [
            'kafka:kafkaManager.ingress.host is "kafka.example.com": no NetworkPolicy of this stack lets the controller in; name its namespace in kafka:security.networkPolicies.console',
        ],
    ],
    [
        "nothing of a controller where there are no policies",
        "kafka:kafkaManager: { ingress: { host: kafka.example.com, tlsSecretName: tls } }\nkafka:security: { networkPolicies: { enabled: false } }",
        [],
    ],
    [
        "a way around the ingress",
        "kafka:kafkaManager: { ingress: { host: kafka.example.com, tlsSecretName: tls }, service: { type: LoadBalancer } }",
        [
            'kafka:kafkaManager.service.type is "LoadBalancer": it is a second way to the console beside the ingress, without TLS; use ClusterIP',
        ],
    ],
    [
        "nothing of a console that is off",
        "kafka:kafkaManager: { enabled: false, features: [KMTopicManagerFeature], ingress: { host: kafka.example.com }, service: { type: LoadBalancer } }",
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
