import { always, kafka, pods } from "./case";
import type { AlertCase } from "./case";

const old = `,jvm_memory_type="heap",jvm_memory_pool_name="G1 Old Gen"`;

/** Cases of components/metrics/alerts/load.ts. */
export const loadCases: readonly AlertCase[] = [
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
];
