import type { BadFile } from "../refusal";

const keyRule =
    "its key must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'";
const valueRule = "must be a label value: up to 63 letters, digits, '-', '_' and '.', a letter or digit at either end";
const operated = (labels: string): string => `kafka:metrics: { enabled: true, operator: true, labels: ${labels} }`;
const withLag = (fields: string): string => `kafka:metrics: { enabled: true, consumerLag: { ${fields} } }`;
const image = (reference: string): string => `kafka:images: { metricsAgent: ${reference} }`;
const withZooKeeper = (tag: string): string =>
    `kafka:images: { zookeeper: "zookeeper:${tag}" }\nkafka:metrics: { enabled: true }`;
const withBrokers = (fields: string): string => `kafka:brokers: { ${fields} }\nkafka:metrics: { enabled: true }`;

/** A value that is no flag. */
function flag(field: string, given: string, shown: string): BadFile {
    return {
        name: `${field}: ${given}`,
        yaml: `kafka:metrics: { enabled: true, ${field}: ${given} }`.replace("enabled: true, enabled", "enabled"),
        errors: [`kafka:metrics.${field} is ${shown}: must be true or false`],
        valid: `kafka:metrics: { enabled: true, ${field}: true }`.replace("enabled: true, enabled", "enabled"),
    };
}

/** `kafka:metrics`, and what goes with it. */
export const badMetrics: readonly BadFile[] = [
    {
        name: "a switch",
        yaml: "kafka:metrics: true",
        errors: ["kafka:metrics is true: must be a map with enabled, operator, dashboards, consumerLag, labels"],
        valid: "kafka:metrics: { enabled: true }",
    },
    {
        name: "a list",
        yaml: "kafka:metrics: [enabled]",
        errors: ['kafka:metrics is ["enabled"]: must be a map with enabled, operator, dashboards, consumerLag, labels'],
        valid: "kafka:metrics: {}",
    },
    flag("enabled", "yes please", '"yes please"'),
    flag("enabled", "1", "1"),
    {
        name: "a flag in quotes",
        yaml: 'kafka:metrics: { enabled: true, operator: "true" }',
        errors: ['kafka:metrics.operator is "true": must be true or false; write it without quotes'],
        valid: "kafka:metrics: { enabled: true, operator: true }",
    },
    flag("dashboards", "grafana", '"grafana"'),
    {
        name: "a port",
        yaml: "kafka:metrics: { enabled: true, port: 9404 }",
        errors: ["kafka:metrics.port is unknown: valid keys are enabled, operator, dashboards, consumerLag, labels"],
        valid: "kafka:metrics: { enabled: true }",
    },
    {
        name: "a slip",
        yaml: "kafka:metrics: { enabled: true, dashboard: true }",
        errors: ["kafka:metrics.dashboard is unknown: did you mean kafka:metrics.dashboards?"],
        valid: "kafka:metrics: { enabled: true, dashboards: true }",
    },
    {
        name: "lag that is a switch",
        yaml: "kafka:metrics: { enabled: true, consumerLag: true }",
        errors: ["kafka:metrics.consumerLag is true: must be a map with enabled, memory, intervalSeconds"],
        valid: "kafka:metrics: { enabled: true, consumerLag: { enabled: true } }",
    },
    {
        name: "lag in a word",
        yaml: withLag('enabled: "no way"'),
        errors: ['kafka:metrics.consumerLag.enabled is "no way": must be true or false'],
        valid: withLag("enabled: false"),
    },
    {
        name: "lag asked for without a pause",
        yaml: withLag("intervalSeconds: 5"),
        errors: ["kafka:metrics.consumerLag.intervalSeconds is 5: must be an integer from 15 to 600"],
        valid: withLag("intervalSeconds: 15"),
    },
    {
        name: "lag asked for once an hour",
        yaml: withLag("intervalSeconds: 3600"),
        errors: ["kafka:metrics.consumerLag.intervalSeconds is 3600: must be an integer from 15 to 600"],
        valid: withLag("intervalSeconds: 600"),
    },
    {
        name: "lag in too little memory for a tool of Kafka",
        yaml: withLag("memory: 128Mi"),
        errors: [
            'kafka:metrics.consumerLag.memory is "128Mi": must be a memory quantity from 192Mi to 4Ti, such as 512Mi or 2Gi',
        ],
        valid: withLag("memory: 192Mi"),
        editor: false,
    },
    {
        name: "an interval with a unit",
        yaml: withLag("interval: 30s"),
        errors: ["kafka:metrics.consumerLag.interval is unknown: valid keys are enabled, memory, intervalSeconds"],
        valid: withLag("intervalSeconds: 30"),
    },
    {
        name: "the operator without metrics",
        yaml: "kafka:metrics: { operator: true }",
        errors: [
            "kafka:metrics.operator is true: must not be set without kafka:metrics.enabled: true; set it, or remove this",
        ],
        valid: "kafka:metrics: { enabled: true, operator: true }",
        editor: false,
    },
    {
        name: "labels without the operator",
        yaml: "kafka:metrics: { enabled: true, labels: { release: prometheus } }",
        errors: [
            'kafka:metrics.labels is {"release":"prometheus"}: must not be set without kafka:metrics.operator: true; set it, or remove this',
        ],
        valid: operated("{ release: prometheus }"),
        editor: false,
    },
    {
        name: "labels as a list",
        yaml: operated("[release]"),
        errors: ['kafka:metrics.labels is ["release"]: must be a map of labels'],
        valid: operated("{ release: prometheus }"),
    },
    {
        name: "a number as a label",
        yaml: operated("{ release: 1 }"),
        errors: [
            "kafka:metrics.labels.release is 1: must be a string; put it in quotes, or use pulumi config set --path --type string kafka:metrics.labels.release 1",
        ],
        valid: operated('{ release: "1" }'),
    },
    {
        name: "a label's key with a blank",
        yaml: operated('{ "my release": a }'),
        errors: [`kafka:metrics.labels["my release"] is no label: ${keyRule}`],
        valid: operated("{ my-release: a }"),
        editor: false,
    },
    {
        name: "a label's value with a blank",
        yaml: operated('{ release: "kube prometheus" }'),
        errors: [`kafka:metrics.labels.release is "kube prometheus": ${valueRule}`],
        valid: operated("{ release: kube-prometheus }"),
        editor: false,
    },
    {
        name: "an agent without a tag",
        yaml: image("mirror.example.com/agent"),
        errors: [
            'kafka:images.metricsAgent is "mirror.example.com/agent": must be an image reference with a tag or a digest, ' +
                "such as ghcr.io/open-telemetry/opentelemetry-operator/autoinstrumentation-java:2.31.0",
        ],
        valid: image("mirror.example.com/agent:2.31.0"),
    },
    {
        name: "an ensemble that is too old to show any",
        yaml: withZooKeeper("3.5.10"),
        errors: [
            'kafka:images.zookeeper is "zookeeper:3.5.10": must be ZooKeeper 3.6 or newer with kafka:metrics.enabled: ' +
                "older ones have no metrics for Prometheus; run a newer ZooKeeper first",
        ],
        valid: withZooKeeper("3.6.4"),
        editor: false,
    },
    {
        name: "a heap that leaves no room for the agent",
        yaml: withBrokers("memory: 1Gi, heap: 700Mi"),
        errors: [
            'kafka:brokers.heap is "700Mi": must be at most 640Mi, to leave the rest of kafka:brokers.memory (1Gi) to the JVM itself; ' +
                "lower it, raise the memory, or remove it",
        ],
        valid: withBrokers("memory: 1Gi, heap: 640Mi"),
        editor: false,
    },
];
