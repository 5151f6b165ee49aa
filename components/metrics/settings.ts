import { z } from "zod";
import { flag, memory, texts, whole } from "../../schema/fields";

const consumerLag = z
    .strictObject(
        {
            enabled: flag()
                .default(true)
                .describe(
                    "Whether a pod `kafka-lag` of the brokers' image asks for the lag, and shows it (9308) as danielqsj/kafka_exporter does. `false` where you have that exporter.",
                ),
            memory: memory("192Mi")
                .default("256Mi")
                .describe("Memory of the pod, requested and limit. Half of it is Java heap."),
            intervalSeconds: whole(15, 600)
                .default(60)
                .describe(
                    "Seconds from the end of one round of asking to the next. A round starts a tool of Kafka: about 2 seconds of CPU.",
                ),
        },
        { error: "must be a map with enabled, memory, intervalSeconds" },
    )
    .prefault({})
    .describe("The lag of consumers, while metrics are enabled.");

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
            consumerLag,
            labels: texts("labels")
                .default({})
                .describe(
                    "Labels of PodMonitors and PrometheusRule, by which your Prometheus selects them, such as `release: prometheus`.",
                ),
        },
        { error: "must be a map with enabled, operator, dashboards, consumerLag, labels" },
    )
    .describe("Metrics, alerts and dashboards (docs/metrics.md).");

/** `kafka:metrics`, checked, with every default filled in. */
export type MetricsSettings = z.output<typeof metrics>;

/** `kafka:metrics` as a stack file says it: every field may be left out. */
export type MetricsInput = z.input<typeof metrics>;

/** Whether there is a pod that shows the lag of consumers. */
export function showsLag({ enabled, consumerLag }: MetricsSettings): boolean {
    return enabled && consumerLag.enabled;
}
