import { always, kafka } from "./case";
import type { AlertCase } from "./case";

/** Cases of components/metrics/alerts/brokers.ts. */
export const brokersCases: readonly AlertCase[] = [
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
];
