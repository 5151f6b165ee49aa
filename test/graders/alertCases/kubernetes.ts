import { always, pods } from "./case";
import type { AlertCase, Series } from "./case";

/** Of the CronJob that takes backups: a time in seconds, which promtool counts from 0. */
const cronJob = (name: string, seconds: number): Series => ({
    [`kube_cronjob_${name}{cronjob="zookeeper-backup"}`]: always(seconds),
});

/** Cases of components/metrics/alerts/kubernetes.ts. */
export const kubernetesCases: readonly AlertCase[] = [
    {
        alert: "KafkaPodRestarts",
        fires: pods("kube_pod_container_status_restarts_total", "kafka", ["0x20 4x100"], ',container="kafka"'),
        silent: pods("kube_pod_container_status_restarts_total", "kafka", ["0x20 1x100"], ',container="kafka"'),
    },
    {
        alert: "KafkaPodOutOfMemory",
        fires: {
            ...pods(
                "kube_pod_container_status_last_terminated_reason",
                "kafka",
                [always(1)],
                ',container="kafka",reason="OOMKilled"',
            ),
            ...pods("kube_pod_container_status_restarts_total", "kafka", ["0x20 1x100"], ',container="kafka"'),
        },
        silent: {
            ...pods(
                "kube_pod_container_status_last_terminated_reason",
                "kafka",
                [always(1)],
                ',container="kafka",reason="Error"',
            ),
            ...pods("kube_pod_container_status_restarts_total", "kafka", ["0x20 1x100"], ',container="kafka"'),
        },
    },
    {
        alert: "KafkaJobFailed",
        fires: { 'kube_job_status_failed{job_name="kafka-moves-1a2b3c"}': always(1) },
        silent: { 'kube_job_status_failed{job_name="billing-moves-1a2b3c"}': always(1) },
    },
    {
        alert: "KafkaCertificateExpires",
        // promtool begins at 0.
        fires: { 'certmanager_certificate_expiration_timestamp_seconds{name="kafka"}': always(3 * 86400) },
        silent: { 'certmanager_certificate_expiration_timestamp_seconds{name="kafka"}': always(30 * 86400) },
        after: 90,
    },
    {
        // For an hour, from half an hour on (`certificateEnds`).
        alert: "KafkaGeneratedCertificateExpires",
        fires: {},
        silent: {},
        after: 95,
        silentAfter: 85,
    },
    {
        // Ten minutes after the start, and tried again since.
        alert: "ZooKeeperBackupFailed",
        fires: {
            ...cronJob("created", 0),
            ...cronJob("status_last_schedule_time", 1200),
            ...cronJob("status_last_successful_time", 600),
        },
        silent: {
            ...cronJob("created", 0),
            ...cronJob("status_last_schedule_time", 1200),
            ...cronJob("status_last_successful_time", 1260),
        },
    },
    {
        // Never yet.
        alert: "ZooKeeperBackupFailed",
        fires: { ...cronJob("created", 60), ...cronJob("status_last_schedule_time", 1200) },
        silent: cronJob("created", 60),
    },
    {
        // Hourly; it is looked at after five hours.
        alert: "ZooKeeperBackupOld",
        fires: {
            ...cronJob("created", 0),
            ...cronJob("status_last_schedule_time", 14400),
            ...cronJob("next_schedule_time", 18000),
            ...cronJob("status_last_successful_time", 3600),
        },
        silent: {
            ...cronJob("created", 0),
            ...cronJob("status_last_schedule_time", 14400),
            ...cronJob("next_schedule_time", 18000),
            ...cronJob("status_last_successful_time", 14430),
        },
        after: 300,
    },
    {
        // Suspended by hand, or its first time is late.
        alert: "ZooKeeperBackupOld",
        fires: { ...cronJob("created", 0), ...cronJob("next_schedule_time", 3600) },
        silent: { ...cronJob("created", 0), ...cronJob("next_schedule_time", 86400) },
        after: 300,
    },
    {
        alert: "KafkaManagerDown",
        fires: { 'kube_deployment_status_replicas_available{deployment="kafka-manager"}': always(0) },
        silent: { 'kube_deployment_status_replicas_available{deployment="kafka-manager"}': always(1) },
    },
];
