import type { BadFile } from "../refusal";

/** `kafka:images` */
export const images: readonly BadFile[] = [
    {
        name: "no tag",
        yaml: "kafka:images: { kafka: apache/kafka }",
        errors: [
            'kafka:images.kafka is "apache/kafka": must be an image reference with a tag or a digest, such as apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.9.2 }",
    },
    {
        name: "a port is no tag",
        yaml: "kafka:images: { kafka: localhost:5000/kafka }",
        errors: [
            'kafka:images.kafka is "localhost:5000/kafka": must be an image reference with a tag or a digest, such as apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: localhost:5000/kafka:3.9.2 }",
    },
    {
        name: "a capital",
        yaml: "kafka:images: { kafka: apache/Kafka:3.9.2 }",
        errors: [
            'kafka:images.kafka is "apache/Kafka:3.9.2": must be an image reference with a tag or a digest, such as apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.9.2 }",
    },
    {
        name: "a blank",
        yaml: 'kafka:images: { kafka: "apache/kafka: 3.9.2" }',
        errors: [
            'kafka:images.kafka is "apache/kafka: 3.9.2": must be an image reference with a tag or a digest, such as apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.9.2 }",
    },
    {
        name: "a short digest",
        yaml: "kafka:images: { kafka: apache/kafka@sha256:abc }",
        errors: [
            'kafka:images.kafka is "apache/kafka@sha256:abc": must be an image reference with a tag or a digest, such as apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }",
    },
    {
        name: "a number",
        yaml: "kafka:images: { kafka: 3.9 }",
        errors: [
            "kafka:images.kafka is 3.9: must be an image reference with a tag or a digest, such as apache/kafka:3.9.2",
        ],
        valid: "kafka:images: { kafka: 'kafka:3.9' }",
    },
    {
        name: "Kafka 4",
        yaml: "kafka:images: { kafka: apache/kafka:4.0.0 }",
        errors: [
            'kafka:images.kafka is "apache/kafka:4.0.0": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.9.1 }",
        editor: false,
    },
    {
        name: "Kafka 4 from a mirror",
        yaml: "kafka:images: { kafka: mirror.example.com/kafka:4.1.1 }",
        errors: [
            'kafka:images.kafka is "mirror.example.com/kafka:4.1.1": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2; if the tag is no version of it, write the digest without the tag',
        ],
        valid: "kafka:images: { kafka: mirror.example.com/kafka:3.9.1 }",
        editor: false,
    },
    {
        name: "the latest Kafka",
        yaml: "kafka:images: { kafka: apache/kafka:latest }",
        errors: [
            'kafka:images.kafka is "apache/kafka:latest": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.9.2 }",
        editor: false,
    },
    {
        name: "Kafka 2",
        yaml: "kafka:images: { kafka: apache/kafka:2.8.1 }",
        errors: [
            'kafka:images.kafka is "apache/kafka:2.8.1": must be Kafka 3, whose broker properties are set here; use apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.0.0 }",
        editor: false,
    },
    {
        name: "Kafka 4 with a digest",
        yaml: "kafka:images: { kafka: apache/kafka:4.0.0@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }",
        errors: [
            'kafka:images.kafka is "apache/kafka:4.0.0@sha256:0123456789abcdef0123456789abcdef…: must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: apache/kafka:3.9.2@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef }",
        editor: false,
    },
    {
        name: "Kafka 4 in a repository of one's own, whose 2024.10.1 is no Kafka",
        yaml: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:4.0.0' }",
        errors: [
            'kafka:images.kafka is "registry.corp:5000/platform/kafka:4.0.0": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2; if the tag is no version of it, write the digest without the tag',
        ],
        valid: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:2024.10.1' }",
        editor: false,
    },
    {
        name: "Kafka 2 in a repository of one's own, whose 1.0.3 is no Kafka",
        yaml: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:2.8.1' }",
        errors: [
            'kafka:images.kafka is "registry.corp:5000/platform/kafka:2.8.1": must be Kafka 3, whose broker properties are set here; use apache/kafka:3.9.2; if the tag is no version of it, write the digest without the tag',
        ],
        valid: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:1.0.3' }",
        editor: false,
    },
    {
        name: "the newest of a major version, whose digest says nothing",
        yaml: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:4' }",
        errors: [
            'kafka:images.kafka is "registry.corp:5000/platform/kafka:4": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2; if the tag is no version of it, write the digest without the tag',
        ],
        valid: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef' }",
        editor: false,
    },
    {
        name: "the latest in a repository of one's own",
        yaml: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:latest' }",
        errors: [
            'kafka:images.kafka is "registry.corp:5000/platform/kafka:latest": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2; if the tag is no version of it, write the digest without the tag',
        ],
        valid: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:24.10' }",
        editor: false,
    },
    {
        name: "numbers of one's own in a mirror of the official repository",
        yaml: "kafka:images: { kafka: 'registry.corp:5000/hub/apache/kafka:2024.10.1' }",
        errors: [
            'kafka:images.kafka is "registry.corp:5000/hub/apache/kafka:2024.10.1": must be Kafka 3: ZooKeeper mode ended with Kafka 3.9; use apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: 'registry.corp:5000/platform/kafka:3.10.0' }",
        editor: false,
    },
    {
        name: "Kafka 1 in the official repository",
        yaml: "kafka:images: { kafka: 'apache/kafka:1.0.3' }",
        errors: [
            'kafka:images.kafka is "apache/kafka:1.0.3": must be Kafka 3, whose broker properties are set here; use apache/kafka:3.9.2',
        ],
        valid: "kafka:images: { kafka: 'corp/kafka:0.1' }",
        editor: false,
    },
    {
        name: "ZooKeeper 3.4 in a repository of one's own, whose 1.0.3 is no ZooKeeper",
        yaml: "kafka:images: { zookeeper: 'registry.corp:5000/platform/zookeeper:3.4.14' }",
        errors: [
            'kafka:images.zookeeper is "registry.corp:5000/platform/zookeeper:3.4.14": must be ZooKeeper 3.5.7 or newer, with Java 9 or newer; use zookeeper:3.8.6; if the tag is no version of it, write the digest without the tag',
        ],
        valid: "kafka:images: { zookeeper: 'registry.corp:5000/platform/zookeeper:1.0.3' }",
        editor: false,
    },
    {
        name: "numbers of one's own in the official repository",
        yaml: "kafka:images: { zookeeper: 'zookeeper:1.0.3' }",
        errors: [
            'kafka:images.zookeeper is "zookeeper:1.0.3": must be ZooKeeper 3.5.7 or newer, with Java 9 or newer; use zookeeper:3.8.6',
        ],
        valid: "kafka:images: { zookeeper: 'registry.corp:5000/zookeeper:2024.10.1' }",
        editor: false,
    },
    {
        name: "numbers of one's own in a mirror of it",
        yaml: "kafka:images: { zookeeper: 'mirror.example.com/library/zookeeper:1.0.3' }",
        errors: [
            'kafka:images.zookeeper is "mirror.example.com/library/zookeeper:1.0.3": must be ZooKeeper 3.5.7 or newer, with Java 9 or newer; use zookeeper:3.8.6',
        ],
        valid: "kafka:images: { zookeeper: 'registry.corp:5000/zk:3.4.1' }",
        editor: false,
    },
    {
        name: "ZooKeeper 3.4",
        yaml: "kafka:images: { zookeeper: zookeeper:3.4.14 }",
        errors: [
            'kafka:images.zookeeper is "zookeeper:3.4.14": must be ZooKeeper 3.5.7 or newer, with Java 9 or newer; use zookeeper:3.8.6',
        ],
        valid: "kafka:images: { zookeeper: zookeeper:3.5.10 }",
        editor: false,
    },
    {
        name: "ZooKeeper whose image has Java 8",
        yaml: "kafka:images: { zookeeper: zookeeper:3.5.6 }",
        errors: [
            'kafka:images.zookeeper is "zookeeper:3.5.6": must be ZooKeeper 3.5.7 or newer, with Java 9 or newer; use zookeeper:3.8.6',
        ],
        valid: "kafka:images: { zookeeper: zookeeper:3.5.7 }",
        editor: false,
    },
    {
        name: "no tag of ZooKeeper",
        yaml: "kafka:images: { zookeeper: zookeeper }",
        errors: [
            'kafka:images.zookeeper is "zookeeper": must be an image reference with a tag or a digest, such as zookeeper:3.8.6',
        ],
        valid: "kafka:images: { zookeeper: zookeeper:3.8.6 }",
    },
    {
        name: "ZooKeeper 3.4 from a mirror",
        yaml: "kafka:images: { zookeeper: mirror.example.com/zookeeper:3.4 }",
        errors: [
            'kafka:images.zookeeper is "mirror.example.com/zookeeper:3.4": must be ZooKeeper 3.5.7 or newer, with Java 9 or newer; use zookeeper:3.8.6; if the tag is no version of it, write the digest without the tag',
        ],
        valid: "kafka:images: { zookeeper: mirror.example.com/zookeeper:3.10 }",
        editor: false,
    },
    {
        name: "a scheme before an image",
        yaml: "kafka:images: { kafkaManager: https://quay.io/panubo/cmak:3.0.0.6-2 }",
        errors: [
            'kafka:images.kafkaManager is "https://quay.io/panubo/cmak:3.0.0.6-2": must be an image reference with a tag or a digest, such as quay.io/panubo/cmak:3.0.0.6-2',
        ],
        valid: "kafka:images: { kafkaManager: quay.io/panubo/cmak:3.0.0.6-2 }",
    },
    {
        name: "a scheme",
        yaml: "kafka:images: { registry: https://mirror.example.com }",
        errors: [
            'kafka:images.registry is "https://mirror.example.com": must be a registry without scheme and without a slash at the end, such as mirror.example.com/hub',
        ],
        valid: "kafka:images: { registry: mirror.example.com }",
    },
    {
        name: "a slash at the end",
        yaml: "kafka:images: { registry: mirror.example.com/ }",
        errors: [
            'kafka:images.registry is "mirror.example.com/": must be a registry without scheme and without a slash at the end, such as mirror.example.com/hub',
        ],
        valid: "kafka:images: { registry: mirror.example.com/hub }",
    },
    {
        name: "a flag",
        yaml: "kafka:images: { registry: true }",
        errors: [
            "kafka:images.registry is true: must be a registry without scheme and without a slash at the end, such as mirror.example.com/hub",
        ],
        valid: "kafka:images: { registry: 'true' }",
    },
    {
        name: "pullPolicy always",
        yaml: "kafka:images: { pullPolicy: always }",
        errors: [
            'kafka:images.pullPolicy is "always": must be one of IfNotPresent, Always, Never; did you mean Always?',
        ],
        valid: "kafka:images: { pullPolicy: Always }",
    },
    {
        name: "pullPolicy true",
        yaml: "kafka:images: { pullPolicy: true }",
        errors: ["kafka:images.pullPolicy is true: must be one of IfNotPresent, Always, Never"],
        valid: "kafka:images: { pullPolicy: Never }",
    },
    {
        name: "a text for a list",
        yaml: "kafka:images: { pullSecrets: mirror }",
        errors: ['kafka:images.pullSecrets is "mirror": must be a list of Secret names'],
        valid: "kafka:images: { pullSecrets: [mirror] }",
    },
    {
        name: "a capital in a list",
        yaml: "kafka:images: { pullSecrets: [mirror, Mirror] }",
        errors: [
            "kafka:images.pullSecrets[1] is \"Mirror\": must be a DNS name: lower-case letters, digits, '-' and '.', at most 253",
        ],
        valid: "kafka:images: { pullSecrets: [mirror, other] }",
    },
    {
        name: "the same twice",
        yaml: "kafka:images: { pullSecrets: [mirror, mirror] }",
        errors: ['kafka:images.pullSecrets[1] is "mirror": must be listed once; remove it'],
        valid: "kafka:images: { pullSecrets: [mirror] }",
        editor: false,
    },
    {
        name: "an unknown field, far from all",
        yaml: "kafka:images: { repository: mirror.example.com }",
        errors: [
            "kafka:images.repository is unknown: valid keys are zookeeper, kafka, kafkaManager, metricsAgent, registry, pullPolicy, pullSecrets",
        ],
        valid: "kafka:images: { registry: mirror.example.com }",
    },
];
