import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { join } from "node:path";
import { ports } from "../../model/names";
import { preStopSeconds } from "../../model/timeouts";
import { readScripts } from "../kubernetes/scripts";
import { brokersLogIn } from "../security/authentication";
import type { ListenerSecurity } from "../security/authentication";
import { innerListeners, ownListener } from "./listeners";
import { commandConfig } from "./logins";

type EnvVar = k8s.types.input.core.v1.EnvVar;

/** Where the brokers' scripts and property files are mounted. */
export const configDirectory = "/etc/kafka-config";

/** Where the claim is mounted in a broker's container. */
export const dataDirectory = "/var/lib/kafka/data";

/** A directory that is empty at every start of a pod and may be written to. */
export const scratchDirectory = "/tmp/kafka";

/** Where the image (apache/kafka) has Kafka's tools. */
const toolsDirectory = "/opt/kafka/bin";

const directory = join(__dirname, "scripts");

/** What runs in the brokers' containers, by the names of the files. */
export const brokerScripts = readScripts(directory, [
    "functions.sh",
    "start.sh",
    "json-lines.awk",
    "ready.sh",
    "pre-stop.sh",
    "certificates.sh",
    "renew-certificate.sh",
    "node-zone.sh",
]);

/** What the Jobs run beside Kafka's tools, by the names of the files. */
export const jobScripts = readScripts(directory, [
    "functions.sh",
    "apply-dynamic-config.sh",
    "dynamic-config.awk",
    "apply-log-levels.sh",
    "log-levels.awk",
    "reassign-partitions.sh",
    "reassignment-replicas.awk",
    "reassignment-leaders.awk",
    "reassignment-plan.awk",
    "reassignment-bytes.awk",
]);

/** What the Job runs that makes topics, by the names of the files. */
export const topicScripts = readScripts(directory, [
    "functions.sh",
    "apply-topics.sh",
    "topics-assignment.awk",
    "topics-plan.awk",
]);

/** What runs in the pod that shows the lag of consumers, by the names of the files. */
export const lagScripts = readScripts(directory, ["functions.sh", "lag.sh", "lag-answer.sh", "lag.awk"]);

/** What the Jobs run that write and remove users, by the names of the files. */
export const userScripts = readScripts(directory, [
    "functions.sh",
    "users.sh",
    "write-users.sh",
    "remove-users.sh",
    "grants.awk",
]);

/** The option by which each tool is told of the file with which it logs in; the others call it `--command-config`. */
const configOptions: Readonly<Record<string, string>> = {
    "console-consumer": "--consumer.config",
    "console-producer": "--producer.config",
};

/**
 * How a tool of Kafka is called in a broker's container outside the scripts (which have kafka_tool of functions.sh): `topics` for
 * kafka-topics.sh, on the brokers at `host`, by the listener that they have for themselves.
 */
export function kafkaTool(
    name: string,
    host: string,
    security: ListenerSecurity,
    ...args: readonly string[]
): readonly string[] {
    const login = brokersLogIn(security.authentication)
        ? [configOptions[name] ?? "--command-config", commandConfig]
        : [];
    const server = `${host}:${ownListener(security).port}`;
    return [`${toolsDirectory}/kafka-${name}.sh`, "--bootstrap-server", server, ...login, ...args];
}

/** The environment of Kafka's tools, small and quick; their heap is in MiB. */
export function toolEnvironment(heapMiB: number): EnvVar[] {
    return [
        { name: "TOOLS_DIRECTORY", value: toolsDirectory },
        { name: "LOG_DIR", value: `${scratchDirectory}/logs` },
        { name: "KAFKA_HEAP_OPTS", value: `-Xmx${heapMiB}m` },
        // The image's default asks for G1, and two collectors on one command line are an error.
        { name: "KAFKA_JVM_PERFORMANCE_OPTS", value: "-XX:+UseSerialGC -XX:TieredStopAtLevel=1" },
    ];
}

/** What tells the brokers' scripts which listeners there are; a broker's pod is known by it to run with this step. */
export function listenerEnvironment(
    security: ListenerSecurity,
): readonly { readonly name: string; readonly value: string }[] {
    const listeners = innerListeners(security).map(({ name, port }) => `${name}:${port}`);
    return [
        { name: "LISTENERS", value: listeners.join(" ") },
        { name: "LISTENER_PORT", value: String(ownListener(security).port) },
    ];
}

/** What the brokers' scripts need; nothing in it changes what a `kubectl exec … kafka-*.sh` does, which inherits it. */
export function brokerEnvironment(
    headlessDns: pulumi.Input<string>,
    heapMiB: number,
    security: ListenerSecurity,
    clientAddressSeconds: number,
): EnvVar[] {
    return [
        field("POD_NAME", "metadata.name"),
        // Kubernetes copies the node's zone to the pod's labels from 1.35 on (KEP-4742); empty before, unless a policy of the cluster's does the same.
        // Where that is too little, node-zone.sh asks the API server before (kafka:brokers.rack): it takes a right on all nodes, and a token.
        field("NODE_ZONE", "metadata.labels['topology.kubernetes.io/zone']"),
        { name: "HEADLESS_DNS", value: headlessDns },
        { name: "BROKER_HEAP_MIB", value: String(heapMiB) },
        ...listenerEnvironment(security),
        { name: "BROKER_JMX_PORT", value: String(ports.jmx) },
        { name: "PRE_STOP_SECONDS", value: String(preStopSeconds) },
        { name: "CLIENT_ADDRESS_SECONDS", value: String(clientAddressSeconds) },
        { name: "CONFIG_DIRECTORY", value: configDirectory },
        { name: "DATA_DIRECTORY", value: dataDirectory },
        { name: "SCRATCH_DIRECTORY", value: scratchDirectory },
        // For the tools of a `kubectl exec`, which share the memory limit with the broker.
        ...toolEnvironment(64),
    ];
}

function field(name: string, fieldPath: string): EnvVar {
    return { name, valueFrom: { fieldRef: { fieldPath } } };
}
