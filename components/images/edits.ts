import { harmless } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { judgeKafkaImage } from "./kafkaImage";
import type { Protocols } from "./kafkaImage";
import type { ImageSettings } from "./settings";
import { judgeZooKeeperImage } from "./zookeeperImage";

/** The edits of `kafka:images`; `protocols` are the pinned values of `inter.broker.protocol.version`. */
export function imageEdits(old: ImageSettings, wanted: ImageSettings, protocols: Protocols): UnjudgedChange<unknown>[] {
    const ofPods = () => harmless();
    return changedFields<ImageSettings, unknown>("images", old, wanted, {
        zookeeper: () => judgeZooKeeperImage(old.zookeeper, wanted.zookeeper),
        kafka: () => judgeKafkaImage(old.kafka, wanted.kafka, protocols),
        kafkaManager: ofPods,
        registry: ofPods,
        pullPolicy: ofPods,
        pullSecrets: ofPods,
    });
}
