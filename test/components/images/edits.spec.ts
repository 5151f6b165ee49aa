import { cases } from "../../stack/edits/cases";
import type { Case } from "../../stack/edits/cases";

function zookeeper(from: string, to: string, verdict: string): Case {
    const edit = `images.zookeeper zookeeper:${from} -> zookeeper:${to}: ${verdict}`;
    return {
        old: { images: { zookeeper: `zookeeper:${from}` } },
        wanted: { images: { zookeeper: `zookeeper:${to}` } },
        edits: [edit],
    };
}

const ensemble = "rolls zookeeper+kafkaManager";

describe("judging edits of the other images", () => {
    cases([
        zookeeper("3.8.4", "3.8.6", ensemble),
        zookeeper("3.8.6", "3.9.5", ensemble),
        zookeeper("3.6.4", "3.8.6", ensemble),
        {
            ...zookeeper("3.5.9", "3.8.6", "refused"),
            refused: [
                "kafka:images.zookeeper zookeeper:3.5.9 -> zookeeper:3.8.6: ZooKeeper promises upgrades over 2 lines, not from 3.5 to 3.8; " +
                    "go to 3.7 first, and on from there in the next edit; to override, " +
                    'add "images.zookeeper zookeeper:3.5.9 -> zookeeper:3.8.6" to kafka:allow',
            ],
        },
        {
            ...zookeeper("3.9.5", "3.8.6", "refused"),
            refused: [
                "kafka:images.zookeeper zookeeper:3.9.5 -> zookeeper:3.8.6: servers of ZooKeeper 3.8 are not known to read what servers of " +
                    "3.9 have written; stay with 3.9 or newer, if any server has run with it; to override, " +
                    'add "images.zookeeper zookeeper:3.9.5 -> zookeeper:3.8.6" to kafka:allow',
            ],
        },
        { ...zookeeper("3.9.5", "3.8.6", ensemble), allow: ["images.zookeeper zookeeper:3.9.5 -> zookeeper:3.8.6"] },
        {
            ...zookeeper("3.8.6", "4.0.0", "refused"),
            refused: [
                "kafka:images.zookeeper zookeeper:3.8.6 -> zookeeper:4.0.0: servers of ZooKeeper 4.0 are not known to read what servers of " +
                    "3.8 have written; stay with ZooKeeper 3",
            ],
            allow: ["images.zookeeper zookeeper:3.8.6 -> zookeeper:4.0.0"],
        },
        {
            ...zookeeper("3.8.6", "3.8.4", "refused"),
            refused: [
                "kafka:images.zookeeper zookeeper:3.8.6 -> zookeeper:3.8.4: a patch downgrade takes back fixes, and is untested; " +
                    "stay with zookeeper:3.8.6; to override, " +
                    'add "images.zookeeper zookeeper:3.8.6 -> zookeeper:3.8.4" to kafka:allow',
            ],
        },
        { ...zookeeper("3.8.6", "3.8.4", ensemble), allow: ["images.zookeeper zookeeper:3.8.6 -> zookeeper:3.8.4"] },
        zookeeper("3.8.6", "3.8.6-jre-17", ensemble),
        {
            ...zookeeper("3.8.6", "latest", "refused"),
            refused: [
                "kafka:images.zookeeper zookeeper:3.8.6 -> zookeeper:latest: where a version cannot be read nobody can tell whether the new " +
                    "image reads what the old one has written; write tag and digest of an image called zookeeper " +
                    "(zookeeper:3.8.6@sha256:…); to override, " +
                    'add "images.zookeeper zookeeper:3.8.6 -> zookeeper:latest" to kafka:allow',
            ],
        },
        { ...zookeeper("3.8.6", "latest", ensemble), allow: ["images.zookeeper zookeeper:3.8.6 -> zookeeper:latest"] },
        {
            ...zookeeper("latest", "3.8.6", "refused"),
            refused: [
                "kafka:images.zookeeper zookeeper:latest -> zookeeper:3.8.6: where a version cannot be read nobody can tell whether the new " +
                    "image reads what the old one has written; write tag and digest of an image called zookeeper " +
                    "(zookeeper:3.8.6@sha256:…); to override, " +
                    'add "images.zookeeper zookeeper:latest -> zookeeper:3.8.6" to kafka:allow',
            ],
        },
        {
            wanted: { images: { kafkaManager: "quay.io/panubo/cmak:3.0.0.5" } },
            edits: [
                "images.kafkaManager quay.io/panubo/cmak:3.0.0.6-2 -> quay.io/panubo/cmak:3.0.0.5: rolls kafkaManager",
            ],
        },
        {
            wanted: { images: { registry: "mirror.example.com/hub" } },
            edits: ["images.registry unset -> mirror.example.com/hub: rolls zookeeper+brokers+kafkaManager"],
        },
        {
            old: { images: { registry: "mirror.example.com/hub" } },
            wanted: { images: { registry: "mirror.example.com/hub", zookeeper: "library/zookeeper:3.8.6" } },
            edits: ["images.zookeeper zookeeper:3.8.6 -> library/zookeeper:3.8.6: rolls zookeeper+kafkaManager"],
        },
        {
            wanted: { images: { registry: "quay.io" } },
            edits: ["images.registry unset -> quay.io: rolls zookeeper+brokers+kafkaManager"],
        },
        {
            old: { images: { zookeeper: "quay.io/a/zookeeper:3.8.6", kafka: "quay.io/a/kafka:3.9.2" } },
            wanted: {
                images: { zookeeper: "quay.io/a/zookeeper:3.8.6", kafka: "quay.io/a/kafka:3.9.2", registry: "quay.io" },
            },
            edits: ["images.registry unset -> quay.io: nothing"],
        },
        {
            wanted: { images: { pullPolicy: "Always" } },
            edits: ["images.pullPolicy IfNotPresent -> Always: rolls zookeeper+brokers+kafkaManager"],
        },
        {
            wanted: { images: { pullSecrets: ["hub"] } },
            edits: ['images.pullSecrets [] -> ["hub"]: rolls zookeeper+brokers+kafkaManager'],
        },
    ]);
});

