import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { PodKind } from "../../model/connections";
import { selectorLabels } from "../kubernetes/metadata";
import type { NamedMetadata } from "../kubernetes/metadata";
import { get } from "../live/request";

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

/** What the Prometheus Operator reads. */
const operatorApi = "monitoring.coreos.com/v1";

/** Version and kind of an object that the Prometheus Operator reads. */
export function operated(kind: "PodMonitor" | "PrometheusRule"): Readonly<Record<"apiVersion" | "kind", string>> {
    return { apiVersion: operatorApi, kind };
}

/**
 * Refuses, in preview too, to make objects for the Prometheus Operator where its kinds are not known: everybody may ask for that. What the provider
 * would say names the kind, and no setting. Where nobody answers, nothing is said: others need the API server too.
 */
export function requiredOperator(name: string, ask: typeof get = get): pulumi.ResourceHook {
    return new pulumi.ResourceHook(
        name,
        async () => {
            const answer = await ask(`/apis/${operatorApi}`).catch(() => undefined);
            if (answer?.status === 404) {
                throw new Error(
                    "kafka:metrics.operator is true: must be false as long as the cluster has no Prometheus Operator " +
                        `(${operatorApi}); install it first, or set it to false`,
                );
            }
        },
        { onDryRun: true },
    );
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
