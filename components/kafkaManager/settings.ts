import { z } from "zod";
import { cpu, flag, matching, memory, oneOf, whole } from "../../schema/fields";
import { scheduling } from "../../schema/scheduling";

const service = z
    .strictObject(
        {
            type: oneOf("ClusterIP", "NodePort", "LoadBalancer")
                .default("ClusterIP")
                .describe("How the console is reached. It has no TLS of its own: prefer port-forward or an ingress."),
            nodePort: whole(30000, 32767)
                .optional()
                .describe(
                    "Port on every node, for `NodePort`: another one for each stack on a cluster. Default: 30900.",
                ),
        },
        { error: "must be a map with type and nodePort" },
    )
    .prefault({})
    .describe("How the console is reached.");

const clusterName = /^(?!\.{1,2}$)[a-zA-Z0-9._-]{1,250}$/;

const cluster = z
    .strictObject(
        {
            name: matching(clusterName, "must be 1 to 250 letters, digits, '.', '_' or '-', and not '.' or '..'")
                .default("kafka")
                .describe("Name of the registered cluster in the console."),
            jmx: flag().default(true).describe("Poll the brokers' JMX for rates."),
            pollConsumers: flag().default(true).describe("Read consumer offsets."),
            filterConsumers: flag()
                .default(false)
                .describe("Hide consumers without offsets in ZooKeeper. Needs `pollConsumers`."),
            activeOffsetCache: flag().default(false).describe("Keep the offsets cache warm."),
            displaySizes: flag().default(false).describe("Show the sizes of topics and brokers. Needs `jmx`."),
        },
        { error: "must be a map with name, jmx, pollConsumers, …" },
    )
    .prefault({})
    .describe("The registered Kafka cluster, as the console shows it.");

/** The parts of the console that can be switched, as CMAK names them (conf/application.conf, `application.features`). */
const features = [
    "KMClusterManagerFeature",
    "KMTopicManagerFeature",
    "KMPreferredReplicaElectionFeature",
    "KMReassignPartitionsFeature",
    "KMScheduleLeaderElectionFeature",
] as const;

/** `kafka:kafkaManager`: the web console. */
export const kafkaManager = z
    .strictObject(
        {
            enabled: flag().default(true).describe("Whether the console runs."),
            cpu: cpu().default("250m").describe("Requested CPU."),
            cpuLimit: cpu().optional().describe("CPU limit, of its Jobs too. Default: none."),
            memory: memory("384Mi").default("768Mi").describe("Memory, requested and limit; the heap follows."),
            heap: memory("64Mi").optional().describe("Java heap, when the derived one does not fit."),
            service,
            username: matching(/^[A-Za-z0-9._@-]{1,64}$/, "must be 1 to 64 letters, digits, '.', '_', '@' or '-'")
                .default("admin")
                .describe("Name for basic authentication; the password is generated."),
            passwordVersion: whole(1, 1000000).default(1).describe("Raise it to have a new password generated."),
            features: z
                .array(oneOf(...features), { error: `must be a list of ${features.join(", ")}` })
                .default([
                    "KMClusterManagerFeature",
                    "KMPreferredReplicaElectionFeature",
                    "KMReassignPartitionsFeature",
                    "KMScheduleLeaderElectionFeature",
                ])
                .describe(
                    'What the console may do. `KMTopicManagerFeature` is off: its "add partitions" corrupts topics of Kafka 2.8 and newer.',
                ),
            cluster,
            ...scheduling,
        },
        { error: "must be a map with enabled, cpu, memory, service, …" },
    )
    .describe("The web console, Kafka Manager (CMAK).");

/** `kafka:kafkaManager`, checked, with every default filled in. */
export type KafkaManagerSettings = z.output<typeof kafkaManager>;

/** `kafka:kafkaManager` as a stack file says it: every field may be left out. */
export type KafkaManagerInput = z.input<typeof kafkaManager>;