describe("judging edits of images by what has run", () => {
    const kafka = (from: string, to: string, verdict: string): Case => ({
        old: { images: { kafka: `apache/kafka:${from}` } },
        wanted: { images: { kafka: `apache/kafka:${to}` } },
        edits: [`images.kafka apache/kafka:${from} -> apache/kafka:${to}: ${verdict}`],
    });
    const rolls = "rolls brokers";
    const ran = (...tags: string[]) => ({ ran: { brokers: tags.map((tag) => `apache/kafka:${tag}`) } });
    const back = (from: string, to: string) =>
        `kafka:images.kafka apache/kafka:${from} -> apache/kafka:${to}: a patch downgrade takes back fixes, and is untested`;
    cases([
        // A typing error that nobody could pull.
        {
            ...kafka("3.9.22", "3.9.2", rolls),
            facts: ran(),
            notes: [/^nothing has run with apache\/kafka:3\.9\.22 yet$/],
        },
        { ...kafka("3.9.22", "3.9.2", rolls), facts: ran("3.9.1") },
        {
            ...kafka("3.9.22", "3.8.0", "refused"),
            facts: ran("3.8.0", "3.9.1"),
            refused: [
                "kafka:images.kafka apache/kafka:3.9.22 -> apache/kafka:3.8.0: brokers of Kafka 3.8 cannot read what has been written with " +
                    "inter.broker.protocol.version 3.9; stay with 3.9",
            ],
        },
        {
            ...kafka("3.9.2", "3.9.1", "refused"),
            facts: ran("3.9.2"),
            refused: [
                `${back("3.9.2", "3.9.1")}; stay with apache/kafka:3.9.2; to override, add "images.kafka apache/kafka:3.9.2 -> apache/kafka:3.9.1" to kafka:allow`,
            ],
        },
        { ...zookeeper("3.8.66", "3.8.6", ensemble), facts: { ran: { zookeeper: [] } } },
    ]);
});
