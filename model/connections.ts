import { jobNames, lagName, ports, workloadNames } from "./names";

/** What has pods, as their labels tell: the name, and which workload they belong to. */
export interface PodKind {
    /** The label `app.kubernetes.io/name`. */
    readonly name: string;
    /** The label `app.kubernetes.io/instance`. */
    readonly instance: string;
}

function workload(name: string): PodKind {
    return { name, instance: name };
}

/** Every kind of pods that the program makes: the workloads and their Jobs. */
export const podKinds = {
    zookeeper: workload(workloadNames.zookeeper),
    members: { name: jobNames.zookeeper.members, instance: workloadNames.zookeeper },
    backup: { name: jobNames.zookeeper.backup, instance: workloadNames.zookeeper },
    restore: { name: jobNames.zookeeper.restore, instance: workloadNames.zookeeper },
    brokers: workload(workloadNames.brokers),
    settings: { name: jobNames.brokers.settings, instance: workloadNames.brokers },
    topics: { name: jobNames.brokers.topics, instance: workloadNames.brokers },
    moves: { name: jobNames.brokers.moves, instance: workloadNames.brokers },
    users: { name: jobNames.brokers.users, instance: workloadNames.brokers },
    removal: { name: jobNames.brokers.removal, instance: workloadNames.brokers },
    lag: workload(lagName),
    kafkaManager: workload(workloadNames.kafkaManager),
    registration: { name: jobNames.kafkaManager.registration, instance: workloadNames.kafkaManager },
} as const satisfies Readonly<Record<string, PodKind>>;

/** A connection between two kinds of pods. */
export interface Connection {
    /** Who connects. */
    readonly from: PodKind;
    /** Who listens. */
    readonly to: PodKind;
    /** TCP ports of the pods that listen. */
    readonly ports: readonly number[];
}

const {
    zookeeper,
    members,
    backup,
    brokers,
    settings,
    topics,
    moves,
    users,
    removal,
    lag,
    kafkaManager,
    registration,
} = podKinds;
const { zookeeperClient, zookeeperFollower, zookeeperElection } = ports;
/** Both listeners: while brokers restart, some have one that others do not have any more. */
const listeners = [ports.kafka, ports.kafkaSasl];

/** Who of the program's own connects to whom, once for each pair. Nothing else is opened between them. */
export const connections: readonly Connection[] = [
    // The scripts of a server ask the others, as clients, who is a member and who serves.
    { from: zookeeper, to: zookeeper, ports: [zookeeperClient, zookeeperFollower, zookeeperElection] },
    { from: members, to: zookeeper, ports: [zookeeperClient] },
    // It joins as a server does. Nobody connects to it, and whoever restores a disk needs nobody.
    { from: backup, to: zookeeper, ports: [zookeeperClient, zookeeperFollower, zookeeperElection] },
    { from: brokers, to: zookeeper, ports: [zookeeperClient] },
    { from: kafkaManager, to: zookeeper, ports: [zookeeperClient] },
    { from: registration, to: zookeeper, ports: [zookeeperClient] },
    // Users and grants are written before brokers run.
    { from: users, to: zookeeper, ports: [zookeeperClient] },
    { from: removal, to: zookeeper, ports: [zookeeperClient] },
    // Topics are written where the brokers would write them.
    { from: topics, to: zookeeper, ports: [zookeeperClient] },
    { from: brokers, to: brokers, ports: listeners },
    { from: settings, to: brokers, ports: listeners },
    { from: moves, to: brokers, ports: listeners },
    { from: lag, to: brokers, ports: listeners },
    { from: kafkaManager, to: brokers, ports: [...listeners, ports.jmx] },
    { from: registration, to: kafkaManager, ports: [ports.kafkaManager] },
];

/**
 * Where API servers of clusters listen: a policy sees the port of their endpoints. 443 of most clouds, 6443 of kubeadm, k3s, OpenShift and others.
 * Their addresses nobody knows before, and they change.
 */
export const apiServerPorts = [443, 6443] as const;

/**
 * Where DNS servers of clusters listen, by UDP and TCP: a policy sees the port of their pods, which is not always that of their Service. CoreDNS
 * and node-local DNS, OpenShift (cluster-dns-operator), Gardener (coredns).
 */
export const dnsPorts = [53, 5353, 8053] as const;
