import { of } from "../alerts/rule";
import type { Watched } from "../alerts/rule";
import type { Dashboard } from "./dashboard";

/** The ensemble. */
export function ensembleDashboard(watched: Watched): Dashboard {
    const own = of(watched);
    const each = (metric: string) => [{ expr: `max by (pod) (${metric}${own})`, legend: "{{pod}}" }];
    const p99 = (metric: string) => [
        { expr: `max by (pod) (${metric}${of(watched, 'quantile="0.99"')})`, legend: "{{pod}}" },
    ];
    return {
        name: "zookeeper",
        title: "ZooKeeper",
        rows: {
            "Is it well?": [
                {
                    title: "Servers that serve",
                    unit: "short",
                    queries: [{ expr: `count(uptime${own})`, legend: "" }],
                    stat: { red: watched.servers, whenBelow: true },
                },
                {
                    title: "Followers in sync",
                    unit: "short",
                    queries: [{ expr: `max(synced_followers${own})`, legend: "" }],
                    stat: { red: watched.servers - 1, whenBelow: true },
                },
                {
                    title: "Requests that wait",
                    unit: "short",
                    queries: [{ expr: `max(outstanding_requests${own})`, legend: "" }],
                    stat: { red: 100 },
                },
            ],
            Work: [
                {
                    title: "Packets received",
                    unit: "reqps",
                    queries: [{ expr: `sum by (pod) (rate(packets_received${own}[2m]))`, legend: "{{pod}}" }],
                },
                { title: "Connections", unit: "short", queries: each("num_alive_connections") },
                { title: "Requests that wait", unit: "short", queries: each("outstanding_requests") },
                { title: "Reads, p99", unit: "ms", queries: p99("readlatency") },
                { title: "Writes, p99", unit: "ms", queries: p99("updatelatency") },
                { title: "Writes to the log, p99", unit: "ms", queries: p99("fsynctime") },
            ],
            "What is kept": [
                { title: "Nodes", unit: "short", queries: each("znode_count") },
                { title: "Bytes", unit: "bytes", queries: each("approximate_data_size") },
                { title: "Watches", unit: "short", queries: each("watch_count") },
            ],
        },
    };
}

/** The Java processes of brokers and servers. */
export function jvmDashboard(watched: Watched): Dashboard {
    const own = of(watched);
    const heap = of(watched, 'jvm_memory_type="heap"');
    return {
        name: "jvm",
        title: "Java",
        rows: {
            Brokers: [
                {
                    title: "Heap in use",
                    unit: "bytes",
                    queries: [{ expr: `sum by (pod) (jvm_memory_used_bytes${heap})`, legend: "{{pod}}" }],
                },
                {
                    title: "Heap in use after a collection",
                    unit: "bytes",
                    queries: [{ expr: `sum by (pod) (jvm_memory_used_after_last_gc_bytes${heap})`, legend: "{{pod}}" }],
                },
                {
                    title: "Time spent collecting",
                    unit: "percentunit",
                    queries: [
                        { expr: `sum by (pod) (rate(jvm_gc_duration_seconds_sum${own}[2m]))`, legend: "{{pod}}" },
                    ],
                },
                {
                    title: "Processors in use",
                    unit: "short",
                    queries: [{ expr: `sum by (pod) (rate(jvm_cpu_time_seconds_total${own}[2m]))`, legend: "{{pod}}" }],
                },
                {
                    title: "Threads",
                    unit: "short",
                    queries: [{ expr: `sum by (pod) (jvm_thread_count${own})`, legend: "{{pod}}" }],
                },
                {
                    title: "Classes",
                    unit: "short",
                    queries: [{ expr: `sum by (pod) (jvm_class_count${own})`, legend: "{{pod}}" }],
                },
            ],
            ZooKeeper: [
                {
                    title: "Heap in use",
                    unit: "bytes",
                    queries: [
                        {
                            expr: `sum by (pod) (jvm_memory_bytes_used${of(watched, 'area="heap"')})`,
                            legend: "{{pod}}",
                        },
                    ],
                },
                {
                    title: "Time spent collecting",
                    unit: "percentunit",
                    queries: [
                        { expr: `sum by (pod) (rate(jvm_gc_collection_seconds_sum${own}[2m]))`, legend: "{{pod}}" },
                    ],
                },
                {
                    title: "Processors in use",
                    unit: "short",
                    queries: [{ expr: `sum by (pod) (rate(process_cpu_seconds_total${own}[2m]))`, legend: "{{pod}}" }],
                },
            ],
        },
    };
}
