import { labelProblems } from "../../schema/labels";
import type { Problem } from "../../schema/problems";
import type { MetricsSettings } from "./settings";

/** Rules of `kafka:metrics`. */
export function metricsChecks(settings: MetricsSettings): Problem[] {
    return [...labelProblems(["metrics", "labels"], settings.labels), ...withoutMetrics(settings)];
}

/** What would be asked for in vain looks as if it were there. */
function withoutMetrics({ enabled, operator, labels }: MetricsSettings): Problem[] {
    const without = (needs: string) => ({
        rule: `must not be set without kafka:metrics.${needs}: true`,
        advice: "set it, or remove this",
        about: [["metrics", needs]],
    });
    return [
        ...(operator && !enabled ? [{ path: ["metrics", "operator"], value: operator, ...without("enabled") }] : []),
        ...(Object.keys(labels).length > 0 && !operator
            ? [{ path: ["metrics", "labels"], value: labels, ...without("operator") }]
            : []),
    ];
}
