import { cases, of } from "./cases";
import type { Groups } from "./cases";

const metrics = (old: Groups, wanted: Groups, ...edits: string[]) => of("metrics", old, wanted, ...edits);
const on = { enabled: true };

describe("judging edits of kafka:metrics", () => {
    cases([
        {
            ...metrics({}, on, "metrics.enabled false -> true: rolls zookeeper+brokers"),
            notes: [/^brokers leave 128Mi of their memory to the agent, and their heap less$/],
        },
        metrics(on, {}, "metrics.enabled true -> false: rolls zookeeper+brokers"),
        metrics(on, { ...on, operator: true }, "metrics.operator false -> true: in place"),
        metrics(on, { ...on, dashboards: false }, "metrics.dashboards true -> false: in place"),
        metrics(
            { ...on, operator: true },
            { ...on, operator: true, labels: { release: "a" } },
            'metrics.labels {} -> {"release":"a"}: in place',
        ),
        metrics(on, { ...on, consumerLag: { enabled: false } }, "metrics.consumerLag.enabled true -> false: removes"),
        metrics(
            { ...on, consumerLag: { enabled: false } },
            { ...on, consumerLag: { enabled: true, memory: "1Gi" } },
            "metrics.consumerLag.enabled false -> true: adds",
            "metrics.consumerLag.memory 256Mi -> 1Gi: nothing",
        ),
        {
            ...metrics(
                on,
                { ...on, consumerLag: { intervalSeconds: 30 } },
                "metrics.consumerLag.intervalSeconds 60 -> 30: in place",
            ),
            notes: [/^the pod kafka-lag restarts: no lag is shown meanwhile$/],
        },
        metrics({}, { consumerLag: { enabled: false } }, "metrics.consumerLag.enabled true -> false: nothing"),
        {
            old: { images: { metricsAgent: "a/agent:1" }, metrics: on },
            wanted: { images: { metricsAgent: "a/agent:2" }, metrics: on },
            edits: ["images.metricsAgent a/agent:1 -> a/agent:2: rolls brokers"],
        },
        {
            old: { images: { metricsAgent: "a/agent:1" } },
            wanted: { images: { metricsAgent: "a/agent:2" } },
            edits: ["images.metricsAgent a/agent:1 -> a/agent:2: nothing"],
        },
    ]);
});
