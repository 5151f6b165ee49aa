/**
 * Names and ports of everything that has one in the cluster. They are constants: claims, selectors and addresses cannot follow another
 * name, so one cluster has its namespace to itself (test/program/identity.spec.ts pins them).
 */

/** The two workloads whose pods keep a disk each, by their group in the stack file. */
export type Replicated = "zookeeper" | "brokers";

/** What has pods that an edit may restart, by its group in the stack file. */
export type Workload = Replicated | "kafkaManager";

/** Name of each workload's StatefulSet or Deployment; the Service in front of it has the same one. */
export const workloadNames = {
    zookeeper: "zookeeper",
    brokers: "kafka",
    kafkaManager: "kafka-manager",
} as const satisfies Record<Workload, string>;

/** Name of the Deployment that shows the lag of consumers. It is no workload: nobody waits for it, and no edit is judged by it. */
export const lagName = "kafka-lag";

/**
 * The Jobs of each workload: the label `app.kubernetes.io/name` of a Job and its pod, by what it does; a CronJob has the same as its name.
 * NetworkPolicies select by it.
 */
export const jobNames = {
    zookeeper: { members: "zookeeper-members", backup: "zookeeper-backup", restore: "zookeeper-restore" },
    brokers: {
        settings: "kafka-settings",
        topics: "kafka-topics",
        moves: "kafka-moves",
        users: "kafka-users",
        removal: "kafka-users-removal",
    },
    kafkaManager: { registration: "kafka-manager-register" },
} as const satisfies Record<Workload, Readonly<Record<string, string>>>;

/** Name of the headless Service that gives every pod of a StatefulSet a DNS name. */
export function headlessName(workload: Replicated): string {
    return `${workloadNames[workload]}-headless`;
}

/** Name of one pod of a StatefulSet. */
export function podName(workload: Replicated, ordinal: number): string {
    return `${workloadNames[workload]}-${ordinal}`;
}

/** Name of the one claim template of a StatefulSet: with the name of the pod it is the claim's name, for ever. */
export const claimTemplateName = "data";

/** Name of the claim of one pod of a StatefulSet. */
export function claimName(workload: Replicated, ordinal: number): string {
    return `${claimTemplateName}-${podName(workload, ordinal)}`;
}

/** Name of the claim with the backups of ZooKeeper. */
export const backupsClaim = "zookeeper-backups";

/**
 * Name of the service account by which brokers read the zone of their node, and, with the namespace, of the right that it has in the whole
 * Kubernetes cluster: each cluster has its namespace to itself.
 */
export function nodeReaderName(namespace?: string): string {
    const name = "kafka-node-reader";
    return namespace === undefined ? name : `${name}-${namespace}`;
}

/** The annotation that names the stack, and the cluster in it, that an object belongs to. */
export const ownerAnnotation = "kafka.stack/owner";

/** Servers that an ensemble may have at the most: with more, agreeing takes longer than reading gains. */
export const mostServers = 7;

/**
 * The id by which the Job of a backup joins the ensemble, beyond those of all servers: of two servers the one with the larger id connects
 * (QuorumCnxManager), and nobody could connect to the Job.
 */
export const backupObserverId = 100;

/** TCP ports; model/connections.ts says who of the program's own connects to each. */
export const ports = {
    /** ZooKeeper, for clients. */
    zookeeperClient: 2181,
    /** ZooKeeper, for servers that follow the leader. */
    zookeeperFollower: 2888,
    /** ZooKeeper, for elections. */
    zookeeperElection: 3888,
    /** Kafka's listener inside the cluster. */
    kafka: 9092,
    /** Kafka's listener inside the cluster for whoever logs in, where there is one. */
    kafkaSasl: 9093,
    /** Kafka's listener for clients outside the cluster, where there is one: whoever node ports or load balancers let in. */
    kafkaExternal: 9094,
    /** JMX of the brokers, registry and objects (start.sh), which Kafka publishes in ZooKeeper, where Kafka Manager finds it. */
    jmx: 9999,
    /** Metrics of the brokers, by HTTP: the usual port of the agent (otel.exporter.prometheus.port). */
    brokerMetrics: 9464,
    /** Metrics of ZooKeeper's servers, by HTTP: the usual port of its provider (metricsProvider.httpPort). */
    zookeeperMetrics: 7000,
    /** Lag of consumers, by HTTP: the usual port of danielqsj/kafka_exporter, whose metrics it shows. */
    lagMetrics: 9308,
    /** The web console. */
    kafkaManager: 9000,
} as const;

/**
 * Name of the internal listener. It stands first in every list of listeners: Kafka Manager takes the host of the leftmost one for
 * everything, JMX included (CMAK ActorModel.BrokerIdentity).
 */
export const internalListener = "INTERNAL";

/** Name of the listener inside the cluster for whoever logs in. */
export const saslListener = "SASL";

/** Name of the listener for clients outside the cluster. */
export const externalListener = "EXTERNAL";

/** The ZooKeeper path below which the brokers keep everything. It never changes: another path is another, empty cluster. */
export const chroot = "/kafka";

/** The program's own that log in: to the brokers, as clients of the ensemble, and its servers to each other. */
export type SystemUser = "kafka-broker" | "kafka-lag" | "kafka-manager" | "zookeeper-client" | "zookeeper-server";

/**
 * The name by which one of the program's own logs in. Another password comes with another name: as long as some pods still run with the old one,
 * both are valid.
 */
export function systemUser(who: SystemUser, passwordVersion: number): string {
    return `${who}-${passwordVersion}`;
}

/** Name of the Secret with the login of one of the program's own users: another one for another password, which restarts who mounts it. */
export function loginSecret(user: string): string {
    return `${user}-login`;
}

/** The version of somebody's password in a Secret of this name; undefined for any other Secret. */
export function passwordVersionOf(who: SystemUser, secret: string): number | undefined {
    const version = Number(/-(\d+)-login$/.exec(secret)?.[1] ?? NaN);
    return secret === loginSecret(systemUser(who, version)) ? version : undefined;
}

/** Whether a user of Kafka of this name could be one of the program's own. */
export function isSystemUser(name: string): boolean {
    return /^kafka-(broker|lag|manager)(-|$)/.test(name);
}

/**
 * The members of an ensemble of so many servers behind a headless Service, as `ZOO_SERVERS` of the official image takes them: separated by
 * spaces, ids from 1, and the client port after `;`.
 */
export function zooServers(headlessDns: string, replicas: number): string {
    const { zookeeperClient, zookeeperElection, zookeeperFollower } = ports;
    return zookeeperHosts(headlessDns, replicas)
        .map(
            (host, ordinal) =>
                `server.${ordinal + 1}=${host}:${zookeeperFollower}:${zookeeperElection};${zookeeperClient}`,
        )
        .join(" ");
}

function zookeeperHosts(headlessDns: string, replicas: number): string[] {
    return Array.from({ length: replicas }, (_, ordinal) => `${podName("zookeeper", ordinal)}.${headlessDns}`);
}
