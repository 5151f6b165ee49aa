import { z } from "zod";
import { flag, texts } from "../../schema/fields";

/** `kafka:metrics`: what Prometheus scrapes, and what is made of it. */
export const metrics = z
    .strictObject(
        {
            enabled: flag()
                .default(false)
                .describe(
                    "Whether brokers (9464) and servers (7000) show metrics to Prometheus. Brokers take an agent for it, and 128Mi of their memory.",
                ),
            operator: flag()
                .default(false)
                .describe(
                    "Whether the Kubernetes cluster has the Prometheus Operator: PodMonitors are made beside the annotations of the pods, and a PrometheusRule in place of a ConfigMap of rules.",
                ),
            dashboards: flag()
                .default(true)
                .describe("Whether ConfigMaps of dashboards are made, which Grafana's sidecar finds by their label."),
            labels: texts("labels")
                .default({})
                .describe(
                    "Labels of PodMonitors and PrometheusRule, by which your Prometheus selects them, such as `release: prometheus`.",
                ),
        },
        { error: "must be a map with enabled, operator, dashboards, labels" },
    )
    .describe("Metrics, alerts and dashboards (docs/metrics.md).");

/** `kafka:metrics`, checked, with every default filled in. */
export type MetricsSettings = z.output<typeof metrics>;

/** `kafka:metrics` as a stack file says it: every field may be left out. */
export type MetricsInput = z.input<typeof metrics>;
