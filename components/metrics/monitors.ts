import type * as k8s from "@pulumi/kubernetes";
import type { PodKind } from "../../model/connections";
import { selectorLabels } from "../kubernetes/metadata";
import type { NamedMetadata } from "../kubernetes/metadata";

/** How often brokers and servers are scraped: rates of two minutes want several values. */
const interval = "30s";

/**
 * Annotations of a pod that shows metrics at this port, by which a Prometheus without the operator finds it: the usual ones of its own example
 * (documentation/examples/prometheus-kubernetes.yml). With the operator they are there too: another way to scrape restarts nothing.
 */
export function scrapeAnnotations(withMetrics: boolean, port: number): Readonly<Record<string, string>> {
    return withMetrics
        ? { "prometheus.io/scrape": "true", "prometheus.io/port": String(port), "prometheus.io/path": "/metrics" }
        : {};
}

/** Version and kind of an object that the Prometheus Operator reads. */
export function operated(kind: "PodMonitor" | "PrometheusRule"): {
    readonly apiVersion: string;
    readonly kind: string;
} {
    return { apiVersion: "monitoring.coreos.com/v1", kind };
}

/** The PodMonitor of a kind of pods. */
export function podMonitor(
    { name, instance }: PodKind,
    metadata: ReturnType<NamedMetadata>,
): k8s.apiextensions.CustomResourceArgs {
    return {
        ...operated("PodMonitor"),
        metadata,
        spec: {
            selector: { matchLabels: { ...selectorLabels(name, instance) } },
            podMetricsEndpoints: [{ port: "metrics", path: "/metrics", interval }],
        },
    };
}
