import type { BadFile } from "../refusal";

const hostRule =
    "must be a DNS name, no IP address: lower-case letters, digits, '-' and '.', at most 63 between two dots";
const pathRule =
    "must be / or a path such as /kafka: letters, digits, '-' and '_' between slashes, no slash at the end";
const nameRule = "must be a DNS name: lower-case letters, digits, '-' and '.', at most 253";
const keyRule =
    "its key must be an annotation key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'";

const ingress = (fields: string): string => `kafka:kafkaManager: { ingress: { ${fields} } }`;
const tuning = (fields: string): string => `kafka:kafkaManager: { tuning: { ${fields} } }`;

/** A host that is none. */
function host(name: string, value: string): BadFile {
    return {
        name,
        yaml: ingress(`host: ${JSON.stringify(value)}`),
        errors: [`kafka:kafkaManager.ingress.host is ${JSON.stringify(value)}: ${hostRule}`],
        valid: ingress("host: kafka.example.com"),
    };
}

/** A path that is none. */
function path(name: string, value: string, valid: string): BadFile {
    return {
        name,
        yaml: ingress(`host: a.example.com, path: ${JSON.stringify(value)}`),
        errors: [`kafka:kafkaManager.ingress.path is ${JSON.stringify(value)}: ${pathRule}`],
        valid: ingress(`host: a.example.com, path: ${valid}`),
    };
}

/** A pool or period out of its range. */
function tuned(field: string, value: string, rule: string, valid: number): BadFile {
    return {
        name: `${field} ${value}`,
        yaml: tuning(`${field}: ${value}`),
        errors: [`kafka:kafkaManager.tuning.${field} is ${value}: ${rule}`],
        valid: tuning(`${field}: ${valid}`),
    };
}

/** A field that does nothing without a host. */
function alone(field: string, value: string, shown: string): BadFile {
    return {
        name: `${field} without a host`,
        yaml: ingress(`${field}: ${value}`),
        errors: [
            `kafka:kafkaManager.ingress.${field} is ${shown}: must not be set without kafka:kafkaManager.ingress.host; set the host, or remove it`,
        ],
        valid: ingress(`host: a.example.com, ${field}: ${value}`),
        editor: false,
    };
}

const threads = "must be an integer from 2 to 1000";
const queue = "must be an integer from 10 to 10000";

