/** Series of a case, by name and labels beside the namespace; values as promtool writes them: `0+1x30` counts to 30. */
type Series = Readonly<Record<string, string>>;

/** When an alert fires, and when it does not. */
export interface AlertCase {
    /** Its name. */
    readonly alert: string;
    /** Series of a cluster in which it fires. */
    readonly fires: Series;
    /** Series of one in which it does not, though it is nearly so. */
    readonly silent: Series;
    /** Minutes after which both are looked at. Default: 60. */
    readonly after?: number;
}

/** `name{pod="kafka-N"}` for each of the pods, with a value for each. */
function pods(name: string, of: "kafka" | "zookeeper", values: readonly string[], more = ""): Series {
    return Object.fromEntries(values.map((value, index) => [`${name}{pod="${of}-${index}"${more}}`, value]));
}

const kafka = (name: string, ...values: readonly string[]) => pods(name, "kafka", values);
const zookeeper = (name: string, ...values: readonly string[]) => pods(name, "zookeeper", values);
/** What is the same in each minute of a case. */
const always = (value: number) => `${value}x400`;
/** Of the CronJob that takes backups: a time in seconds, which promtool counts from 0. */
const cronJob = (name: string, seconds: number): Series => ({
    [`kube_cronjob_${name}{cronjob="zookeeper-backup"}`]: always(seconds),
});
const claim = 'persistentvolumeclaim="data-kafka-0"';
const others = 'persistentvolumeclaim="data-postgres-0"';

const group = 'consumergroup="billing"';
const readers = `${group},topic="orders"`;
/** A group that reads, and one whose last member has left before the case begins. */
const used = { [`kafka_consumergroup_members{${group}}`]: always(3) };
const left = { [`kafka_consumergroup_members{${group}}`]: always(0) };

const old = `,jvm_memory_type="heap",jvm_memory_pool_name="G1 Old Gen"`;
const GiB = 2 ** 30;

