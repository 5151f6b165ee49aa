import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { Kafka } from "../components/kafka";
import { KafkaLag } from "../components/kafka/lag";
import { BrokerCertificate } from "../components/kafka/tls";
import { KafkaUsers } from "../components/kafka/users";
import type { Passwords } from "../components/kafka/users/passwords";
import { KafkaManager } from "../components/kafkaManager";
import { Metrics } from "../components/metrics";
import type { Watched } from "../components/metrics/alerts/rule";
import { showsLag } from "../components/metrics/settings";
import { Namespace } from "../components/namespace";
import { mainCluster, stackOwnership } from "../components/ownership";
import { takesLogins } from "../components/security/authentication";
import { NetworkPolicies } from "../components/security/networkPolicies";
import { Storage } from "../components/storage";
import { ZooKeeper } from "../components/zookeeper";
import { quantity } from "../model/quantity";
import { editGuard } from "./guard";
import { defaultClassName } from "./judge";
import { takeNamespace } from "./namespaces";
import { nextCommands } from "./nextCommands";
import type { NextCommands } from "./nextCommands";
import { openings } from "./openings";
import { checkedSettings } from "./parse";
import type { schema, Settings } from "./settings";
import { warnings } from "./warnings";

/** The arguments for a {@link Cluster}: the groups of a stack file, each documented in docs/settings.md. Every one may be left out. */
export type ClusterArgs = z.input<typeof schema> & {
    /** Passwords of users that are not to be generated, by the user's name. They are no settings, which the state has in plain. */
    readonly passwords?: Passwords;
};

/**
 * A whole cluster in a namespace of its own: ZooKeeper, Kafka and Kafka Manager. Its inputs are the settings, so the engine knows which ones
 * it runs with: a refused edit fails here, before any part is looked at, and the state keeps the old settings. Throws one
 * `pulumi.RunError` with one line for each problem of the arguments, or where another cluster of the program has the namespace.
 */
export class Cluster extends pulumi.ComponentResource {
    /** Namespace of everything. */
    readonly namespace: pulumi.Output<string>;
    /** What a client inside the Kubernetes cluster bootstraps from: `host:9092`. */
    readonly bootstrapServers: pulumi.Output<string>;
    /** What a client outside the Kubernetes cluster bootstraps from: `host:port`; undefined where there is no way in. */
    readonly externalBootstrapServers: pulumi.Output<string> | undefined;
    /** The file by which each user of `kafka:users` logs in, by the user's name, a secret; undefined where nobody logs in. */
    readonly clientProperties: pulumi.Output<Readonly<Record<string, string>>> | undefined;
    /** `host:2181` of the Service for clients of the ensemble, without a chroot. */
    readonly zookeeperConnectionString: pulumi.Output<string>;
    /** The members of the ensemble: `server.1=host:2888:3888;2181 …`. */
    readonly zookeeperServers: pulumi.Output<string>;
    /** Address of the console inside the Kubernetes cluster, `http://…:9000`; undefined where it does not run. */
    readonly kafkaManagerUrl: pulumi.Output<string> | undefined;
    /** Address of the console's Ingress, `https://host/path`; undefined where there is none. */
    readonly kafkaManagerExternalUrl: string | undefined;
    /** User of the console; undefined where it does not run. */
    readonly kafkaManagerUsername: pulumi.Output<string> | undefined;
    /** Generated password of the console, a secret; undefined where it does not run. */
    readonly kafkaManagerPassword: pulumi.Output<string> | undefined;
    /** What to type next. */
    readonly commands: NextCommands;

