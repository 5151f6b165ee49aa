import { harmless, inPlace } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { showsLag } from "./settings";
import type { MetricsSettings } from "./settings";

/** The edits of `kafka:metrics`: none touches a record. */
export function metricsEdits(old: MetricsSettings, wanted: MetricsSettings): UnjudgedChange<unknown>[] {
    const ofObjects = () => inPlace();
    const ofLag = () =>
        showsLag(old) && showsLag(wanted)
            ? inPlace("the pod kafka-lag restarts: no lag is shown meanwhile")
            : harmless();
    return changedFields<MetricsSettings, unknown>("metrics", old, wanted, {
        enabled: () =>
            wanted.enabled
                ? harmless("brokers leave 128Mi of their memory to the agent, and their heap less")
                : harmless(),
        operator: ofObjects,
        dashboards: ofObjects,
        consumerLag: {
            enabled: () => (old.enabled && wanted.enabled ? comesOrGoes(wanted) : harmless()),
            memory: ofLag,
            intervalSeconds: ofLag,
        },
        labels: ofObjects,
    });
}

function comesOrGoes(wanted: MetricsSettings): Outcome {
    return showsLag(wanted) ? { effect: "adds", notes: [] } : { effect: "removes", notes: [] };
}
