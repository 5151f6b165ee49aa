import { z } from "zod";
import { cpu, flag, matching, memory, objectName, oneOf, texts, whole } from "../../schema/fields";
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

// Source: k8s.io/kubernetes/pkg/apis/networking/validation, ValidateIngressSpec. A host with a wildcard would have no address to print.
const ingressHost =
    /^(?=.{1,253}$)(?!\d{1,3}(\.\d{1,3}){3}$)[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?(\.[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?)*$/;

/** Nothing that means something else in an address, a shell or a regular expression: CMAK takes the path for each of these. */
const ingressPath = /^(\/|(\/[A-Za-z0-9_-]+)+)$/;

const ingress = z
    .strictObject(
        {
            host: matching(
                ingressHost,
                "must be a DNS name, no IP address: lower-case letters, digits, '-' and '.', at most 63 between two dots",
            )
                .optional()
                .describe("Name under which people reach the console. Setting it makes an Ingress. Default: none."),
            path: matching(
                ingressPath,
                "must be / or a path such as /kafka: letters, digits, '-' and '_' between slashes, no slash at the end",
            )
                .default("/")
                .describe("Path at that name below which the console answers, inside the cluster too."),
            className: objectName()
                .optional()
                .describe("IngressClass of the controller that serves it. Default: the cluster's default class."),
            tlsSecretName: objectName()
                .optional()
                .describe(
                    "Name of a Secret with `tls.crt` and `tls.key` for the host, in the same namespace; cert-manager may make it. Without it passwords travel in plain text.",
                ),
            annotations: texts("annotations")
                .default({})
                .describe("Annotations of the Ingress, for its controller or cert-manager."),
        },
        { error: "must be a map with host, path, className, tlsSecretName, annotations" },
    )
    .prefault({})
    .describe("An Ingress in front of the console.");

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

// Ranges: CMAK app/controllers/Cluster.scala, the form of a cluster. A znode is not held to them, but the form could not save the cluster again.
const threads = (what: string) => whole(2, 1000).optional().describe(`Threads ${what}. Default: one a processor.`);
const queue = (what: string) => whole(10, 10000).optional().describe(`Longest queue ${what}. Default: 1000.`);

/** By CMAK's own names (app/kafka/manager/model/model.scala, ClusterTuning), of which these are the ones that matter to large clusters. */
const tuning = z
    .strictObject(
        {
            brokerViewUpdatePeriodSeconds: whole(10, 1000)
                .optional()
                .describe("How often the brokers' JMX is polled. Default: 30."),
            brokerViewThreadPoolSize: threads("that poll JMX: about 3 for each broker"),
            brokerViewThreadPoolQueueSize: queue("of polls: about 3 for each partition"),
            offsetCacheThreadPoolSize: threads("that read offsets"),
            offsetCacheThreadPoolQueueSize: queue("of questions for offsets"),
            kafkaAdminClientThreadPoolSize: threads("that describe consumer groups"),
            kafkaAdminClientThreadPoolQueueSize: queue("of questions for consumer groups"),
            partitionOffsetCacheTimeoutSecs: whole(5, 100)
                .optional()
                .describe("How long an offset is taken from the cache. Default: 5."),
        },
        { error: "must be a map with brokerViewThreadPoolSize, brokerViewThreadPoolQueueSize, …" },
    )
    .prefault({})
    .describe("Pools and periods of the console, for clusters with many brokers and partitions.");

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
            ingress,
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
                    'What the console may do; `[]` makes it read-only. `KMTopicManagerFeature` is off: its "add partitions" corrupts topics of Kafka 2.8 and newer.',
                ),
            cluster,
            tuning,
            ...scheduling,
        },
        { error: "must be a map with enabled, cpu, memory, service, …" },
    )
    .describe("The web console, Kafka Manager (CMAK).");

/** `kafka:kafkaManager`, checked, with every default filled in. */
export type KafkaManagerSettings = z.output<typeof kafkaManager>;

/** `kafka:kafkaManager` as a stack file says it: every field may be left out. */
export type KafkaManagerInput = z.input<typeof kafkaManager>;
