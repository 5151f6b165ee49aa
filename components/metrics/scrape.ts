/**
 * Annotations of a pod that shows metrics at this port, by which a Prometheus without the operator finds it: the usual ones of its own example
 * (documentation/examples/prometheus-kubernetes.yml). With the operator they are there too: another way to scrape restarts nothing.
 */
export function scrapeAnnotations(withMetrics: boolean, port: number): Readonly<Record<string, string>> {
    return withMetrics
        ? { "prometheus.io/scrape": "true", "prometheus.io/port": String(port), "prometheus.io/path": "/metrics" }
        : {};
}
