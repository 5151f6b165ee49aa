import { harmless, inPlace } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import type { MetricsSettings } from "./settings";

/** The edits of `kafka:metrics`: none touches a record. */
export function metricsEdits(old: MetricsSettings, wanted: MetricsSettings): UnjudgedChange<unknown>[] {
    const ofObjects = () => inPlace();
    return changedFields<MetricsSettings, unknown>("metrics", old, wanted, {
        enabled: () =>
            wanted.enabled
                ? harmless("brokers leave 128Mi of their memory to the agent, and their heap less")
                : harmless(),
        operator: ofObjects,
        dashboards: ofObjects,
        labels: ofObjects,
    });
}
