import { of } from "./rule";
import type { Alert, Watched } from "./rule";

/** What is wrong with brokers and the copies that they keep. */
export function brokerAlerts(watched: Watched): readonly Alert[] {
    const own = of(watched);
    const { brokers } = watched;
    return [
        {
            name: "KafkaBrokerDown",
            expr: `count(kafka_broker_state${own} == 3) < ${brokers} or absent(kafka_broker_state${own})`,
            lasts: "3m",
            severity: "critical",
            summary: `fewer than ${brokers} brokers serve`,
        },
        {
            name: "KafkaOfflinePartitions",
            expr: `sum(kafka_controller_partitions_offline${own}) > 0`,
            lasts: "1m",
            severity: "critical",
            summary: "{{ $value }} partitions have no leader: nobody can write or read them",
        },
        {
            name: "KafkaUnderMinIsrPartitions",
            expr: `sum(kafka_partitions_under_min_isr${own}) > 0`,
            lasts: "1m",
            severity: "critical",
            summary: "{{ $value }} partitions take no records with acks=all",
        },
        {
            name: "KafkaUnderReplicatedPartitions",
            // While partitions move to a broker, its copies are behind.
            expr: `sum(kafka_partitions_under_replicated${own}) > 0 unless sum(kafka_partitions_reassigning${own}) > 0`,
            lasts: "10m",
            severity: "warning",
            summary: "{{ $value }} partitions have a copy that is behind",
        },
        {
            name: "KafkaOfflineReplicas",
            expr: `sum by (pod) (kafka_replicas_offline${own}) > 0`,
            lasts: "5m",
            severity: "warning",
            summary: "{{ $labels.pod }} has {{ $value }} copies that cannot be used",
        },
        {
            name: "KafkaNoController",
            expr: `sum(kafka_controller_active${own}) < 1`,
            lasts: "1m",
            severity: "critical",
            summary: "no broker is the controller: no leader is elected, no topic made",
        },
        {
            name: "KafkaSeveralControllers",
            expr: `sum(kafka_controller_active${own}) > 1`,
            lasts: "1m",
            severity: "critical",
            summary: "{{ $value }} brokers take themselves for the controller",
        },
        {
            name: "KafkaUncleanElection",
            expr: `sum(increase(kafka_controller_elections_unclean_total${own}[15m])) > 0`,
            lasts: "0m",
            severity: "critical",
            summary: "a broker that had not every record became a leader: acknowledged records may be lost",
        },
        {
            name: "KafkaIsrShrinking",
            expr: `sum by (pod) (rate(kafka_isr_shrinks_total${own}[10m])) > 0.05 and sum by (pod) (rate(kafka_isr_shrinks_total${own}[10m])) > sum by (pod) (rate(kafka_isr_expands_total${own}[10m]))`,
            lasts: "10m",
            severity: "warning",
            summary: "copies led by {{ $labels.pod }} fall behind faster than they catch up",
        },
        {
            name: "KafkaLeadersElsewhere",
            expr: `sum(kafka_controller_partitions_led_elsewhere${own}) / sum(kafka_controller_partitions${own}) > 0.3`,
            lasts: "1h",
            severity: "warning",
            summary: "{{ $value | humanizePercentage }} of the partitions are not led by their first broker",
        },
        {
            name: "KafkaReassignmentStuck",
            expr: `sum(kafka_partitions_reassigning${own}) > 0`,
            lasts: "6h",
            severity: "warning",
            summary: "{{ $value }} partitions have been moving for 6 hours",
        },
        {
            name: "KafkaTopicsNotDeleted",
            expr: `sum(kafka_controller_topics_to_delete${own}) > 0`,
            lasts: "1h",
            severity: "warning",
            summary: "{{ $value }} topics are to be deleted and are still there",
        },
    ];
}
