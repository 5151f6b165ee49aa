import { brokerConfig } from "./checks/brokerConfig";
import { brokerPairs } from "./checks/brokerPairs";
import { draining } from "./checks/drain";
import { images } from "./checks/images";
import { kafkaManager } from "./checks/kafkaManager";
import { namespace } from "./checks/namespace";
import { protocol } from "./checks/protocol";
import { replicationFactors } from "./checks/replicationFactors";
import { resources } from "./checks/resources";
import { scheduling } from "./checks/scheduling";
import { storage } from "./checks/storage";
import { ticks } from "./checks/ticks";
import type { Problem } from "./problems";
import type { Settings } from "./schema";

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
