import { imageChecks } from "../components/images/checks";
import { brokerChecks } from "../components/kafka/checks";
import { defaultNodePort } from "../components/kafka/external/addresses";
import { externalNodePorts } from "../components/kafka/external/services";
import { topicChecks } from "../components/kafka/topics/checks";
import { loginChecks, userChecks } from "../components/kafka/users/checks";
import { kafkaManagerChecks } from "../components/kafkaManager/checks";
import { consoleNodePort, isPublished } from "../components/kafkaManager/service";
import { metricsChecks } from "../components/metrics/checks";
import { namespaceChecks } from "../components/namespace/checks";
import { isOpen } from "../components/security/authentication";
import { securityChecks } from "../components/security/checks";
import { storageChecks } from "../components/storage/checks";
import { zookeeperChecks } from "../components/zookeeper/checks";
import { violation } from "../model/brokerProperties/value";
import { imageVersion, taggedVersion } from "../model/imageReference";
import { compareMinor } from "../model/versions";
import { within } from "../schema/problems";
import type { Problem } from "../schema/problems";
import type { Settings } from "./settings";

/** Values that are right each by itself, but not together, or not for Kubernetes or Kafka: the rules of each part, and those between parts. */
export function crossChecks(settings: Settings): Problem[] {
    const logins = loginChecks(settings);
    return [
        ...namespaceChecks(settings.namespace),
        ...imageChecks(settings.images),
        ...storageChecks(settings.storage),
        ...zookeeperChecks(settings.zookeeper),
        // Of a property that may not be set at all, nothing is said of how it should be.
        ...brokerChecks(settings.brokers, settings.metrics.enabled).filter(
            ({ path }) => !logins.some((refused) => within(path, refused.path)),
        ),
        ...topicChecks(settings.topics, settings.brokers),
        ...kafkaManagerChecks(settings.kafkaManager),
        ...metricsChecks(settings.metrics),
        ...securityChecks(settings.security),
        ...userChecks(settings.users),
        ...logins,
        ...sessionInTicks(settings),
        ...protocolOfImage(settings),
        ...enforcedByImage(settings),
        ...shownByImage(settings),
        ...levelsOfImage(settings),
        ...consoleForAll(settings),
        ...sharedNodePort(settings),
        ...namesOutside(settings),
    ];
}

const sessionTimeout = "zookeeper.session.timeout.ms";

/** Servers silently bend a session to between 2 and 20 ticks (ZooKeeper administrator's guide, minSessionTimeout and maxSessionTimeout). */
function sessionInTicks({ zookeeper: { tickTime }, brokers: { config } }: Settings): Problem[] {
    const value = config[sessionTimeout];
    const timeout = Number(value ?? NaN);
    const [least, most] = [2 * tickTime, 20 * tickTime];
    return timeout < least || timeout > most
        ? [
              {
                  path: ["brokers", "config", sessionTimeout],
                  value,
                  rule: `must be from 2 to 20 times kafka:zookeeper.tickTime (${least} to ${most})`,
                  about: [["zookeeper", "tickTime"]],
              },
          ]
        : [];
}

/** A broker does not start with a version that is newer than itself (MetadataVersion.fromVersionString). */
function protocolOfImage({ images, brokers: { config } }: Settings): Problem[] {
    const image = taggedVersion("kafka", images.kafka);
    return ["inter.broker.protocol.version", "log.message.format.version"].flatMap((name) => {
        const value = config[name] ?? "";
        const [major, minor] = String(value).split(/[.-]/).map(Number);
        const newer =
            violation(name, value) === undefined &&
            image?.minor !== undefined &&
            ((major ?? 0) - image.major || (minor ?? 0) - image.minor) > 0;
        return newer
            ? [
                  {
                      path: ["brokers", "config", name],
                      value,
                      rule: `must not be newer than kafka:images.kafka (${images.kafka})`,
                      advice: "lower it, or run a newer Kafka first",
                      about: [["images", "kafka"]],
                  },
              ]
            : [];
    });
}

const enforcing = { major: 3, minor: 7, patch: undefined } as const;

