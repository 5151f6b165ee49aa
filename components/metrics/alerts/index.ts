import { brokerAlerts } from "./brokers";
import { consumerAlerts } from "./consumers";
import { diskAlerts } from "./disks";
import { kubernetesAlerts } from "./kubernetes";
import { loadAlerts } from "./load";
import type { Alert, Watched } from "./rule";
import { ensembleAlerts } from "./zookeeper";

/** A group of rules as Prometheus takes it. */
export interface RuleGroup {
    /** Its name. */
    readonly name: string;
    /** Its rules. */
    readonly rules: readonly Readonly<Record<string, unknown>>[];
}

/** Every alert of a cluster, by the group that it belongs to. */
export function alerts(watched: Watched): Readonly<Record<string, readonly Alert[]>> {
    return {
        brokers: brokerAlerts(watched),
        load: loadAlerts(watched),
        consumers: consumerAlerts(watched),
        disks: diskAlerts(watched),
        zookeeper: ensembleAlerts(watched),
        kubernetes: kubernetesAlerts(watched),
    };
}

/** The same as a file of rules has it, and as a PrometheusRule does (`groups`). */
export function ruleGroups(watched: Watched): readonly RuleGroup[] {
    return Object.entries(alerts(watched)).map(([group, list]) => ({
        name: `${watched.namespace}-${group}`,
        rules: list.map(({ name, expr, lasts, severity, summary }) => ({
            alert: name,
            expr,
            for: lasts,
            labels: { severity, namespace: watched.namespace },
            annotations: { summary, runbook: `docs/alerts.md#${name.toLowerCase()}` },
        })),
    }));
}
