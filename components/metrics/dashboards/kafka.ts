import { of } from "../alerts/rule";
import type { Watched } from "../alerts/rule";
import type { Dashboard } from "./dashboard";

/** The cluster at one look: what an alert would say, and how much goes through. */
export function clusterDashboard(watched: Watched): Dashboard {
    const own = of(watched);
    const { brokers, brokerDisk, servers } = watched;
    return {
        name: "cluster",
        title: "cluster",
        rows: {
            "Is it well?": [
                {
                    title: "Brokers that serve",
                    unit: "short",
                    queries: [{ expr: `count(kafka_broker_state${own} == 3)`, legend: "" }],
                    stat: { red: brokers, whenBelow: true },
                },
                {
                    title: "Servers of the ensemble",
                    unit: "short",
                    queries: [{ expr: `count(uptime${own})`, legend: "" }],
                    stat: { red: servers, whenBelow: true },
                },
                {
                    title: "Controllers",
                    unit: "short",
                    queries: [{ expr: `sum(kafka_controller_active${own})`, legend: "" }],
                    stat: { red: 1, whenBelow: true },
                },
                {
                    title: "Partitions without a leader",
                    unit: "short",
                    queries: [{ expr: `sum(kafka_controller_partitions_offline${own})`, legend: "" }],
                    stat: { red: 1 },
                },
                {
                    title: "Partitions below min.insync.replicas",
                    unit: "short",
                    queries: [{ expr: `sum(kafka_partitions_under_min_isr${own})`, legend: "" }],
                    stat: { red: 1 },
                },
                {
                    title: "Partitions with a copy behind",
                    unit: "short",
                    queries: [{ expr: `sum(kafka_partitions_under_replicated${own})`, legend: "" }],
                    stat: { red: 1 },
                },
            ],
            "What goes through": [
                {
                    title: "Written",
                    unit: "Bps",
                    queries: [{ expr: `sum(rate(kafka_broker_in_bytes_total${own}[2m]))`, legend: "bytes" }],
                },
                {
                    title: "Read by consumers",
                    unit: "Bps",
                    queries: [{ expr: `sum(rate(kafka_broker_out_bytes_total${own}[2m]))`, legend: "bytes" }],
                },
                {
                    title: "Records written",
                    unit: "short",
                    queries: [
                        { expr: `sum(rate(kafka_broker_records_in_total${own}[2m]))`, legend: "records a second" },
                    ],
                },
            ],
            "What is kept": [
                {
                    title: "Disk used by records",
                    unit: "percentunit",
                    queries: [{ expr: `sum by (pod) (kafka_log_size_bytes${own}) / ${brokerDisk}`, legend: "{{pod}}" }],
                },
                {
                    title: "Partitions that move",
                    unit: "short",
                    queries: [{ expr: `sum(kafka_partitions_reassigning${own})`, legend: "partitions" }],
                },
                {
                    title: "Partitions and topics",
                    unit: "short",
                    queries: [
                        { expr: `sum(kafka_controller_partitions${own})`, legend: "partitions" },
                        { expr: `sum(kafka_controller_topics${own})`, legend: "topics" },
                    ],
                },
            ],
        },
    };
}

/** Each broker beside the others. */
export function brokersDashboard(watched: Watched): Dashboard {
    const own = of(watched);
    const each = (metric: string) => [{ expr: `sum by (pod) (${metric}${own})`, legend: "{{pod}}" }];
    const eachRate = (metric: string) => [{ expr: `sum by (pod) (rate(${metric}${own}[2m]))`, legend: "{{pod}}" }];
    const slow = (request: string) => [
        {
            expr: `max by (pod) (kafka_request_p99_milliseconds${of(watched, `request="${request}"`)})`,
            legend: "{{pod}} p99",
        },
        {
            expr: `max by (pod) (kafka_request_p50_milliseconds${of(watched, `request="${request}"`)})`,
            legend: "{{pod}} p50",
        },
    ];
    return {
        name: "brokers",
        title: "brokers",
        rows: {
            Load: [
                { title: "Written", unit: "Bps", queries: eachRate("kafka_broker_in_bytes_total") },
                {
                    title: "Copied from others",
                    unit: "Bps",
                    queries: eachRate("kafka_broker_replication_in_bytes_total"),
                },
                { title: "Requests", unit: "reqps", queries: eachRate("kafka_requests_total") },
                {
                    title: "Idle: threads that handle requests",
                    unit: "percentunit",
                    queries: each("kafka_handlers_idle"),
                },
                {
                    title: "Idle: threads of the network",
                    unit: "percentunit",
                    queries: each("kafka_network_idle"),
                },
                { title: "Requests that wait", unit: "short", queries: each("kafka_requests_waiting") },
            ],
            Time: [
                { title: "Writes", unit: "ms", queries: slow("Produce") },
                { title: "Reads (they wait for records)", unit: "ms", queries: slow("FetchConsumer") },
                {
                    title: "ZooKeeper, p99",
                    unit: "ms",
                    queries: [
                        { expr: `max by (pod) (kafka_zookeeper_request_p99_milliseconds${own})`, legend: "{{pod}}" },
                    ],
                },
            ],
            Copies: [
                { title: "Partitions led", unit: "short", queries: each("kafka_partitions_led") },
                { title: "Copies that fell behind", unit: "short", queries: eachRate("kafka_isr_shrinks_total") },
                { title: "Records that copies lack", unit: "short", queries: each("kafka_replication_lag") },
            ],
            Clients: [
                { title: "Connections", unit: "short", queries: each("kafka_connections") },
                { title: "Writes that fail", unit: "reqps", queries: eachRate("kafka_broker_produce_failed_total") },
                { title: "Logins that fail", unit: "reqps", queries: eachRate("kafka_authentications_failed_total") },
            ],
        },
    };
}

/** The topics with the most of everything. */
export function topicsDashboard(watched: Watched): Dashboard {
    const own = of(watched);
    const most = (expr: string) => [{ expr: `topk(15, ${expr})`, legend: "{{topic}}" }];
    return {
        name: "topics",
        title: "topics",
        rows: {
            "The fifteen with the most": [
                {
                    title: "Records written",
                    unit: "short",
                    queries: most(`sum by (topic) (rate(kafka_topic_records_in_total${own}[2m]))`),
                },
                {
                    title: "Written",
                    unit: "Bps",
                    queries: most(`sum by (topic) (rate(kafka_topic_in_bytes_total${own}[2m]))`),
                },
                {
                    title: "Read by consumers",
                    unit: "Bps",
                    queries: most(`sum by (topic) (rate(kafka_topic_out_bytes_total${own}[2m]))`),
                },
                {
                    title: "Bytes on all disks",
                    unit: "bytes",
                    queries: most(`sum by (topic) (kafka_log_size_bytes${own})`),
                },
                {
                    title: "Largest partition",
                    unit: "bytes",
                    queries: most(`max by (topic) (kafka_log_size_bytes${own})`),
                },
                {
                    title: "Copies of partitions",
                    unit: "short",
                    queries: most(`count by (topic) (kafka_log_size_bytes${own})`),
                },
            ],
        },
    };
}
