import type { BadFile } from "../refusal";

const policies = (fields: string): string => `kafka:security: { networkPolicies: { ${fields} } }`;
const rule = 'must be the name of a namespace (a DNS label), or "*" for every one';

/** `kafka:security` */
export const security: readonly BadFile[] = [
    {
        name: "the group as a flag",
        yaml: "kafka:security: true",
        errors: [
            "kafka:security is true: must be a map with authentication, authorization, passwordVersion, tls, networkPolicies",
        ],
        valid: "kafka:security: {}",
    },
    {
        name: "a slip in the name of the map",
        yaml: "kafka:security: { networkPolicy: { enabled: false } }",
        errors: ["kafka:security.networkPolicy is unknown: did you mean kafka:security.networkPolicies?"],
        valid: policies("enabled: false"),
    },
    {
        name: "the map without its group",
        yaml: "kafka:networkPolicies: { enabled: false }",
        errors: ["kafka:networkPolicies is unknown: did you mean kafka:security.networkPolicies?"],
        valid: policies("enabled: false"),
    },
    {
        name: "the map as a flag",
        yaml: "kafka:security: { networkPolicies: false }",
        errors: ["kafka:security.networkPolicies is false: must be a map with enabled, clients, console, metrics"],
        valid: policies("enabled: false"),
    },
    {
        name: "the map as a list",
        yaml: "kafka:security: { networkPolicies: [orders] }",
        errors: ['kafka:security.networkPolicies is ["orders"]: must be a map with enabled, clients, console, metrics'],
        valid: policies("clients: [orders]"),
    },
    {
        name: "the map without a value",
        yaml: "kafka:security: { networkPolicies: }",
        errors: [
            "kafka:security.networkPolicies is empty: must be a map with enabled, clients, console, metrics; remove the key to have the default",
        ],
        valid: "kafka:security: {}",
    },
    {
        name: "enabled as a text",
        yaml: policies('enabled: "false"'),
        errors: ['kafka:security.networkPolicies.enabled is "false": must be true or false; write it without quotes'],
        valid: policies("enabled: false"),
    },
    {
        name: "enabled as YAML 1.1 says it",
        yaml: policies("enabled: off"),
        errors: ['kafka:security.networkPolicies.enabled is "off": must be true or false'],
        valid: policies("enabled: false"),
    },
    {
        name: "a slip in the name of a list",
        yaml: policies("client: [orders]"),
        errors: [
            "kafka:security.networkPolicies.client is unknown: did you mean kafka:security.networkPolicies.clients?",
        ],
        valid: policies("clients: [orders]"),
    },
    {
        name: "a key that nothing is near to",
        yaml: policies("ingressControllers: [nginx]"),
        errors: [
            "kafka:security.networkPolicies.ingressControllers is unknown: valid keys are enabled, clients, console, metrics",
        ],
        valid: policies("console: [nginx]"),
    },
    {
        name: "one namespace that is no list",
        yaml: policies("clients: orders"),
        errors: [
            'kafka:security.networkPolicies.clients is "orders": must be a list of namespaces, such as [orders, billing]',
        ],
        valid: policies("clients: [orders]"),
    },
    {
        name: "every namespace that is no list",
        yaml: policies('metrics: "*"'),
        errors: [
            'kafka:security.networkPolicies.metrics is "*": must be a list of namespaces, such as [orders, billing]',
        ],
        valid: policies('metrics: ["*"]'),
    },
    {
        name: "namespaces as a map",
        yaml: policies("clients: { orders: true }"),
        errors: [
            'kafka:security.networkPolicies.clients is {"orders":true}: must be a list of namespaces, such as [orders, billing]',
        ],
        valid: policies("clients: [orders]"),
    },
    {
        name: "a namespace with capitals",
        yaml: policies("clients: [orders, Billing]"),
        errors: [`kafka:security.networkPolicies.clients[1] is "Billing": ${rule}`],
        valid: policies("clients: [orders, billing]"),
    },
    {
        name: "a pattern of namespaces",
        yaml: policies('clients: ["team-*"]'),
        errors: [`kafka:security.networkPolicies.clients[0] is "team-*": ${rule}`],
        valid: policies("clients: [team-a]"),
    },
    {
        name: "an address for a namespace",
        yaml: policies("metrics: [10.0.0.0/8]"),
        errors: [`kafka:security.networkPolicies.metrics[0] is "10.0.0.0/8": ${rule}`],
        valid: policies("metrics: [monitoring]"),
    },
    {
        name: "a namespace with its pod",
        yaml: policies("metrics: [monitoring/prometheus]"),
        errors: [`kafka:security.networkPolicies.metrics[0] is "monitoring/prometheus": ${rule}`],
        valid: policies("metrics: [monitoring]"),
    },
    {
        name: "an empty name",
        yaml: policies('console: [""]'),
        errors: [`kafka:security.networkPolicies.console[0] is "": ${rule}`],
        valid: policies("console: []"),
    },
    {
        name: "a name of 64 letters",
        yaml: policies("clients: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]"),
        errors: [
            `kafka:security.networkPolicies.clients[0] is "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: ${rule}`,
        ],
        valid: policies("clients: [aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]"),
    },
    {
        name: "a namespace that is a number",
        yaml: policies("clients: [7]"),
        errors: [
            `kafka:security.networkPolicies.clients[0] is 7: ${rule}; put it in quotes, or use pulumi config set --path --type string 'kafka:security.networkPolicies.clients[0]' 7`,
        ],
        valid: policies('clients: ["7"]'),
    },
    {
        name: "a namespace twice",
        yaml: policies("clients: [orders, billing, orders]"),
        errors: ['kafka:security.networkPolicies.clients[2] is "orders": must be listed once; remove it'],
        valid: policies("clients: [orders, billing]"),
        editor: false,
    },
    {
        name: "every namespace, and one",
        yaml: policies('metrics: [monitoring, "*"]'),
        errors: [
            'kafka:security.networkPolicies.metrics[1] is "*": must stand alone, for it means every namespace; remove it, or the others',
        ],
        valid: policies('metrics: ["*"]'),
        editor: false,
    },
    {
        name: "who reaches a console that everybody reaches, by a NodePort",
        yaml: `kafka:kafkaManager: { service: { type: NodePort } }\n${policies("console: [ingress]")}`,
        errors: [
            'kafka:security.networkPolicies.console is ["ingress"]: must be empty while kafka:kafkaManager.service.type is NodePort, with which everybody reaches the console; remove it, or set the type to ClusterIP',
        ],
        valid: `kafka:kafkaManager: { service: { type: ClusterIP } }\n${policies("console: [ingress]")}`,
        editor: false,
    },
    {
        name: "the same, by a load balancer",
        yaml: `kafka:kafkaManager: { service: { type: LoadBalancer } }\n${policies('console: ["*"]')}`,
        errors: [
            'kafka:security.networkPolicies.console is ["*"]: must be empty while kafka:kafkaManager.service.type is LoadBalancer, with which everybody reaches the console; remove it, or set the type to ClusterIP',
        ],
        valid: `kafka:kafkaManager: { service: { type: LoadBalancer } }\n${policies('enabled: false, console: ["*"]')}`,
        editor: false,
    },
    {
        name: "several at once",
        yaml: policies("enabled: 1, clients: [a, a], console: [B]"),
        errors: [
            "kafka:security.networkPolicies.enabled is 1: must be true or false",
            'kafka:security.networkPolicies.clients[1] is "a": must be listed once; remove it',
            `kafka:security.networkPolicies.console[0] is "B": ${rule}`,
        ],
        valid: policies("enabled: true, clients: [a], console: [b]"),
    },
];
