import { brokerConfig } from "../components/kafka/checks/config";
import { brokerPairs } from "../components/kafka/checks/pairs";
import { draining } from "../components/kafka/checks/drain";
import { images } from "../components/images/checks";
import { kafkaManager } from "../components/kafkaManager/checks";
import { namespace } from "../components/namespace/checks";
import { protocol } from "./protocolCheck";
import { replicationFactors } from "../components/kafka/checks/replicationFactors";
import { resources } from "../schema/resourceChecks";
import { scheduling } from "../schema/schedulingChecks";
import { storage } from "../components/storage/checks";
import { ticks } from "../components/zookeeper/checks";
import type { Problem } from "../schema/problems";
import type { Settings } from "./settings";

const checks: readonly ((settings: Settings) => Problem[])[] = [
    namespace,
    images,
    storage,
    resources,
    ticks,
    brokerConfig,
    brokerPairs,
    protocol,
    replicationFactors,
    draining,
    kafkaManager,
    scheduling,
];

/** Values that are right each by itself, but not together, or not for Kubernetes or Kafka. */
export function crossChecks(settings: Settings): Problem[] {
    return checks.flatMap((check) => check(settings));
}
