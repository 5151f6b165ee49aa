import { harmless, inPlace } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import { changedFields } from "../../../edits/rules";
import type { UnjudgedChange } from "../../../edits/rules";
import { spreadRules } from "../../kubernetes/spreadEdits";
import { judgeDisk } from "../../storage/diskEdits";
import { externalRules } from "../external/edits";
import { needsReassignment } from "../reassignment";
import type { BrokerSettings } from "../settings";
import type { TopicSettings } from "../topics/settings";
import { propertyEdits } from "./config";
import { logLevelEdits } from "./logLevels";
import type { BrokerImages } from "./protocol";
import { judgeReplicas } from "./replicas";
import type { BrokerFacts } from "./replicas";

/** The edits of `kafka:brokers`; `images` are the brokers' image before and after, `topics` those that are wanted. */
export function brokerEdits(
    old: BrokerSettings,
    wanted: BrokerSettings,
    images: BrokerImages,
    topics: readonly TopicSettings[],
): UnjudgedChange<BrokerFacts>[] {
    const ofPod = () => harmless();
    const fields = changedFields<Omit<BrokerSettings, "config" | "logLevels">, BrokerFacts>("brokers", old, wanted, {
        replicas: (facts) => judgeReplicas(old, wanted, facts),
        cpu: ofPod,
        cpuLimit: ofPod,
        memory: ofPod,
        heap: ofPod,
        disk: (facts) => judgeDisk("brokers", old.disk, wanted.disk, facts),
        drain: () => (wanted.drain.length > 0 ? reassigned : harmless()),
        rebalance: () => (wanted.rebalance ? reassigned : harmless()),
        moveRate: () => (needsReassignment(wanted, topics) ? inPlace() : harmless()),
        logFormat: ofPod,
        clientAddressSeconds: ofPod,
        external: externalRules(old, wanted),
        rack: () => judgeRack(wanted),
        spread: spreadRules(wanted.spread),
        nodeSelector: ofPod,
        nodeAffinity: ofPod,
        tolerations: ofPod,
        priorityClass: ofPod,
    });
    return [...fields, ...propertyEdits(old, wanted, images), ...logLevelEdits(old, wanted)];
}

/** Kafka looks at racks when it places copies, and never moves one for them. */
function judgeRack(wanted: BrokerSettings): Outcome {
    if (wanted.rack === "label") {
        return harmless(
            "before Kubernetes 1.35 brokers forget their zones with this roll, and new topics and moves take no notice of them",
        );
    }
    return wanted.rebalance
        ? reassigned
        : harmless(
              "copies of a partition that share a zone stay where they are; kafka:brokers.rebalance moves them apart",
          );
}

const reassigned = inPlace("partitions are moved while clients go on; pulumi up waits until that is done");
