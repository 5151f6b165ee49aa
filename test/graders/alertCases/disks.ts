import { always, kafka, pods } from "./case";
import type { AlertCase } from "./case";

const claim = 'persistentvolumeclaim="data-kafka-0"';
const others = 'persistentvolumeclaim="data-postgres-0"';
const GiB = 2 ** 30;

/** Cases of components/metrics/alerts/disks.ts. */
export const disksCases: readonly AlertCase[] = [
    {
        alert: "KafkaDiskFilling",
        fires: pods("kafka_log_size_bytes", "kafka", [always(9 * GiB)], ',topic="t",partition="0"'),
        silent: pods("kafka_log_size_bytes", "kafka", [always(8 * GiB)], ',topic="t",partition="0"'),
    },
    {
        alert: "KafkaDiskFullSoon",
        // 6 GiB, and 10 MiB more each minute: full in 7 hours.
        fires: pods("kafka_log_size_bytes", "kafka", [`${6 * GiB}+${10 * 2 ** 20}x200`], ',topic="t",partition="0"'),
        silent: pods("kafka_log_size_bytes", "kafka", [`${2 * GiB}+${10 * 2 ** 20}x200`], ',topic="t",partition="0"'),
        after: 120,
    },
    {
        alert: "KafkaVolumeFull",
        fires: {
            [`kubelet_volume_stats_available_bytes{${claim}}`]: always(5),
            [`kubelet_volume_stats_capacity_bytes{${claim}}`]: always(100),
        },
        silent: {
            [`kubelet_volume_stats_available_bytes{${others}}`]: always(5),
            [`kubelet_volume_stats_capacity_bytes{${others}}`]: always(100),
        },
    },
    {
        alert: "KafkaVolumeFullSoon",
        fires: {
            [`kubelet_volume_stats_available_bytes{${claim}}`]: "4000-10x300",
            [`kubelet_volume_stats_capacity_bytes{${claim}}`]: always(10000),
        },
        silent: {
            [`kubelet_volume_stats_available_bytes{${claim}}`]: "4000-1x300",
            [`kubelet_volume_stats_capacity_bytes{${claim}}`]: always(10000),
        },
        after: 120,
    },
    {
        alert: "KafkaDiskOffline",
        fires: kafka("kafka_disks_offline", always(1)),
        silent: kafka("kafka_disks_offline", always(0)),
    },
    {
        alert: "KafkaCleanerStopped",
        fires: {
            ...kafka("kafka_cleaner_threads_dead", always(1)),
            ...kafka("kafka_cleaner_partitions_uncleanable", always(0)),
        },
        silent: {
            ...kafka("kafka_cleaner_threads_dead", always(0)),
            ...kafka("kafka_cleaner_partitions_uncleanable", always(0)),
        },
    },
    {
        alert: "KafkaCleanerStopped",
        fires: kafka("kafka_cleaner_partitions_uncleanable", always(2)),
        silent: kafka("kafka_cleaner_partitions_uncleanable", always(0)),
    },
];
