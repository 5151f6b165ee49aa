import { harmless, inPlace } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import type { KafkaManagerSettings } from "./settings";

/** The edits of `kafka:kafkaManager`: none can touch a record, so all are allowed. */
export function kafkaManagerEdits(old: KafkaManagerSettings, wanted: KafkaManagerSettings): UnjudgedChange<unknown>[] {
    const runs = old.enabled && wanted.enabled;
    const ofPod = () => harmless();
    const ofService = () => (runs ? inPlace() : harmless());
    const ofRegistration = () => (runs ? inPlace("the cluster is registered in the console anew") : harmless());
    return changedFields<KafkaManagerSettings, unknown>("kafkaManager", old, wanted, {
        enabled: () => (wanted.enabled ? appears : disappears),
        cpu: ofPod,
        cpuLimit: ofPod,
        memory: ofPod,
        heap: ofPod,
        service: { type: ofService, nodePort: ofService },
        username: ofPod,
        passwordVersion: ofPod,
        features: ofPod,
        cluster: {
            name: () =>
                runs
                    ? inPlace(
                          `the cluster is registered as ${wanted.cluster.name}; the entry ${old.cluster.name} stays until it is deleted in the console`,
                      )
                    : harmless(),
            jmx: ofRegistration,
            pollConsumers: ofRegistration,
            filterConsumers: ofRegistration,
            activeOffsetCache: ofRegistration,
            displaySizes: ofRegistration,
        },
        nodeSelector: ofPod,
        tolerations: ofPod,
        priorityClass: ofPod,
    });
}

const appears: Outcome = { effect: "adds", notes: [] };

const disappears: Outcome = {
    effect: "removes",
    notes: ["its password goes with it; a new one is generated when it comes back"],
};