/** Of a cluster of 3 brokers with 10Gi each and 3 servers. */
export const alertCases: readonly AlertCase[] = [
    {
        alert: "KafkaBrokerDown",
        fires: kafka("kafka_broker_state", always(3), always(3), always(2)),
        silent: kafka("kafka_broker_state", always(3), always(3), always(3)),
    },
    {
        alert: "KafkaBrokerDown",
        fires: { 'up{pod="kafka-0"}': always(1) },
        silent: kafka("kafka_broker_state", ...[3, 3, 3, 7].map(always)),
    },
    {
        alert: "KafkaOfflinePartitions",
        fires: kafka("kafka_controller_partitions_offline", always(0), always(2)),
        silent: kafka("kafka_controller_partitions_offline", always(0), "0x50 1x1 0x100"),
    },
    {
        alert: "KafkaUnderMinIsrPartitions",
        fires: kafka("kafka_partitions_under_min_isr", always(1)),
        silent: kafka("kafka_partitions_under_min_isr", always(0)),
    },
    {
        alert: "KafkaUnderReplicatedPartitions",
        fires: {
            ...kafka("kafka_partitions_under_replicated", always(1)),
            ...kafka("kafka_partitions_reassigning", always(0)),
        },
        silent: {
            ...kafka("kafka_partitions_under_replicated", always(1)),
            ...kafka("kafka_partitions_reassigning", always(3)),
        },
    },
    {
        alert: "KafkaOfflineReplicas",
        fires: kafka("kafka_replicas_offline", always(1)),
        silent: kafka("kafka_replicas_offline", "0x57 1x100"),
    },
    {
        alert: "KafkaNoController",
        fires: kafka("kafka_controller_active", always(0), always(0), always(0)),
        silent: kafka("kafka_controller_active", always(0), always(1), always(0)),
    },
    {
        alert: "KafkaSeveralControllers",
        fires: kafka("kafka_controller_active", always(1), always(1), always(0)),
        silent: kafka("kafka_controller_active", always(0), always(1), always(0)),
    },
    {
        alert: "KafkaUncleanElection",
        fires: kafka("kafka_controller_elections_unclean_total", "0x50 1x100"),
        silent: kafka("kafka_controller_elections_unclean_total", "1x400"),
    },
    {
        alert: "KafkaIsrShrinking",
        fires: { ...kafka("kafka_isr_shrinks_total", "0+10x400"), ...kafka("kafka_isr_expands_total", "0+1x400") },
        silent: { ...kafka("kafka_isr_shrinks_total", "0+10x400"), ...kafka("kafka_isr_expands_total", "0+10x400") },
    },
    {
        alert: "KafkaLeadersElsewhere",
        fires: {
            ...kafka("kafka_controller_partitions_led_elsewhere", always(40), always(0)),
            ...kafka("kafka_controller_partitions", always(100), always(0)),
        },
        silent: {
            ...kafka("kafka_controller_partitions_led_elsewhere", always(20), always(0)),
            ...kafka("kafka_controller_partitions", always(100), always(0)),
        },
        after: 70,
    },
    {
        alert: "KafkaReassignmentStuck",
        fires: kafka("kafka_partitions_reassigning", always(1)),
        silent: kafka("kafka_partitions_reassigning", "1x300 0x100"),
        after: 370,
    },
    {
        alert: "KafkaTopicsNotDeleted",
        fires: kafka("kafka_controller_topics_to_delete", always(1)),
        silent: kafka("kafka_controller_topics_to_delete", "1x20 0x100"),
        after: 70,
    },
    {
        alert: "KafkaHandlersBusy",
        fires: kafka("kafka_handlers_idle", "0.1x400"),
        silent: kafka("kafka_handlers_idle", "0.5x400"),
    },
    {
        alert: "KafkaNetworkBusy",
        fires: kafka("kafka_network_idle", "0.1x400"),
        silent: kafka("kafka_network_idle", "0.5x400"),
    },
    {
        alert: "KafkaRequestsWait",
        fires: kafka("kafka_requests_waiting", always(150)),
        silent: kafka("kafka_requests_waiting", always(50)),
    },
    {
        alert: "KafkaProduceSlow",
        fires: pods("kafka_request_p99_milliseconds", "kafka", [always(1500)], ',request="Produce"'),
        silent: pods("kafka_request_p99_milliseconds", "kafka", [always(1500)], ',request="FetchConsumer"'),
    },
    {
        alert: "KafkaProduceFails",
        fires: kafka("kafka_broker_produce_failed_total", "0+60x400"),
        silent: kafka("kafka_broker_produce_failed_total", "0+1x400"),
    },
    {
        alert: "KafkaLoginsFail",
        fires: pods("kafka_authentications_failed_total", "kafka", ["0+60x400"], ',listener="SASL",processor="0"'),
        silent: pods("kafka_authentications_failed_total", "kafka", ["0+1x400"], ',listener="SASL",processor="0"'),
    },
    {
        alert: "KafkaControllerBehind",
        fires: kafka("kafka_controller_queue", always(150)),
        silent: kafka("kafka_controller_queue", always(5)),
    },
    {
        alert: "KafkaHeapFull",
        fires: {
            ...pods("jvm_memory_used_after_last_gc_bytes", "kafka", [always(90)], old),
            ...pods("jvm_memory_limit_bytes", "kafka", [always(100)], old),
        },
        silent: {
            ...pods("jvm_memory_used_after_last_gc_bytes", "kafka", [always(50)], old),
            ...pods("jvm_memory_limit_bytes", "kafka", [always(100)], old),
        },
    },
    {
        alert: "KafkaPauses",
        fires: kafka("jvm_gc_duration_seconds_sum", "0+12x400"),
        silent: kafka("jvm_gc_duration_seconds_sum", "0+1x400"),
    },
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
    {
        alert: "ZooKeeperNoQuorum",
        fires: zookeeper("uptime", always(1000)),
        silent: zookeeper("uptime", always(1000), always(1000)),
    },
    {
        alert: "ZooKeeperNoQuorum",
        fires: { 'up{pod="zookeeper-0"}': always(1) },
        silent: zookeeper("uptime", ...[1, 1, 1].map(always)),
    },
    {
        alert: "ZooKeeperServerDown",
        fires: zookeeper("uptime", always(1000), always(1000)),
        silent: zookeeper("uptime", always(1000), always(1000), always(1000)),
    },
    {
        alert: "ZooKeeperFollowersBehind",
        fires: zookeeper("synced_followers", always(1)),
        silent: zookeeper("synced_followers", always(2)),
    },
    {
        alert: "ZooKeeperRequestsWait",
        fires: zookeeper("outstanding_requests", always(500)),
        silent: zookeeper("outstanding_requests", always(10)),
    },
    {
        alert: "ZooKeeperSlowDisk",
        fires: pods("fsynctime", "zookeeper", [always(900)], ',quantile="0.99"'),
        silent: pods("fsynctime", "zookeeper", [always(900)], ',quantile="0.5"'),
    },
    {
        alert: "KafkaZooKeeperSessionExpired",
        fires: kafka("kafka_zookeeper_sessions_expired_total", "0x50 1x100"),
        silent: kafka("kafka_zookeeper_sessions_expired_total", "3x400"),
    },
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
        alert: "KafkaConsumerLagGrows",
        // 40 records a minute come in that nobody reads, and more than that.
        fires: { ...used, [`kafka_consumergroup_lag_sum{${readers}}`]: "0+40x120" },
        // A batch of 3000 each 10 minutes: as much at the end of each as at the end of the one before.
        silent: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: Array.from({ length: 13 }, () => "0+300x9").join(" "),
        },
        after: 120,
    },
    {
        alert: "KafkaConsumerLagGrows",
        fires: { ...used, [`kafka_consumergroup_lag_sum{${readers}}`]: "100000+100x120" },
        // The group of somebody who has gone.
        silent: { ...left, [`kafka_consumergroup_lag_sum{${readers}}`]: "0+40x420" },
        after: 120,
    },
    {
        alert: "KafkaConsumerStandsStill",
        fires: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: "0+1x120",
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: always(500),
        },
        // Nothing comes in, so there is nothing to commit.
        silent: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: always(100),
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: always(500),
        },
    },
    {
        alert: "KafkaConsumerStandsStill",
        fires: {
            // All members crashed an hour ago.
            [`kafka_consumergroup_members{${group}}`]: "3x60 0x340",
            [`kafka_consumergroup_lag_sum{${readers}}`]: "0x60 1+1x340",
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: "0+10x60 600x340",
        },
        // It commits every ten minutes.
        silent: {
            ...used,
            [`kafka_consumergroup_lag_sum{${readers}}`]: "0+1x400",
            [`kafka_consumergroup_current_offset_sum{${readers}}`]: Array.from(
                { length: 40 },
                (_, index) => `${index * 10}x9`,
            ).join(" "),
        },
        after: 120,
    },
    {
        alert: "KafkaLagUnknown",
        fires: { 'kafka_lag_up{pod="kafka-lag-0"}': always(0) },
        // Two rounds have failed, and the next told it.
        silent: { 'kafka_lag_up{pod="kafka-lag-0"}': "1x50 0x5 1x100" },
    },
    {
        alert: "KafkaLagUnknown",
        fires: { 'up{pod="kafka-0"}': always(1) },
        silent: { 'kafka_lag_up{pod="kafka-lag-0"}': always(1) },
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
