import type { BadFile } from "../refusal";

const hostRule =
    "must be an IPv4 address or a DNS name without a port, in which {broker} stands for the broker's number";

function brokers(fields: string): string {
    return `kafka:brokers: { external: { ${fields} } }`;
}

/** `kafka:brokers.external` */
export const external: readonly BadFile[] = [
    {
        name: "a word instead of a map",
        yaml: "kafka:brokers: { external: nodePort }",
        errors: ['kafka:brokers.external is "nodePort": must be a map with type, nodePort, host, …'],
        valid: brokers("type: nodePort"),
    },
    {
        name: "a type that is Kubernetes' word",
        yaml: brokers("type: NodePort"),
        errors: [
            'kafka:brokers.external.type is "NodePort": must be one of none, nodePort, loadBalancer; did you mean nodePort?',
        ],
        valid: brokers("type: nodePort"),
    },
    {
        name: "an ingress",
        yaml: brokers("type: ingress"),
        errors: ['kafka:brokers.external.type is "ingress": must be one of none, nodePort, loadBalancer'],
        valid: brokers("type: loadBalancer"),
    },
    {
        name: "a slip in a key",
        yaml: brokers("type: nodePort, nodeport: 30100"),
        errors: ["kafka:brokers.external.nodeport is unknown: did you mean kafka:brokers.external.nodePort?"],
        valid: brokers("type: nodePort, nodePort: 30100"),
    },
    {
        name: "a port below Kubernetes' range",
        yaml: brokers("type: nodePort, nodePort: 29999"),
        errors: ["kafka:brokers.external.nodePort is 29999: must be an integer from 30000 to 32766"],
        valid: brokers("type: nodePort, nodePort: 30000"),
    },
    {
        name: "the last port of the range, after which no broker has one",
        yaml: brokers("type: nodePort, nodePort: 32767"),
        errors: ["kafka:brokers.external.nodePort is 32767: must be an integer from 30000 to 32766"],
        valid: brokers("type: nodePort, nodePort: 32764"),
    },
    {
        name: "a port as a text",
        yaml: brokers('type: nodePort, nodePort: "30100"'),
        errors: [
            'kafka:brokers.external.nodePort is "30100": must be an integer from 30000 to 32766; write it without quotes',
        ],
        valid: brokers("type: nodePort, nodePort: 30100"),
    },
    {
        name: "ports that end behind the range",
        yaml: "kafka:brokers: { replicas: 5, external: { type: nodePort, nodePort: 32763 } }",
        errors: [
            "kafka:brokers.external.nodePort is 32763: must be at most 32762: each of 5 brokers has one of the ports after it, and 32767 is the last",
        ],
        valid: "kafka:brokers: { replicas: 5, external: { type: nodePort, nodePort: 32762 } }",
        editor: false,
    },
    {
        name: "ports that Kafka Manager's is among",
        yaml: `${brokers("type: nodePort, nodePort: 30898")}\nkafka:kafkaManager: { service: { type: NodePort } }`,
        errors: [
            "kafka:brokers.external.nodePort is 30898: must leave 30900 to Kafka Manager, and the brokers' Services have 30898 to 30901; choose another, or set kafka:kafkaManager.service.nodePort",
        ],
        valid: `${brokers("type: nodePort, nodePort: 30896")}\nkafka:kafkaManager: { service: { type: NodePort } }`,
        editor: false,
    },
    {
        name: "default ports that Kafka Manager's is among",
        yaml: `${brokers("type: nodePort")}\nkafka:kafkaManager: { service: { type: NodePort, nodePort: 30003 } }`,
        errors: [
            "kafka:brokers.external.nodePort is 30000: must leave 30003 to Kafka Manager, and the brokers' Services have 30000 to 30003; choose another, or set kafka:kafkaManager.service.nodePort",
        ],
        valid: `${brokers("type: nodePort")}\nkafka:kafkaManager: { service: { type: NodePort, nodePort: 30004 } }`,
        editor: false,
    },
    {
        name: "a port, but no way in",
        yaml: brokers("nodePort: 30100"),
        errors: [
            "kafka:brokers.external.nodePort is 30100: must not be set while kafka:brokers.external.type is none; set the type to nodePort, or remove it",
        ],
        valid: brokers("type: nodePort, nodePort: 30100"),
        editor: false,
    },
    {
        name: "a node port for load balancers",
        yaml: brokers("type: loadBalancer, nodePort: 30100"),
        errors: [
            "kafka:brokers.external.nodePort is 30100: must not be set while kafka:brokers.external.type is loadBalancer; set the type to nodePort, or remove it",
        ],
        valid: brokers("type: loadBalancer"),
        editor: false,
    },
    {
        name: "everything but a type, all at once",
        yaml: brokers(
            "host: kafka.example.com, externalTrafficPolicy: Local, annotations: { a: b }, sourceRanges: [10.0.0.0/8]",
        ),
        errors: [
            'kafka:brokers.external.host is "kafka.example.com": must not be set while kafka:brokers.external.type is none; set the type to nodePort or loadBalancer, or remove it',
            'kafka:brokers.external.externalTrafficPolicy is "Local": must not be set while kafka:brokers.external.type is none; set the type to nodePort or loadBalancer, or remove it',
            'kafka:brokers.external.annotations is {"a":"b"}: must not be set while kafka:brokers.external.type is none; set the type to nodePort or loadBalancer, or remove it',
            'kafka:brokers.external.sourceRanges is ["10.0.0.0/8"]: must not be set while kafka:brokers.external.type is none; set the type to loadBalancer, or remove it',
        ],
        valid: brokers(
            'type: loadBalancer, host: "kafka-{broker}.example.com", externalTrafficPolicy: Local, annotations: { a: b }, sourceRanges: [10.0.0.0/8]',
        ),
        editor: false,
    },
    {
        name: "a host with a port",
        yaml: brokers('type: nodePort, host: "kafka.example.com:30000"'),
        errors: [`kafka:brokers.external.host is "kafka.example.com:30000": ${hostRule}`],
        valid: brokers("type: nodePort, host: kafka.example.com"),
    },
    {
        name: "a host with the scheme of a URL",
        yaml: brokers('type: nodePort, host: "https://kafka.example.com"'),
        errors: [`kafka:brokers.external.host is "https://kafka.example.com": ${hostRule}`],
        valid: brokers("type: nodePort, host: 203.0.113.7"),
    },
    {
        name: "a slip in the placeholder",
        yaml: brokers('type: loadBalancer, host: "kafka-{brokers}.example.com"'),
        errors: [`kafka:brokers.external.host is "kafka-{brokers}.example.com": ${hostRule}`],
        valid: brokers('type: loadBalancer, host: "kafka-{broker}.example.com"'),
    },
    {
        name: "one host for several load balancers",
        yaml: brokers("type: loadBalancer, host: kafka.example.com"),
        errors: [
            'kafka:brokers.external.host is "kafka.example.com": must have {broker} in it: each broker has a load balancer of its own, on the same port; write such as kafka-{broker}.example.com, or remove it',
        ],
        valid: brokers('type: loadBalancer, host: "{broker}.kafka.example.com"'),
        editor: false,
    },
    {
        name: "a host that is too long with bootstrap in it",
        yaml: brokers(`type: nodePort, host: "${"k".repeat(55)}{broker}.example.com"`),
        errors: [
            `kafka:brokers.external.host is "${"k".repeat(55)}{br…: must be a DNS name with {broker} replaced, at most 63 letters between two dots and 253 in all; shorten it: with bootstrap it is ${"k".repeat(55)}bootstrap.example.com`,
        ],
        valid: brokers(`type: nodePort, host: "${"k".repeat(54)}{broker}.example.com"`),
        editor: false,
    },
    {
        name: "a traffic policy that is none",
        yaml: brokers("type: nodePort, externalTrafficPolicy: local"),
        errors: [
            'kafka:brokers.external.externalTrafficPolicy is "local": must be one of Cluster, Local; did you mean Local?',
        ],
        valid: brokers("type: nodePort, externalTrafficPolicy: Local"),
    },
    {
        name: "source ranges for node ports, where nobody heeds them",
        yaml: brokers("type: nodePort, sourceRanges: [10.0.0.0/8]"),
        errors: [
            'kafka:brokers.external.sourceRanges is ["10.0.0.0/8"]: must not be set while kafka:brokers.external.type is nodePort; set the type to loadBalancer, or remove it',
        ],
        valid: brokers("type: loadBalancer, sourceRanges: [10.0.0.0/8]"),
        editor: false,
    },
    {
        name: "addresses that are no ranges",
        yaml: brokers("type: loadBalancer, sourceRanges: [10.0.0.1, 10.0.0.0/33, example.com/8, 10.0.0/8, '::/129']"),
        errors: ["10.0.0.1", "10.0.0.0/33", "example.com/8", "10.0.0/8", "::/129"].map(
            (range, index) =>
                `kafka:brokers.external.sourceRanges[${index}] is "${range}": must be an address range, such as 203.0.113.0/24`,
        ),
        valid: brokers("type: loadBalancer, sourceRanges: [10.0.0.1/32, 10.0.0.0/8, 0.0.0.0/0, '2001:db8::/32']"),
        editor: false,
    },
    {
        name: "a range that is listed twice",
        yaml: brokers("type: loadBalancer, sourceRanges: [10.0.0.0/8, 10.0.0.0/8]"),
        errors: ['kafka:brokers.external.sourceRanges[1] is "10.0.0.0/8": must be listed once; remove it'],
        valid: brokers("type: loadBalancer, sourceRanges: [10.0.0.0/8]"),
        editor: false,
    },
    {
        name: "a range that is no list",
        yaml: brokers("type: loadBalancer, sourceRanges: 10.0.0.0/8"),
        errors: [
            'kafka:brokers.external.sourceRanges is "10.0.0.0/8": must be a list of address ranges, such as [203.0.113.0/24]',
        ],
        valid: brokers("type: loadBalancer, sourceRanges: [10.0.0.0/8]"),
    },
    {
        name: "an annotation that is no text",
        yaml: brokers("type: loadBalancer, annotations: { example.com/internal: true }"),
        errors: [
            `kafka:brokers.external.annotations["example.com/internal"] is true: must be a string; put it in quotes, or use pulumi config set --path --type string 'kafka:brokers.external.annotations["example.com/internal"]' true`,
        ],
        valid: brokers('type: loadBalancer, annotations: { example.com/internal: "true" }'),
    },
    {
        name: "an annotation of a key that Kubernetes refuses",
        yaml: brokers("type: loadBalancer, annotations: { a/b/c: d }"),
        errors: [
            "kafka:brokers.external.annotations[\"a/b/c\"] is no annotation: its key must be up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
        ],
        valid: brokers("type: loadBalancer, annotations: { a/b: c }"),
        editor: false,
    },
    {
        name: "annotations that the provider and the program read",
        yaml: brokers('type: loadBalancer, annotations: { pulumi.com/skipAwait: "true", kafka.stack/owner: me }'),
        errors: ["pulumi.com/skipAwait", "kafka.stack/owner"].map(
            (key) =>
                `kafka:brokers.external.annotations["${key}"] is ${key === "kafka.stack/owner" ? '"me"' : '"true"'}: must not be set: this annotation is for the program or the tools that deploy it; remove it`,
        ),
        valid: brokers('type: loadBalancer, annotations: { example.com/skipAwait: "true" }'),
        editor: false,
    },
];
