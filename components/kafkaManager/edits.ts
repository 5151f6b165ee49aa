import { harmless, inPlace } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { externalUrl } from "./ingress";
import type { KafkaManagerSettings } from "./settings";

/** The edits of `kafka:kafkaManager`: none can touch a record, so all are allowed. */
export function kafkaManagerEdits(old: KafkaManagerSettings, wanted: KafkaManagerSettings): UnjudgedChange<unknown>[] {
    const runs = old.enabled && wanted.enabled;
    const ofPod = () => harmless();
    const ofService = () => (runs ? inPlace() : harmless());
    const ofIngress = (...notes: readonly string[]) => (runs ? inPlace(...notes) : harmless());
    const moved = () => ofIngress(whereFrom(wanted));
    const ofRegistration = () => (runs ? inPlace("the cluster is registered in the console anew") : harmless());
    return changedFields<KafkaManagerSettings, unknown>("kafkaManager", old, wanted, {
        enabled: () => (wanted.enabled ? appears : disappears),
        cpu: ofPod,
        cpuLimit: ofPod,
        memory: ofPod,
        heap: ofPod,
        service: { type: ofService, nodePort: ofService },
        ingress: {
            host: moved,
            path: moved,
            className: () => ofIngress(),
            tlsSecretName: moved,
            annotations: () => ofIngress(),
        },
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
        tuning: {
            brokerViewUpdatePeriodSeconds: ofRegistration,
            brokerViewThreadPoolSize: ofRegistration,
            brokerViewThreadPoolQueueSize: ofRegistration,
            offsetCacheThreadPoolSize: ofRegistration,
            offsetCacheThreadPoolQueueSize: ofRegistration,
            kafkaAdminClientThreadPoolSize: ofRegistration,
            kafkaAdminClientThreadPoolQueueSize: ofRegistration,
            partitionOffsetCacheTimeoutSecs: ofRegistration,
        },
        nodeSelector: ofPod,
        nodeAffinity: ofPod,
        tolerations: ofPod,
        priorityClass: ofPod,
    });
}

function whereFrom(wanted: KafkaManagerSettings): string {
    const address = externalUrl(wanted);
    return address === undefined
        ? "the console has no address of an ingress any more"
        : `people reach the console at ${address}`;
}

const appears: Outcome = { effect: "adds", notes: [] };

const disappears: Outcome = {
    effect: "removes",
    notes: ["its password goes with it; a new one is generated when it comes back"],
};
