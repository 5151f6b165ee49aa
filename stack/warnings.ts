import { anonymous, asksPlugin } from "../components/kafka/checks/authorizer";
import { isStopped } from "../components/kafka/edits/minInSync";
import { placeholder } from "../components/kafka/external/addresses";
import { copiesOf } from "../components/kafka/topics/defaults";
import { isPublished } from "../components/kafkaManager/service";
import { takesLogins } from "../components/security/authentication";
import { isKnownProperty, isSecretProperty } from "../model/brokerProperties/definitions";
import { effective, effectiveNumber } from "../model/brokerProperties/effective";
import { topicNumber } from "../model/brokerProperties/topics";
import { isReference } from "../model/brokerProperties/value";
import { quantity } from "../model/quantity";
import { keyOf, shownAt } from "../schema/problems";
import type { Path } from "../schema/problems";
import type { Settings } from "./settings";

/** What is allowed, and yet seldom meant: one line for each, in the order of the groups. Empty for sound settings. */
export function warnings(settings: Settings): string[] {
    return [
        nfs,
        evenEnsemble,
        singleServer,
        twoBrokers,
        plainText,
        strayClients,
        untoldZones,
        goneBrokers,
        noCopyToSpare,
        topicsWithoutSpare,
        retentionBeyondDisk,
        foreignAuthorizer,
        pluginsCutOff,
        strangeProperties,
        plainSecrets,
        passwordInPlain,
        wayAroundIngress,
        closedIngress,
        corruptingFeature,
    ].flatMap((warn) => warn(settings));
}

function line(path: Path, value: unknown, what: string): string {
    return `${keyOf(path)} is ${shownAt(path, value)}: ${what}`;
}

function nfs({ storage }: Settings): string[] {
    return storage.nfs
        ? [
              line(
                  ["storage", "nfs"],
                  true,
                  "Kafka's log does not suit NFS (file locks, renames of open files); for trials only",
              ),
          ]
        : [];
}

function evenEnsemble({ zookeeper: { replicas } }: Settings): string[] {
    const what = `survives no more failures than ${replicas - 1}; an odd number costs less`;
    return replicas % 2 === 0 ? [line(["zookeeper", "replicas"], replicas, what)] : [];
}

function singleServer({ zookeeper, brokers }: Settings): string[] {
    const what = `${brokers.replicas} brokers stop changing leaders while this one server is away; use 3`;
    return zookeeper.replicas === 1 && brokers.replicas >= 3 ? [line(["zookeeper", "replicas"], 1, what)] : [];
}

function twoBrokers({ brokers: { replicas } }: Settings): string[] {
    const what = "while one broker is away, records are acknowledged by a single one; use 3";
    return replicas === 2 ? [line(["brokers", "replicas"], replicas, what)] : [];
}

function plainText({ brokers: { external }, security }: Settings): string[] {
    const what = takesLogins(security.authentication)
        ? "records cross the network in plain text; open it to networks you trust only"
        : "brokers listen in plain text, without passwords, to whoever can connect; open it to networks you trust only";
    return external.type === "none" || security.tls !== undefined
        ? []
        : [line(["brokers", "external", "type"], external.type, what)];
}

/** Of the nodes only the broker's own answers on its port then. */
function strayClients({ brokers: { external, replicas } }: Settings): string[] {
    const { type, host, externalTrafficPolicy } = external;
    const what = `${replicas} brokers share one host, and only the node of a broker answers on its port; use Cluster`;
    return type === "nodePort" &&
        externalTrafficPolicy === "Local" &&
        replicas > 1 &&
        host?.includes(placeholder) === false
        ? [line(["brokers", "external", "externalTrafficPolicy"], externalTrafficPolicy, what)]
        : [];
}

/** Who only prefers zones does not count on them. Kubernetes tells pods their zone from 1.35 on (KEP-4742). */
function untoldZones({ brokers: { rack, spread } }: Settings): string[] {
    const what =
        "it places brokers; before Kubernetes 1.35 Kafka is not told their zones, and all copies of a partition may share one; set kafka:brokers.rack to node there";
    return spread.zones === "required" && rack === "label"
        ? [line(["brokers", "spread", "zones"], spread.zones, what)]
        : [];
}

/** Right after their number was lowered this is so; later it would empty a broker that is added again. */
function goneBrokers({ brokers: { drain, replicas } }: Settings): string[] {
    const gone = drain.filter((id) => id >= replicas);
    const what = `there is no broker ${gone.join(", ")} any more; remove it, or it is emptied again when it comes back`;
    return gone.length > 0 ? [line(["brokers", "drain"], drain, what)] : [];
}

const inSync = [
    [
        "min.insync.replicas",
        "default.replication.factor",
        "the writers of new topics that wait for all copies (acks=all)",
    ],
    ["transaction.state.log.min.isr", "transaction.state.log.replication.factor", "all transactions"],
] as const;

function noCopyToSpare({ brokers }: Settings): string[] {
    return inSync.flatMap(([least, factor, whom]) => {
        const [needed, copies] = [effectiveNumber(brokers, least), effectiveNumber(brokers, factor)];
        // The one that stands in the file; the other may be derived.
        const name = brokers.config[least] === undefined ? factor : least;
        const what = `${needed} of ${copies} copies must have a record, so every restart of a broker stops ${whom}; set ${least} to ${copies - 1}`;
        return isStopped(copies, needed) ? [line(["brokers", "config", name], brokers.config[name], what)] : [];
    });
}

