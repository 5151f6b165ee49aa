import * as pulumi from "@pulumi/pulumi";
import { Cluster, editGuard, Kafka, KafkaManager, Namespace, stackOwnership, Storage, ZooKeeper } from "./components";
import { nextCommands } from "./stack/nextCommands";
import { readSettings } from "./stack/read";
import { warnings } from "./stack/warnings";

const settings = readSettings(new pulumi.Config("kafka"));
for (const warning of warnings(settings)) {
    void pulumi.log.warn(warning);
}
const ownership = stackOwnership();
const guard = editGuard(settings);
const { clusterDomain } = settings.namespace;
const pulling = settings.images;

const part = { parent: new Cluster("cluster", { settings, guard }) };

const home = new Namespace("namespace", settings.namespace, part);

const storage = new Storage(
    "storage",
    { settings: settings.storage, defaultName: `${settings.namespace.name}-storage`, ownership },
    part,
);

const everywhere = { namespace: home.namespaceName, clusterDomain, pulling, ownership };
const disks = { className: storage.className, keepOnDestroy: settings.storage.keepOnDestroy };

const ensemble = new ZooKeeper(
    "zookeeper",
    {
        ...everywhere,
        ...disks,
        settings: settings.zookeeper,
        guard: guard.of("zookeeper"),
        image: settings.images.zookeeper,
    },
    part,
);

const brokers = new Kafka(
    "kafka",
    {
        ...everywhere,
        ...disks,
        settings: settings.brokers,
        guard: guard.of("brokers"),
        image: settings.images.kafka,
        zookeeperConnect: ensemble.connectionString,
    },
    part,
);

const manager = settings.kafkaManager.enabled
    ? new KafkaManager(
          "kafka-manager",
          {
              ...everywhere,
              settings: settings.kafkaManager,
              image: settings.images.kafkaManager,
              zookeeperImage: settings.images.zookeeper,
              kafkaImage: settings.images.kafka,
              zookeeperConnect: ensemble.connectionString,
              zookeeperPath: brokers.zookeeperPath,
          },
          part,
      )
    : undefined;

/** Namespace of everything. */
export const namespace = home.namespaceName;
/** What a client inside the cluster bootstraps from. */
export const bootstrapServers = brokers.bootstrapServers;
/** Every ZooKeeper server, `host:2181`, without a chroot. */
export const zookeeperConnectionString = ensemble.connectionString;
/** The list of servers as the ZooKeeper image takes it. */
export const zookeeperServers = ensemble.servers;
/** Address of the console inside the cluster. */
export const kafkaManagerUrl = manager?.url;
/** User of the console. */
export const kafkaManagerUsername = manager?.username;
/** Generated password of the console, a secret. */
export const kafkaManagerPassword = manager?.password;
/** What to type next. */
export const commands = nextCommands(namespace, settings.kafkaManager.enabled);
