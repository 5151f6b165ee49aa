import { imageEdits } from "../components/images/edits";
import type { ImageFacts } from "../components/images/edits";
import { brokerEdits } from "../components/kafka/edits";
import type { BrokerFacts } from "../components/kafka/edits/replicas";
import { topicEdits } from "../components/kafka/topics/edits";
import type { TopicFacts } from "../components/kafka/topics/takeover";
import { userEdits } from "../components/kafka/users/edits";
import { kafkaManagerEdits } from "../components/kafkaManager/edits";
import { metricsEdits } from "../components/metrics/edits";
import { namespaceEdits } from "../components/namespace/edits";
import { securityEdits } from "../components/security/edits";
import type { SecurityFacts } from "../components/security/edits";
import { canExpand, storageEdits } from "../components/storage/edits";
import { zookeeperEdits } from "../components/zookeeper/edits";
import type { EnsembleFacts } from "../components/zookeeper/edits";
import type { Edit } from "../edits/edit";
import { allow } from "../edits/refusals";
import type { UnjudgedChange } from "../edits/rules";
import { userValue } from "../model/brokerProperties/effective";
import { protocolProperty } from "../model/brokerProperties/protocol";
import { restartsBetween } from "./restarts";
import type { Settings } from "./settings";

/** What is known of the running cluster beside the settings. Everything is optional: less knowledge refuses more. */
export type Facts = BrokerFacts & EnsembleFacts & ImageFacts & SecurityFacts & TopicFacts;

/** Every setting that differs between what runs and what is wanted: one change for each key, none for values that mean the same. */
export function diff(old: Settings, wanted: Settings): readonly UnjudgedChange<Facts>[] {
    const images = { from: old.images.kafka, to: wanted.images.kafka };
    const protocols = { from: pinnedProtocol(old), to: pinnedProtocol(wanted) };
    return [
        ...namespaceEdits(old.namespace, wanted.namespace),
        ...imageEdits(old.images, wanted.images, protocols),
        ...storageEdits(old.storage, wanted.storage, defaultClassName(wanted)),
        ...zookeeperEdits(old.zookeeper, wanted.zookeeper),
        ...brokerEdits(old.brokers, wanted.brokers, images, wanted.topics),
        ...topicEdits(old.topics, wanted.topics, { from: old.brokers, to: wanted.brokers }),
        ...kafkaManagerEdits(old.kafkaManager, wanted.kafkaManager),
        ...metricsEdits(old.metrics, wanted.metrics),
        ...securityEdits(old.security, wanted.security, old.brokers.external.type !== "none"),
        ...userEdits(old.users, wanted.users),
    ];
}

/**
 * What becomes of every setting that differs. `allowed` is `kafka:allow`; `facts` are what was looked up for the {@link diff} in the running
 * cluster, and what the settings themselves tell need not be given.
 */
export function judge(
    old: Settings,
    wanted: Settings,
    allowed: readonly string[] = [],
    facts: Facts = {},
): readonly Edit[] {
    const known = { ...factsOf(old, wanted), ...facts };
    const restarts = restartsBetween(old, wanted);
    const edits = diff(old, wanted).map(({ rule, ...change }): Edit => {
        const outcome = rule(known);
        const rolls = outcome.refusal?.overridable === false ? [] : restarts.causedBy(change);
        const effect = outcome.effect === "nothing" && rolls.length > 0 ? "rolls" : outcome.effect;
        return { ...change, ...outcome, effect, rolls };
    });
    return allow(edits, allowed);
}

/** Name of a StorageClass that is made here and given no name. */
export function defaultClassName({ namespace }: Pick<Settings, "namespace">): string {
    return `${namespace.name}-storage`;
}

/** What the settings tell that the rules of one part have to know of another. */
function factsOf(old: Settings, wanted: Settings): Facts {
    return {
        madeExpandable: { from: canExpand(old.storage), to: canExpand(wanted.storage) },
        ...(old.storage.class === undefined ? {} : { diskClass: old.storage.class }),
        drained: old.brokers.drain,
    };
}

function pinnedProtocol({ brokers: { config } }: Settings): string | undefined {
    const pinned = userValue(config, protocolProperty);
    return pinned === undefined ? undefined : String(pinned);
}