function topicsWithoutSpare({ brokers, topics }: Settings): string[] {
    const least = "min.insync.replicas";
    return topics.flatMap((topic, index) => {
        const [needed, copies] = [topicNumber(topic.config, brokers, least), copiesOf(topic, brokers)];
        const isOwn = topic.replication !== undefined || topic.config[least] !== undefined;
        const what = `${Math.min(needed, copies)} of ${copies} copies must have a record, so every restart of a broker stops whoever writes to it and waits for all (acks=all); set ${least} to ${copies - 1}`;
        return isOwn && isStopped(copies, needed) ? [line(["topics", index, "name"], topic.name, what)] : [];
    });
}

/**
 * How many partitions a broker will hold is not known, but a single one must fit. It grows by one segment beyond its retention, for only whole
 * ones are deleted (UnifiedLog.deleteRetentionSizeBreachedSegments). Of remote storage the disk has a part only.
 */
function retentionBeyondDisk({ brokers }: Settings): string[] {
    const [kept, segment] = ["log.retention.bytes", "log.segment.bytes"] as const;
    const [bytes, more] = [effectiveNumber(brokers, kept), effectiveNumber(brokers, segment)];
    const isDeleted = String(effective(brokers, "log.cleanup.policy") ?? "delete").includes("delete");
    const what = `with a segment more (${segment} ${more}) a single partition fills the disk of ${brokers.disk} before a record is deleted by size; lower it, or grow kafka:brokers.disk`;
    return bytes >= 0 && bytes + more > quantity(brokers.disk) && isDeleted && !keepsRemotely(brokers)
        ? [line(["brokers", "config", kept], brokers.config[kept], what)]
        : [];
}

function keepsRemotely(brokers: Settings["brokers"]): boolean {
    return /^\s*true\s*$/i.test(String(effective(brokers, "remote.log.storage.system.enable")));
}

/** What a plug-in allows is not known here. */
function foreignAuthorizer({ brokers }: Settings): string[] {
    const name = "authorizer.class.name";
    const what = `every broker and client is ${anonymous} to it; where it refuses that one, no broker talks to another`;
    return asksPlugin(brokers) ? [line(["brokers", "config", name], brokers.config[name], what)] : [];
}

/** What plug-ins talk to is not known here. Remote storage that cannot be reached fills the disk. */
function pluginsCutOff({ brokers, security: { networkPolicies } }: Settings): string[] {
    const plugins = [
        ...(asksPlugin(brokers) ? ["authorizer.class.name"] : []),
        ...(keepsRemotely(brokers) ? ["remote.log.storage.system.enable"] : []),
    ];
    const what = `plug-ins of the brokers (${plugins.join(", ")}) reach nothing outside of the cluster but DNS; open what they need by a NetworkPolicy of your own (docs/security.md)`;
    return networkPolicies.enabled && plugins.length > 0
        ? [line(["security", "networkPolicies", "enabled"], true, what)]
        : [];
}

/** Properties of plug-ins cannot be told from slips that are far off. */
function strangeProperties({ brokers: { config } }: Settings): string[] {
    return Object.entries(config)
        .filter(([name]) => !isKnownProperty(name) && !isSecretProperty(name))
        .map(([name]) => {
            const what = "no property of Kafka 3.9 itself; passed on as it is, for plug-ins";
            // An address may hold a password.
            return `${keyOf(["brokers", "config", name])} is set: ${what}`;
        });
}

/** Kafka's own secrets are refused; of those of plug-ins there is only the name to tell. */
function plainSecrets({ brokers: { config } }: Settings): string[] {
    const what =
        "in plain in the stack file, the state and a ConfigMap; refer to it as ${provider:path:key} by way of config.providers";
    return Object.entries(config)
        .filter(([name, value]) => isSecretProperty(name) && !isReference(value))
        .map(([name, value]) => line(["brokers", "config", name], value, what));
}

/** Basic authentication sends the password with every request. */
function passwordInPlain({ kafkaManager: { enabled, ingress } }: Settings): string[] {
    const what =
        "without kafka:kafkaManager.ingress.tlsSecretName the password travels in plain text, unless the controller has a certificate of its own; set it";
    return enabled && ingress.host !== undefined && ingress.tlsSecretName === undefined
        ? [line(["kafkaManager", "ingress", "host"], ingress.host, what)]
        : [];
}

/** A node port is what some controllers need; a load balancer is none of theirs. */
function wayAroundIngress({ kafkaManager: { enabled, ingress, service } }: Settings): string[] {
    const what = "it is a second way to the console beside the ingress, without TLS; use ClusterIP";
    return enabled && ingress.host !== undefined && service.type === "LoadBalancer"
        ? [line(["kafkaManager", "service", "type"], service.type, what)]
        : [];
}

/** Policies add up: one that others made may let the controller in. */
function closedIngress({ kafkaManager, security: { networkPolicies } }: Settings): string[] {
    const { host } = kafkaManager.ingress;
    const isOpen = !networkPolicies.enabled || networkPolicies.console.length > 0 || isPublished(kafkaManager);
    const what =
        "no NetworkPolicy of this stack lets the controller in; name its namespace in kafka:security.networkPolicies.console";
    return kafkaManager.enabled && host !== undefined && !isOpen
        ? [line(["kafkaManager", "ingress", "host"], host, what)]
        : [];
}

function corruptingFeature({ kafkaManager: { enabled, features } }: Settings): string[] {
    const what = 'lets "add partitions" corrupt topics of Kafka 2.8 and newer';
    const index = features.indexOf("KMTopicManagerFeature");
    return enabled && index >= 0 ? [line(["kafkaManager", "features", index], features[index], what)] : [];
}
