import { of } from "../alerts/rule";
import type { Watched } from "../alerts/rule";
import type { Dashboard } from "./dashboard";

/** How far groups of consumers are behind, and how fast they read: by the names of danielqsj/kafka_exporter. */
export function consumersDashboard(watched: Watched): Dashboard {
    const own = of(watched);
    const both = "{{consumergroup}} {{topic}}";
    // While one pod replaces another both may show the same.
    const byTopic = (expr: string) => `max by (consumergroup, topic) (${expr})`;
    const lag = byTopic(`kafka_consumergroup_lag_sum${own}`);
    const members = `max by (consumergroup) (kafka_consumergroup_members${own})`;
    const most = (expr: string, legend: string) => [{ expr: `topk(15, ${expr})`, legend }];
    return {
        name: "consumers",
        title: "consumers",
        rows: {
            "Is it well?": [
                {
                    title: "Largest lag of a group, in records",
                    unit: "short",
                    queries: [{ expr: `max(${lag})`, legend: "" }],
                    stat: { red: 100_000 },
                },
                ...(watched.withLag
                    ? [
                          {
                              title: "Age of what is known",
                              unit: "s",
                              queries: [{ expr: `time() - max(kafka_lag_known_timestamp_seconds${own})`, legend: "" }],
                              stat: { red: 600 },
                          } as const,
                      ]
                    : []),
            ],
            Groups: [
                {
                    title: "Groups",
                    unit: "short",
                    queries: [
                        { expr: `count(${members})`, legend: "groups" },
                        { expr: `count(${members} == 0) or vector(0)`, legend: "without members" },
                    ],
                },
                { title: "Members", unit: "short", queries: most(members, "{{consumergroup}}") },
            ],
            "The fifteen with the most": [
                { title: "Records that a group lacks", unit: "short", queries: most(lag, both) },
                {
                    title: "Seconds until it has caught up, as fast as it reads now",
                    unit: "s",
                    queries: most(
                        `${lag} / (${byTopic(`rate(kafka_consumergroup_current_offset_sum${own}[10m])`)} > 0)`,
                        both,
                    ),
                },
                {
                    title: "Records read",
                    unit: "short",
                    queries: most(byTopic(`rate(kafka_consumergroup_current_offset_sum${own}[10m])`), both),
                },
                {
                    title: "Records written to topics that are read",
                    unit: "short",
                    queries: most(
                        `sum by (topic) (max by (topic, partition) (rate(kafka_topic_partition_current_offset${own}[10m])))`,
                        "{{topic}}",
                    ),
                },
                {
                    title: "Worst partition",
                    unit: "short",
                    queries: most(byTopic(`kafka_consumergroup_lag${own}`), both),
                },
            ],
        },
    };
}
