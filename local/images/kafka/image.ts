import { join } from "node:path";
import type { Image } from "../definition";
import { accounts, environment, standInLabels, user } from "../definition";
import { javaLayer } from "../java";
import type { Layer } from "../layer";
import { mavenJars } from "../maven";
import { copy, directory, text, tree } from "../tar";
import { busyboxUserland } from "../userland";

const volumes = ["etc/kafka/secrets", "var/lib/kafka/data", "mnt/shared/config"];

/** The tools that are nothing but a class, by the names of their scripts. */
const tools: Readonly<Record<string, string>> = {
    "connect-mirror-maker": "org.apache.kafka.connect.mirror.MirrorMaker",
    "kafka-acls": "kafka.admin.AclCommand",
    "kafka-broker-api-versions": "kafka.admin.BrokerApiVersionsCommand",
    "kafka-cluster": "kafka.tools.ClusterTool",
    "kafka-configs": "kafka.admin.ConfigCommand",
    "kafka-console-consumer": "org.apache.kafka.tools.consumer.ConsoleConsumer",
    "kafka-console-producer": "kafka.tools.ConsoleProducer",
    "kafka-consumer-groups": "org.apache.kafka.tools.consumer.group.ConsumerGroupCommand",
    "kafka-consumer-perf-test": "org.apache.kafka.tools.ConsumerPerformance",
    "kafka-delete-records": "org.apache.kafka.tools.DeleteRecordsCommand",
    "kafka-dump-log": "kafka.tools.DumpLogSegments",
    "kafka-features": "org.apache.kafka.tools.FeatureCommand",
    "kafka-get-offsets": "org.apache.kafka.tools.GetOffsetShell",
    "kafka-jmx": "org.apache.kafka.tools.JmxTool",
    "kafka-leader-election": "org.apache.kafka.tools.LeaderElectionCommand",
    "kafka-log-dirs": "org.apache.kafka.tools.LogDirsCommand",
    "kafka-metadata-quorum": "org.apache.kafka.tools.MetadataQuorumCommand",
    "kafka-producer-perf-test": "org.apache.kafka.tools.ProducerPerformance",
    "kafka-reassign-partitions": "org.apache.kafka.tools.reassign.ReassignPartitionsCommand",
    "kafka-replica-verification": "org.apache.kafka.tools.ReplicaVerificationTool",
    "kafka-storage": "kafka.tools.StorageTool",
    "kafka-topics": "org.apache.kafka.tools.TopicCommand",
    "kafka-transactions": "org.apache.kafka.tools.TransactionsCommand",
    "kafka-verifiable-consumer": "org.apache.kafka.tools.VerifiableConsumer",
    "kafka-verifiable-producer": "org.apache.kafka.tools.VerifiableProducer",
    "zookeeper-shell": "org.apache.zookeeper.ZooKeeperMainWithTlsSupportForKafka -server",
};

/** These get twice the memory: they handle records. */
const large = /^kafka-(console|verifiable|producer|consumer-perf)/;

function toolScript(name: string, main: string): string {
    const heap = large.test(name) ? `export KAFKA_HEAP_OPTS="\${KAFKA_HEAP_OPTS:--Xmx512M}"\n` : "";
    return `#!/bin/bash\n${heap}exec "$(dirname "$(readlink -f "$0")")/kafka-run-class.sh" ${main} "$@"\n`;
}

const directories = ["home/appuser", "opt/kafka", "etc/kafka", "etc/kafka/docker", "var/lib/kafka", "mnt/shared"];

/** The top layer: /opt/kafka, and the directories that its user owns. */
function kafkaLayer(version: string): Layer {
    return {
        name: `kafka-${version}`,
        sources: ["image.ts", "pom.xml", "bin", "config", "docker-run.sh"].map((name) => join(__dirname, name)),
        facts: [version],
        fill: async (scratch) => {
            const jars = await mavenJars(__dirname, scratch, { version });
            const owner = user;
            return [
                ...accounts("appuser", "/home/appuser"),
                ...[...directories, ...volumes].map((name) => directory(name, { owner })),
                ...["bin", "config", "libs", "logs"].map((name) => directory(`opt/kafka/${name}`, { owner })),
                ...tree("opt/kafka/bin", join(__dirname, "bin"), { owner, mode: 0o755 }),
                ...Object.entries(tools).map(([name, main]) =>
                    text(`opt/kafka/bin/${name}.sh`, toolScript(name, main), { owner, mode: 0o755 }),
                ),
                ...tree("opt/kafka/config", join(__dirname, "config"), { owner, mode: 0o644 }),
                ...tree("opt/kafka/libs", jars, { owner, mode: 0o644 }),
                copy("etc/kafka/docker/run", join(__dirname, "docker-run.sh"), { owner, mode: 0o755 }),
            ];
        },
    };
}

/**
 * Kafka with the official image's contract: paths, user, scripts and their variables, a default command that refuses ZooKeeper mode. `version` is the
 * program's default unless upgrades are tried; the tools are classes of 3.8 and newer.
 */
export function kafkaImage(version = "3.9.2"): Image {
    return {
        reference: `docker.io/apache/kafka:${version}`,
        layers: [busyboxUserland(), javaLayer(), kafkaLayer(version)],
        config: {
            User: "appuser",
            Env: environment([], {}),
            Cmd: ["/etc/kafka/docker/run"],
            Volumes: Object.fromEntries(volumes.map((name) => [`/${name}`, {}])),
            ExposedPorts: { "9092/tcp": {} },
            Labels: standInLabels(
                `Kafka ${version}`,
                "The real Kafka from Maven Central on BusyBox, with scripts of its own to the official image's contract",
            ),
        },
    };
}