/** `kafka:kafkaManager.ingress` and `.tuning` */
export const console: readonly BadFile[] = [
    {
        name: "ingress as a flag",
        yaml: "kafka:kafkaManager: { ingress: true }",
        errors: [
            "kafka:kafkaManager.ingress is true: must be a map with host, path, className, tlsSecretName, annotations",
        ],
        valid: "kafka:kafkaManager: { ingress: {} }",
    },
    host("a URL for a host", "https://kafka.example.com"),
    host("an IP address for a host", "10.0.0.1"),
    host("a host with a port", "kafka.example.com:443"),
    host("a host with a wildcard", "*.example.com"),
    host("capitals in a host", "Kafka.example.com"),
    host("a host with an empty part", "kafka..example.com"),
    {
        ...host("a host with a part of 64 letters", `${"a".repeat(64)}.com`),
        errors: [`kafka:kafkaManager.ingress.host is "${"a".repeat(58)}…: ${hostRule}`],
    },
    path("a path without a slash", "kafka", "/kafka"),
    path("a path that ends in a slash", "/kafka/", "/kafka"),
    path("a path with an empty part", "/a//b", "/a/b"),
    path("a path with a dot, which a regular expression takes for anything", "/v1.0", "/v1_0"),
    path("a path with a pattern of a controller", "/kafka(/|$)(.*)", "/kafka"),
    path("an empty path", "", "/"),
    alone("path", "/kafka", '"/kafka"'),
    alone("className", "nginx", '"nginx"'),
    alone("tlsSecretName", "kafka-tls", '"kafka-tls"'),
    alone("annotations", "{ a: b }", '{"a":"b"}'),
    {
        name: "everything without a host, in one run",
        yaml: ingress("tlsSecretName: kafka-tls, className: nginx"),
        errors: [
            'kafka:kafkaManager.ingress.tlsSecretName is "kafka-tls": must not be set without kafka:kafkaManager.ingress.host; set the host, or remove it',
            'kafka:kafkaManager.ingress.className is "nginx": must not be set without kafka:kafkaManager.ingress.host; set the host, or remove it',
        ],
        valid: ingress("tlsSecretName: kafka-tls, className: nginx, host: a.example.com"),
        editor: false,
    },
    {
        name: "a Secret's name with a namespace",
        yaml: ingress("host: a.example.com, tlsSecretName: certs/kafka-tls"),
        errors: [`kafka:kafkaManager.ingress.tlsSecretName is "certs/kafka-tls": ${nameRule}`],
        valid: ingress("host: a.example.com, tlsSecretName: kafka-tls"),
    },
    {
        name: "a class with capitals",
        yaml: ingress("host: a.example.com, className: NGINX"),
        errors: [`kafka:kafkaManager.ingress.className is "NGINX": ${nameRule}`],
        valid: ingress("host: a.example.com, className: nginx"),
    },
    {
        name: "a flag for an annotation's text",
        yaml: ingress("host: a.example.com, annotations: { kubernetes.io/tls-acme: true }"),
        errors: [
            `kafka:kafkaManager.ingress.annotations["kubernetes.io/tls-acme"] is true: must be a string; put it in quotes, or use pulumi config set --path --type string 'kafka:kafkaManager.ingress.annotations["kubernetes.io/tls-acme"]' true`,
        ],
        valid: ingress("host: a.example.com, annotations: { kubernetes.io/tls-acme: 'true' }"),
    },
    {
        name: "an annotation's key with a blank",
        yaml: ingress("host: a.example.com, annotations: { 'my key': a }"),
        errors: [`kafka:kafkaManager.ingress.annotations["my key"] is no annotation: ${keyRule}`],
        valid: ingress("host: a.example.com, annotations: { Example.com/my-key: a b }"),
        editor: false,
    },
    {
        name: "the mark of another owner",
        yaml: ingress("host: a.example.com, annotations: { kafka.stack/owner: me }"),
        errors: [
            'kafka:kafkaManager.ingress.annotations["kafka.stack/owner"] is "me": must not be set: annotations of kafka.stack and pulumi.com are the program\'s own; remove it',
        ],
        valid: ingress("host: a.example.com, annotations: { example.com/owner: me }"),
        editor: false,
    },
    {
        name: "a wait of the provider",
        yaml: ingress("host: a.example.com, annotations: { pulumi.com/skipAwait: 'false' }"),
        errors: [
            'kafka:kafkaManager.ingress.annotations["pulumi.com/skipAwait"] is "false": must not be set: annotations of kafka.stack and pulumi.com are the program\'s own; remove it',
        ],
        valid: ingress("host: a.example.com, annotations: {}"),
        editor: false,
    },
    {
        name: "the class in both ways",
        yaml: ingress("host: a.example.com, className: nginx, annotations: { kubernetes.io/ingress.class: traefik }"),
        errors: [
            'kafka:kafkaManager.ingress.annotations["kubernetes.io/ingress.class"] is "traefik": must not be set beside kafka:kafkaManager.ingress.className; remove one of the two',
        ],
        valid: ingress("host: a.example.com, annotations: { kubernetes.io/ingress.class: traefik }"),
        editor: false,
    },
    {
        name: "a wrong host, of which nothing else is said",
        yaml: ingress("host: 10.0.0.1, path: /kafka"),
        errors: [`kafka:kafkaManager.ingress.host is "10.0.0.1": ${hostRule}`],
        valid: ingress("host: a.example.com, path: /kafka"),
    },
    {
        name: "tuning as a list",
        yaml: "kafka:kafkaManager: { tuning: [30] }",
        errors: [
            "kafka:kafkaManager.tuning is [30]: must be a map with brokerViewThreadPoolSize, brokerViewThreadPoolQueueSize, …",
        ],
        valid: "kafka:kafkaManager: { tuning: { brokerViewThreadPoolSize: 30 } }",
    },
    {
        name: "a slip in the name of a pool",
        yaml: tuning("brokerViewThreadpoolSize: 30"),
        errors: [
            "kafka:kafkaManager.tuning.brokerViewThreadpoolSize is unknown: did you mean kafka:kafkaManager.tuning.brokerViewThreadPoolSize?",
        ],
        valid: tuning("brokerViewThreadPoolSize: 30"),
    },
    tuned("brokerViewThreadPoolSize", "1", threads, 2),
    tuned("offsetCacheThreadPoolSize", "1001", threads, 1000),
    tuned("kafkaAdminClientThreadPoolSize", "2.5", threads, 3),
    tuned("brokerViewThreadPoolQueueSize", "10001", queue, 10000),
    tuned("offsetCacheThreadPoolQueueSize", "9", queue, 10),
    tuned("kafkaAdminClientThreadPoolQueueSize", "0", queue, 10),
    tuned("brokerViewUpdatePeriodSeconds", "9", "must be an integer from 10 to 1000", 10),
    tuned("partitionOffsetCacheTimeoutSecs", "101", "must be an integer from 5 to 100", 100),
    {
        name: "read-only by a key of its own",
        yaml: "kafka:kafkaManager: { readOnly: true }",
        errors: [
            "kafka:kafkaManager.readOnly is unknown: valid keys are enabled, cpu, cpuLimit, memory, heap, service, ingress, username, passwordVersion, features, cluster, tuning, nodeSelector, nodeAffinity, tolerations, priorityClass",
        ],
        valid: "kafka:kafkaManager: { features: [] }",
    },
    {
        name: "a wrong host while the console is off",
        yaml: "kafka:kafkaManager: { enabled: false, ingress: { host: 10.0.0.1 } }",
        errors: [`kafka:kafkaManager.ingress.host is "10.0.0.1": ${hostRule}`],
        valid: "kafka:kafkaManager: { enabled: false, ingress: { tlsSecretName: kafka-tls } }",
    },
];
