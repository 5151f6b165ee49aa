import { claimTemplateName, podName, workloadNames } from "../../../model/names";
import { of } from "./rule";
import type { Alert, Watched } from "./rule";

/** Disks that fill, or fail. What the file system says comes from the kubelet, which a Prometheus of the whole Kubernetes cluster scrapes. */
export function diskAlerts(watched: Watched): readonly Alert[] {
    const own = of(watched);
    const size = `sum by (pod) (kafka_log_size_bytes${own})`;
    const disk = watched.brokerDisk;
    const first = (part: "brokers" | "zookeeper") => `${claimTemplateName}-${podName(part, 0).slice(0, -1)}`;
    const claims = of(watched, `persistentvolumeclaim=~"(${first("brokers")}|${first("zookeeper")})[0-9]+"`);
    const free = `kubelet_volume_stats_available_bytes${claims} / kubelet_volume_stats_capacity_bytes${claims}`;
    return [
        {
            name: "KafkaDiskFilling",
            expr: `${size} / ${disk} > 0.85`,
            lasts: "10m",
            severity: "warning",
            summary: "records take {{ $value | humanizePercentage }} of the disk of {{ $labels.pod }}",
        },
        {
            name: "KafkaDiskFullSoon",
            // Not while a cluster is filled for the first time: a forecast of hours means something for a disk that is in use.
            expr: `predict_linear((${size})[6h:5m], 86400) / ${disk} > 0.95 and ${size} / ${disk} > 0.5`,
            lasts: "30m",
            severity: "warning",
            summary: "the disk of {{ $labels.pod }} is full within a day, if records come as in the last 6 hours",
        },
        {
            name: "KafkaVolumeFull",
            expr: `${free} < 0.1`,
            lasts: "5m",
            severity: "critical",
            summary: "{{ $labels.persistentvolumeclaim }} has {{ $value | humanizePercentage }} left",
        },
        {
            name: "KafkaVolumeFullSoon",
            expr: `predict_linear(kubelet_volume_stats_available_bytes${claims}[6h], 86400) < 0 and ${free} < 0.5`,
            lasts: "30m",
            severity: "warning",
            summary: "{{ $labels.persistentvolumeclaim }} is full within a day, if it fills as in the last 6 hours",
        },
        {
            name: "KafkaDiskOffline",
            expr: `max by (pod) (kafka_disks_offline${own}) > 0`,
            lasts: "1m",
            severity: "critical",
            summary: `{{ $labels.pod }} cannot use its disk`,
        },
        {
            name: "KafkaCleanerStopped",
            expr: `max by (pod) (kafka_cleaner_threads_dead${own}) > 0 or max by (pod) (kafka_cleaner_partitions_uncleanable${own}) > 0`,
            lasts: "10m",
            severity: "warning",
            summary: `the log cleaner of {{ $labels.pod }} has stopped, or given partitions up: compacted topics of ${workloadNames.brokers} grow`,
        },
    ];
}