/** Older servers take no notice of `enforce.auth.enabled` (ZOOKEEPER-3561), and would let in whoever does not log in. */
function enforcedByImage({ images, security: { authentication } }: Settings): Problem[] {
    const version = imageVersion("zookeeper", images.zookeeper);
    return !isOpen(authentication) && version !== undefined && compareMinor(version, enforcing) < 0
        ? [
              {
                  path: ["images", "zookeeper"],
                  value: images.zookeeper,
                  rule: `must be ZooKeeper 3.7 or newer while kafka:security.authentication is ${authentication}: older ones let in whoever does not log in`,
                  advice: "run a newer ZooKeeper first",
                  about: [["security", "authentication"]],
              },
          ]
        : [];
}

const showing = { major: 3, minor: 6, patch: undefined } as const;

/** Older servers take the provider for a class that they do not have, and do not start (ZOOKEEPER-3092 came with 3.6). */
function shownByImage({ images, metrics }: Settings): Problem[] {
    const version = imageVersion("zookeeper", images.zookeeper);
    return metrics.enabled && version !== undefined && compareMinor(version, showing) < 0
        ? [
              {
                  path: ["images", "zookeeper"],
                  value: images.zookeeper,
                  rule: "must be ZooKeeper 3.6 or newer with kafka:metrics.enabled: older ones have no metrics for Prometheus",
                  advice: "run a newer ZooKeeper first",
                  about: [["metrics", "enabled"]],
              },
          ]
        : [];
}

const withLogback = { major: 3, minor: 8, patch: undefined } as const;

/** Older servers log by Log4j, and read another file. */
function levelsOfImage({ images, zookeeper: { logLevels } }: Settings): Problem[] {
    const version = imageVersion("zookeeper", images.zookeeper);
    return Object.keys(logLevels).length > 0 && version !== undefined && compareMinor(version, withLogback) < 0
        ? [
              {
                  path: ["zookeeper", "logLevels"],
                  value: logLevels,
                  rule: `must be empty while kafka:images.zookeeper is ${images.zookeeper}: levels are read by ZooKeeper 3.8 or newer`,
                  advice: "remove it, or run a newer ZooKeeper first",
                  about: [["images", "zookeeper"]],
              },
          ]
        : [];
}

/** A list that keeps nobody out would look as if it did. */
function consoleForAll({ kafkaManager, security: { networkPolicies } }: Settings): Problem[] {
    const { enabled, console } = networkPolicies;
    return enabled && kafkaManager.enabled && console.length > 0 && isPublished(kafkaManager)
        ? [
              {
                  path: ["security", "networkPolicies", "console"],
                  value: console,
                  rule: `must be empty while kafka:kafkaManager.service.type is ${kafkaManager.service.type}, with which everybody reaches the console`,
                  advice: "remove it, or set the type to ClusterIP",
                  about: [["kafkaManager", "service", "type"]],
              },
          ]
        : [];
}

/** A certificate is for names, which must be known before the brokers are. */
function namesOutside({ brokers: { external }, security: { tls } }: Settings): Problem[] {
    return tls !== undefined && external.type !== "none" && external.host === undefined
        ? [
              {
                  path: ["brokers", "external", "host"],
                  value: external.host,
                  rule: "must be set with kafka:security.tls: clients outside hold the certificate to the name by which they connect",
                  advice: "set it to a name or an address that leads to the brokers, such as kafka-{broker}.example.com",
                  about: [
                      ["security", "tls"],
                      ["brokers", "external", "type"],
                  ],
              },
          ]
        : [];
}

/** A port leads to one Service, and Kubernetes would refuse whichever comes second. */
function sharedNodePort({ brokers, kafkaManager }: Settings): Problem[] {
    const { external, replicas } = brokers;
    const [first, console] = [external.nodePort ?? defaultNodePort, consoleNodePort(kafkaManager)];
    return console !== undefined && externalNodePorts(external, replicas).has(console)
        ? [
              {
                  path: ["brokers", "external", "nodePort"],
                  value: first,
                  rule: `must leave ${console} to Kafka Manager, and the brokers' Services have ${first} to ${first + replicas}`,
                  advice: "choose another, or set kafka:kafkaManager.service.nodePort",
                  about: [
                      ["brokers", "external", "type"],
                      ["brokers", "replicas"],
                      ["kafkaManager", "service"],
                      ["kafkaManager", "enabled"],
                  ],
              },
          ]
        : [];
}
