import { of } from "./rule";
import type { Alert, Watched } from "./rule";

/** Brokers that have too much to do, and those who are told so by them. */
export function loadAlerts(watched: Watched): readonly Alert[] {
    const own = of(watched);
    return [
        {
            name: "KafkaHandlersBusy",
            expr: `min by (pod) (kafka_handlers_idle${own}) < 0.2`,
            lasts: "15m",
            severity: "warning",
            summary:
                "threads of {{ $labels.pod }} that handle requests are idle for {{ $value | humanizePercentage }} of the time",
        },
        {
            name: "KafkaNetworkBusy",
            expr: `min by (pod) (kafka_network_idle${own}) < 0.2`,
            lasts: "15m",
            severity: "warning",
            summary: "network threads of {{ $labels.pod }} are idle for {{ $value | humanizePercentage }} of the time",
        },
        {
            name: "KafkaRequestsWait",
            expr: `max by (pod) (kafka_requests_waiting${own}) > 100`,
            lasts: "5m",
            severity: "warning",
            summary: "{{ $value }} requests wait for a thread of {{ $labels.pod }}",
        },
        {
            name: "KafkaProduceSlow",
            expr: `max by (pod) (kafka_request_p99_milliseconds${of(watched, 'request="Produce"')}) > 1000`,
            lasts: "15m",
            severity: "warning",
            summary: "one of 100 writes to {{ $labels.pod }} takes longer than {{ $value }} ms",
        },
        {
            name: "KafkaProduceFails",
            expr: `sum by (pod) (rate(kafka_broker_produce_failed_total${own}[5m])) > 0.1`,
            lasts: "10m",
            severity: "warning",
            summary: "{{ $labels.pod }} refuses {{ $value }} writes a second",
        },
        {
            name: "KafkaLoginsFail",
            expr: `sum by (pod) (rate(kafka_authentications_failed_total${own}[5m])) > 0.1`,
            lasts: "15m",
            severity: "warning",
            summary: "{{ $value }} logins a second fail at {{ $labels.pod }}",
        },
        {
            name: "KafkaControllerBehind",
            expr: `max(kafka_controller_queue${own}) > 100`,
            lasts: "10m",
            severity: "warning",
            summary: "the controller has {{ $value }} events to come to",
        },
        {
            name: "KafkaHeapFull",
            // What is left after a collection is needed; the rest is garbage.
            expr: `sum by (pod) (jvm_memory_used_after_last_gc_bytes${of(watched, 'jvm_memory_type="heap"')}) / sum by (pod) (jvm_memory_limit_bytes${of(watched, 'jvm_memory_type="heap"', 'jvm_memory_pool_name=~".*Old Gen"')}) > 0.85`,
            lasts: "15m",
            severity: "warning",
            summary: "{{ $value | humanizePercentage }} of the heap of {{ $labels.pod }} is in use after a collection",
        },
        {
            name: "KafkaPauses",
            expr: `sum by (pod) (rate(jvm_gc_duration_seconds_sum${own}[5m])) > 0.1`,
            lasts: "15m",
            severity: "warning",
            summary: "collecting garbage takes {{ $value | humanizePercentage }} of the time of {{ $labels.pod }}",
        },
    ];
}
