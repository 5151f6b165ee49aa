import type { Settings } from "./settings";
import { allow } from "../edits/allowances";
import { judgeBrokers } from "../components/kafka/edits";
import { userValue } from "../model/brokerProperties/effective";
import { judgeIdentity } from "../components/namespace/edits";
import { judgeImages } from "../components/images/edits";
import { judgeKafkaManager } from "../components/kafkaManager/edits";
import { protocolProperty } from "../components/kafka/edits/protocol";
import { canExpand, judgeStorage } from "../components/storage/edits";
import { judgeZooKeeper } from "../components/zookeeper/edits";
import type { Edit } from "../edits/edit";
import type { Facts } from "../edits/facts";

/**
 * Every setting that differs between what runs and what is wanted, with what becomes of it: at the most one edit for each key,
 * none for values that mean the same. `allowed` is `kafka:allow`. What the settings themselves tell of the facts need not be given.
 */
export function judge(
    old: Settings,
    wanted: Settings,
    allowed: readonly string[] = [],
    facts: Facts = {},
): readonly Edit[] {
    const known = { ...factsOf(old, wanted), ...facts };
    const edits = [
        ...judgeIdentity(old.namespace, wanted.namespace),
        ...judgeImages(old.images, wanted.images, known),
        ...judgeStorage(old.storage, wanted.storage, known),
        ...judgeZooKeeper(old.zookeeper, wanted.zookeeper, known),
        ...judgeBrokers(old.brokers, wanted.brokers, known),
        ...judgeKafkaManager(old.kafkaManager, wanted.kafkaManager),
    ];
    return allow(edits, allowed);
}

/** What one part has to know of the others. */
export function factsOf(old: Settings, wanted: Settings): Facts {
    return {
        madeExpandable: { from: canExpand(old.storage), to: canExpand(wanted.storage) },
        ...(old.storage.class === undefined ? {} : { diskClass: old.storage.class }),
        drained: old.brokers.drain,
        madeClass: `${wanted.namespace.name}-storage`,
        kafkaImage: { from: old.images.kafka, to: wanted.images.kafka },
        protocol: { from: protocol(old), to: protocol(wanted) },
    };
}

function protocol({ brokers: { config } }: Settings): string | undefined {
    const pinned = userValue(config, protocolProperty);
    return pinned === undefined ? undefined : String(pinned);
}
