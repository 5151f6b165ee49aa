import { imageFrom } from "./pulling";
import type { ImageSettings } from "./settings";
import { nothing, rolling } from "../../edits/edit";
import { judgeFields } from "../../edits/rules";
import { judgeKafkaImage } from "./kafkaImage";
import { judgeZooKeeperImage } from "./zookeeperImage";
import type { Edit, Outcome } from "../../edits/edit";
import type { Workload } from "../../model/names";
import type { Facts } from "../../edits/facts";

/** Whose pods hold which image: the console waits for the ensemble in a container of ZooKeeper's image. */
const users = {
    zookeeper: ["zookeeper", "kafkaManager"],
    kafka: ["brokers"],
    kafkaManager: ["kafkaManager"],
} as const satisfies Readonly<Record<string, readonly Workload[]>>;

const everybody: readonly Workload[] = ["zookeeper", "brokers", "kafkaManager"];

/** Judges the edits of `kafka:images`. Of the facts it uses `protocol`. */
export function judgeImages(old: ImageSettings, wanted: ImageSettings, facts: Facts = {}): Edit[] {
    return judgeFields("images", old, wanted, {
        zookeeper: judgeZooKeeperImage(old.zookeeper, wanted.zookeeper, rolling(users.zookeeper)),
        kafka: judgeKafkaImage(old.kafka, wanted.kafka, facts.protocol, rolling(users.kafka)),
        kafkaManager: rolling(users.kafkaManager),
        registry: judgeRegistry(old, wanted),
        pullPolicy: rolling(everybody),
        pullSecrets: rolling(everybody),
    });
}

/** A registry restarts whoever is pulled from another place. */
function judgeRegistry(old: ImageSettings, wanted: ImageSettings): Outcome {
    const moved = (["zookeeper", "kafka", "kafkaManager"] as const).filter(
        (image) => imageFrom(old, wanted[image]) !== imageFrom(wanted, wanted[image]),
    );
    const restarting = everybody.filter((workload) =>
        moved.some((image) => users[image].some((user) => user === workload)),
    );
    return restarting.length > 0 ? rolling(restarting) : nothing();
}
