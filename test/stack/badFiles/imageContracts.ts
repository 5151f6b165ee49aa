import type { BadFile } from "../refusal";

/** `kafka:images`: images whose contract the pods cannot keep to, and mirrors of those that they can. */
export const imageContracts: readonly BadFile[] = [
    {
        name: "Confluent's Kafka",
        yaml: "kafka:images: { kafka: 'confluentinc/cp-kafka:7.9.1' }",
        errors: [
            'kafka:images.kafka is "confluentinc/cp-kafka:7.9.1": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): Confluent\'s have them in /usr/bin; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'apache/kafka:3.9.2' }",
        editor: false,
    },
    {
        name: "Confluent's Kafka from a mirror",
        yaml: "kafka:images: { kafka: 'mirror.local:5000/hub/cp-kafka-kraft:7.9.1' }",
        errors: [
            'kafka:images.kafka is "mirror.local:5000/hub/cp-kafka-kraft:7.9.1": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): Confluent\'s have them in /usr/bin; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'mirror.local:5000/hub/apache/kafka:3.9.2' }",
        editor: false,
    },
    {
        name: "Confluent's server",
        yaml: "kafka:images: { kafka: 'confluentinc/cp-server:7.9.1' }",
        errors: [
            'kafka:images.kafka is "confluentinc/cp-server:7.9.1": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): Confluent\'s have them in /usr/bin; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'registry.example.com/hub/apache/kafka:3.9.2' }",
        editor: false,
    },
    {
        name: "Bitnami's Kafka",
        yaml: "kafka:images: { kafka: 'bitnami/kafka:3.9.0' }",
        errors: [
            'kafka:images.kafka is "bitnami/kafka:3.9.0": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): Bitnami\'s have them below /opt/bitnami; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'mirror.local/apache/kafka:3.9.2' }",
        editor: false,
    },
    {
        name: "Bitnami's older Kafka",
        yaml: "kafka:images: { kafka: 'docker.io/bitnamilegacy/kafka:4.0.0' }",
        errors: [
            'kafka:images.kafka is "docker.io/bitnamilegacy/kafka:4.0.0": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): Bitnami\'s have them below /opt/bitnami; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'mirror.local/kafka@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }",
        editor: false,
    },
    {
        name: "the native Kafka",
        yaml: "kafka:images: { kafka: 'apache/kafka-native:3.9.2' }",
        errors: [
            'kafka:images.kafka is "apache/kafka-native:3.9.2": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): the native one knows KRaft only, and has no tools; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'apache/kafka:3.9.2' }",
        editor: false,
    },
    {
        name: "Strimzi's Kafka",
        yaml: "kafka:images: { kafka: 'quay.io/strimzi/kafka:0.45.0-kafka-3.9.0' }",
        errors: [
            'kafka:images.kafka is "quay.io/strimzi/kafka:0.45.0-kafka-3.9.0": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): Strimzi\'s are made for its own operator; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'quay.io/team/kafka:3.9.0' }",
        editor: false,
    },
    {
        name: "Strimzi's Kafka by digest",
        yaml: "kafka:images: { kafka: 'quay.io/strimzi-mirror/kafka@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }",
        errors: [
            "kafka:images.kafka is \"quay.io/strimzi-mirror/kafka@sha256:0123456789abcdef012345…: must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): Strimzi's are made for its own operator; use apache/kafka:3.9.2, or a mirror of it",
        ],
        valid: "kafka:images: { kafka: 'apache/kafka@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }",
        editor: false,
    },
    {
        name: "wurstmeister's Kafka",
        yaml: "kafka:images: { kafka: 'wurstmeister/kafka:2.13-2.8.1' }",
        errors: [
            'kafka:images.kafka is "wurstmeister/kafka:2.13-2.8.1": must keep to the contract of apache/kafka (ZooKeeper mode, tools in /opt/kafka/bin): wurstmeister\'s end with Kafka 2.8; use apache/kafka:3.9.2, or a mirror of it',
        ],
        valid: "kafka:images: { kafka: 'corp/kafka:2.13-3.9.2' }",
        editor: false,
    },
    {
        name: "Bitnami's ZooKeeper",
        yaml: "kafka:images: { zookeeper: 'mirror.local/bitnami/zookeeper:3.8.4' }",
        errors: [
            'kafka:images.zookeeper is "mirror.local/bitnami/zookeeper:3.8.4": must keep to the contract of the official zookeeper (zkServer.sh, zkCli.sh, bash and nc, user 1000): Bitnami\'s are made for user 1001; use zookeeper:3.8.6, or a mirror of it',
        ],
        valid: "kafka:images: { zookeeper: 'mirror.local/library/zookeeper:3.8.6' }",
        editor: false,
    },
    {
        name: "Confluent's ZooKeeper",
        yaml: "kafka:images: { zookeeper: 'confluentinc/cp-zookeeper:7.9.1' }",
        errors: [
            'kafka:images.zookeeper is "confluentinc/cp-zookeeper:7.9.1": must keep to the contract of the official zookeeper (zkServer.sh, zkCli.sh, bash and nc, user 1000): Confluent\'s have zookeeper-server-start instead; use zookeeper:3.8.6, or a mirror of it',
        ],
        valid: "kafka:images: { zookeeper: 'zookeeper:3' }",
        editor: false,
    },
];
