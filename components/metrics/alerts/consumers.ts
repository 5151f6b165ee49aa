import { of } from "./rule";
import type { Alert, Watched } from "./rule";

/**
 * Consumers that do not keep up. The names are those of danielqsj/kafka_exporter, and whoever has it in the cluster's namespace has these alerts too.
 * Two pods may show the same while one replaces the other: the largest counts.
 */
export function consumerAlerts(watched: Watched): readonly Alert[] {
    const own = of(watched);
    const byTopic = "max by (consumergroup, topic)";
    // Kafka forgets a group a week after its last member has left: somebody's console of last Monday falls behind until then, and nobody minds.
    const used = `on (consumergroup) max by (consumergroup) (max_over_time(kafka_consumergroup_members${own}[6h])) > 0`;
    const lag = `kafka_consumergroup_lag_sum${own}`;
    return [
        {
            name: "KafkaConsumerLagGrows",
            // The least of now against the most of an hour ago: what goes up and down with each batch is no growth.
            expr: `${byTopic} (min_over_time(${lag}[15m])) > ${byTopic} (max_over_time(${lag}[15m] offset 45m)) + 1000 and ${used}`,
            lasts: "15m",
            severity: "warning",
            summary:
                "the group {{ $labels.consumergroup }} is {{ $value }} records behind in {{ $labels.topic }}, 1000 more than an hour ago",
        },
        {
            name: "KafkaConsumerStandsStill",
            expr: `${byTopic} (delta(${lag}[15m])) > 0 and ${byTopic} (changes(kafka_consumergroup_current_offset_sum${own}[15m])) == 0 and ${used}`,
            lasts: "5m",
            severity: "warning",
            summary:
                "the group {{ $labels.consumergroup }} has committed nothing in {{ $labels.topic }} for 15 minutes, and records come in",
        },
        ...(watched.withLag
            ? [
                  {
                      name: "KafkaLagUnknown",
                      expr: `max(kafka_lag_up${own}) < 1 or absent(kafka_lag_up${own})`,
                      lasts: "10m",
                      severity: "warning",
                      summary: "nobody knows the lag of consumers: the pod kafka-lag gets no answer, or does not run",
                  } as const,
              ]
            : []),
    ];
}
