import { dashboards } from "../../../components/metrics";
import { alerts } from "../../../components/metrics/alerts";
import type { Watched } from "../../../components/metrics/alerts/rule";

/** An expression, and which alert or panel asks it. */
export interface Asked {
    readonly where: string;
    readonly expr: string;
}

/** Everything that alerts and dashboards ask Prometheus. */
export function expressions(watched: Watched): readonly Asked[] {
    return [
        ...Object.values(alerts(watched)).flatMap((list) => list.map(({ name, expr }) => ({ where: name, expr }))),
        ...dashboards(watched).flatMap(({ name, rows }) =>
            Object.values(rows).flatMap((panels) =>
                panels.flatMap(({ title, queries }) =>
                    queries.map(({ expr }) => ({ where: `${name}: ${title}`, expr })),
                ),
            ),
        ),
    ];
}

/** The metrics of an expression: what stands before `{`. */
export function metricsOf(expr: string): readonly string[] {
    return [...expr.matchAll(/([a-z_][a-z0-9_]*)\{/g)].map(([, name = ""]) => name);
}

/** Those of the kubelet, kube-state-metrics and cert-manager. */
export const ofKubernetes =
    /^(kubelet_volume_stats_(available|capacity)_bytes|kube_(pod_container_status_(restarts_total|last_terminated_reason)|job_status_failed|deployment_status_replicas_available)|certmanager_certificate_expiration_timestamp_seconds)$/;