    /** `name` is `cluster` for the only cluster of a program; the parts of any other carry its name in the state. */
    constructor(name: string, args: ClusterArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const { passwords = {}, ...groups } = args;
        const settings = checkedSettings(groups);
        takeNamespace(settings.namespace.name, name);
        const guard = editGuard(settings, undefined, name);
        // What is allowed is no setting of anything that runs.
        super(
            "kafka:index:Cluster",
            name,
            { settings: { ...settings, allow: undefined } },
            { ...opts, hooks: guard.hooks },
        );
        for (const warning of warnings(settings)) {
            void pulumi.log.warn(warning);
        }
        const part = (kind: string) => (name === mainCluster ? kind : `${name}-${kind}`);
        const ownership = stackOwnership(undefined, undefined, name);
        const child = { parent: this };

        const namespace = new Namespace(part("namespace"), { ...settings.namespace, ownership }, child);

        const { security } = settings;
        const withUsers = takesLogins(security.authentication);
        const withLag = showsLag(settings.metrics);
        if (security.networkPolicies.enabled) {
            new NetworkPolicies(
                part("network-policies"),
                {
                    namespace: namespace.namespaceName,
                    parts: {
                        withConsole: settings.kafkaManager.enabled,
                        withUsers,
                        withTopics: settings.topics.length > 0,
                        withLag,
                        withBackups: settings.zookeeper.backup !== undefined,
                        readsNodes: settings.brokers.rack === "node",
                    },
                    openings: openings(settings),
                    ownership,
                },
                child,
            );
        }

        const storage = new Storage(
            part("storage"),
            { settings: settings.storage, defaultName: defaultClassName(settings), ownership },
            child,
        );

        const workload = {
            namespace: namespace.namespaceName,
            clusterDomain: settings.namespace.clusterDomain,
            images: settings.images,
            runsAs: settings.namespace,
            metrics: settings.metrics,
            ownership,
        };
        const disks = { className: storage.className, keepOnDestroy: settings.storage.keepOnDestroy };

        const zookeeper = new ZooKeeper(
            part("zookeeper"),
            { ...workload, ...disks, settings: settings.zookeeper, security, guard: guard.of("zookeeper") },
            child,
        );

        const { tls } = security;
        const certificate =
            tls === undefined
                ? undefined
                : new BrokerCertificate(
                      part("kafka-certificate"),
                      { ...workload, tls, brokers: settings.brokers },
                      // Who is told to make a Secret needs the namespace.
                      { ...child, dependsOn: [namespace] },
                  );

        const { clientSection } = zookeeper;
        const users =
            clientSection === undefined
                ? undefined
                : new KafkaUsers(
                      part("kafka-users"),
                      {
                          ...workload,
                          users: settings.users,
                          passwords,
                          withLag,
                          brokers: settings.brokers,
                          security,
                          authority: certificate?.authority,
                          zookeeperConnect: zookeeper.connectionString,
                          zookeeperSection: clientSection,
                      },
                      child,
                  );

        const kafka = new Kafka(
            part("kafka"),
            {
                ...workload,
                ...disks,
                settings: settings.brokers,
                topics: settings.topics,
                guard: guard.of("brokers"),
                security,
                users: users?.written ?? [],
                authority: certificate?.authority,
                zookeeperConnect: zookeeper.connectionString,
            },
            child,
        );

        const kafkaManager = settings.kafkaManager.enabled
            ? new KafkaManager(
                  part("kafka-manager"),
                  {
                      ...workload,
                      settings: settings.kafkaManager,
                      security,
                      authority: certificate?.authority,
                      zookeeperConnect: zookeeper.connectionString,
                      zookeeperPath: kafka.zookeeperPath,
                  },
                  child,
              )
            : undefined;

        const lag = withLag
            ? new KafkaLag(
                  part("kafka-lag"),
                  {
                      ...workload,
                      settings: settings.metrics.consumerLag,
                      brokers: settings.brokers,
                      security,
                      users: users?.written ?? [],
                      bootstrapServers: kafka.bootstrapServers,
                  },
                  child,
              )
            : undefined;

        if (settings.metrics.enabled) {
            new Metrics(
                part("kafka-metrics"),
                {
                    namespace: namespace.namespaceName,
                    settings: settings.metrics,
                    watched: watched(settings),
                    certificateEnds: certificate?.ends,
                    ownership,
                },
                child,
            );
        }

        users?.removeOthers([kafka, kafkaManager, lag].filter((one) => one !== undefined));

        this.namespace = namespace.namespaceName;
        this.bootstrapServers = kafka.bootstrapServers;
        this.externalBootstrapServers = kafka.externalBootstrapServers;
        this.clientProperties = users?.clientProperties;
        this.zookeeperConnectionString = zookeeper.connectionString;
        this.zookeeperServers = zookeeper.servers;
        this.kafkaManagerUrl = kafkaManager?.url;
        this.kafkaManagerExternalUrl = kafkaManager?.externalUrl;
        this.kafkaManagerUsername = kafkaManager?.username;
        this.kafkaManagerPassword = kafkaManager?.password;
        this.commands = nextCommands(this.namespace, {
            withManager: settings.kafkaManager.enabled,
            security,
            bootstrapServers: this.bootstrapServers,
            externalServers: kafka.externalBootstrapServers,
            managerUrl: this.kafkaManagerExternalUrl,
        });
        this.registerOutputs({});
    }
}

/** What alerts and dashboards must know of a cluster. */
export function watched({ brokers, kafkaManager, metrics, namespace, zookeeper }: Settings): Watched {
    return {
        namespace: namespace.name,
        brokers: brokers.replicas,
        servers: zookeeper.replicas,
        brokerDisk: quantity(brokers.disk),
        withConsole: kafkaManager.enabled,
        withLag: showsLag(metrics),
        withBackups: zookeeper.backup !== undefined,
    };
}

/** Which of a cluster's outputs are a stack's, and a component package's: each is described where {@link Cluster} declares it. */
export const outputNames = [
    "namespace",
    "bootstrapServers",
    "externalBootstrapServers",
    "clientProperties",
    "zookeeperConnectionString",
    "zookeeperServers",
    "kafkaManagerUrl",
    "kafkaManagerExternalUrl",
    "kafkaManagerUsername",
    "kafkaManagerPassword",
    "commands",
] as const satisfies readonly (keyof Cluster)[];

/** The outputs of a cluster by their names, without those that there are none of: Pulumi would warn of them in every preview. */
export function outputsOf(cluster: Cluster): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
        outputNames.map((name) => [name, cluster[name]] as const).filter(([, value]) => value !== undefined),
    );
}
