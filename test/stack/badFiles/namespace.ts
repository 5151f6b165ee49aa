import type { BadFile } from "../refusal";

/** `kafka:namespace` */
export const namespace: readonly BadFile[] = [
    {
        name: "name Kafka",
        yaml: "kafka:namespace: { name: Kafka }",
        errors: [
            "kafka:namespace.name is \"Kafka\": must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
        ],
        valid: "kafka:namespace: { name: kafka }",
    },
    {
        name: "name kafka_prod",
        yaml: "kafka:namespace: { name: kafka_prod }",
        errors: [
            "kafka:namespace.name is \"kafka_prod\": must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
        ],
        valid: "kafka:namespace: { name: kafka-prod }",
    },
    {
        name: "name -kafka",
        yaml: "kafka:namespace: { name: -kafka }",
        errors: [
            "kafka:namespace.name is \"-kafka\": must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
        ],
        valid: "kafka:namespace: { name: kafka }",
    },
    {
        name: "name kafka-",
        yaml: "kafka:namespace: { name: kafka- }",
        errors: [
            "kafka:namespace.name is \"kafka-\": must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
        ],
        valid: "kafka:namespace: { name: kafka }",
    },
    {
        name: 'name ""',
        yaml: 'kafka:namespace: { name: "" }',
        errors: [
            "kafka:namespace.name is \"\": must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
        ],
        valid: "kafka:namespace: { name: a }",
    },
    {
        name: "name 7",
        yaml: "kafka:namespace: { name: 7 }",
        errors: [
            "kafka:namespace.name is 7: must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end; put it in quotes, or use pulumi config set --path --type string kafka:namespace.name 7",
        ],
        valid: "kafka:namespace: { name: '7' }",
    },
    {
        name: "name of 64 letters",
        yaml: "kafka:namespace: { name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }",
        errors: [
            "kafka:namespace.name is \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa…: must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
        ],
        valid: "kafka:namespace: { name: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa }",
    },
    {
        name: "name that belongs to Kubernetes",
        yaml: "kafka:namespace: { name: kube-kafka }",
        errors: [
            'kafka:namespace.name is "kube-kafka": must not be default or begin with kube-: the program sets its namespace\'s pod security for everything in it; use a namespace of its own, such as kafka',
        ],
        valid: "kafka:namespace: { name: kafka-kube }",
        editor: false,
    },
    {
        name: "name that others share",
        yaml: "kafka:namespace: { name: default }",
        errors: [
            'kafka:namespace.name is "default": must not be default or begin with kube-: the program sets its namespace\'s pod security for everything in it; use a namespace of its own, such as kafka',
        ],
        valid: "kafka:namespace: { name: defaults }",
        editor: false,
    },
    {
        name: "name that belongs to Kubernetes, unmanaged",
        yaml: "kafka:namespace: { name: kube-system, manage: false }",
        errors: [
            'kafka:namespace.name is "kube-system": must not begin with kube-: these namespaces are Kubernetes\' own; use a namespace of its own, such as kafka',
        ],
        valid: "kafka:namespace: { name: default, manage: false }",
        editor: false,
    },
    {
        name: "manage as a text",
        yaml: 'kafka:namespace: { manage: "no" }',
        errors: ['kafka:namespace.manage is "no": must be true or false'],
        valid: "kafka:namespace: { manage: false }",
    },
    {
        name: "assignsUsers as a number",
        yaml: "kafka:namespace: { assignsUsers: 1000 }",
        errors: ["kafka:namespace.assignsUsers is 1000: must be true or false"],
        valid: "kafka:namespace: { assignsUsers: true }",
    },
    {
        name: "user 0, which is root",
        yaml: "kafka:namespace: { user: 0 }",
        errors: ["kafka:namespace.user is 0: must be an integer from 1 to 2147483647"],
        valid: "kafka:namespace: { user: 1 }",
    },
    {
        name: "group as a name",
        yaml: "kafka:namespace: { group: kafka }",
        errors: ['kafka:namespace.group is "kafka": must be an integer from 1 to 2147483647'],
        valid: "kafka:namespace: { group: 1000 }",
    },
    {
        name: "user beyond what Kubernetes takes",
        yaml: "kafka:namespace: { user: 2147483648 }",
        errors: ["kafka:namespace.user is 2147483648: must be an integer from 1 to 2147483647"],
        valid: "kafka:namespace: { user: 2147483647 }",
    },
    {
        name: "user and group where the platform chooses them",
        yaml: "kafka:namespace: { assignsUsers: true, user: 2000, group: 2000 }",
        errors: [
            "kafka:namespace.user is 2000: must not be set together with kafka:namespace.assignsUsers: true, with which the platform chooses it; remove it",
            "kafka:namespace.group is 2000: must not be set together with kafka:namespace.assignsUsers: true, with which the platform chooses it; remove it",
        ],
        valid: "kafka:namespace: { assignsUsers: false, user: 2000, group: 2000 }",
        editor: false,
    },
    {
        name: "labels of a namespace that is left as it is",
        yaml: "kafka:namespace: { manage: false, labels: { team: data } }",
        errors: [
            'kafka:namespace.labels is {"team":"data"}: must not be set together with kafka:namespace.manage: false, which leaves the namespace as it is; remove it, or have the labels set by whoever manages the namespace',
        ],
        valid: "kafka:namespace: { manage: true, labels: { team: data } }",
        editor: false,
    },
    {
        name: "labels as a text",
        yaml: "kafka:namespace: { labels: team }",
        errors: ['kafka:namespace.labels is "team": must be a map of namespace labels'],
        valid: "kafka:namespace: { labels: { team: data } }",
    },
    {
        name: "a label that is a number",
        yaml: "kafka:namespace: { labels: { cost: 12 } }",
        errors: [
            "kafka:namespace.labels.cost is 12: must be a string; put it in quotes, or use pulumi config set --path --type string kafka:namespace.labels.cost 12",
        ],
        valid: 'kafka:namespace: { labels: { cost: "12" } }',
    },
    {
        name: "a label that is a flag",
        yaml: "kafka:namespace: { labels: { on: true } }",
        errors: [
            "kafka:namespace.labels.on is true: must be a string; put it in quotes, or use pulumi config set --path --type string kafka:namespace.labels.on true",
        ],
        valid: 'kafka:namespace: { labels: { on: "true" } }',
    },
    {
        name: "a label whose key has a blank",
        yaml: "kafka:namespace: { labels: { a b: c } }",
        errors: [
            "kafka:namespace.labels[\"a b\"] is no label: its key must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
        ],
        valid: "kafka:namespace: { labels: { a-b: c } }",
        editor: false,
    },
    {
        name: "a label whose prefix has a capital",
        yaml: "kafka:namespace: { labels: { Example.com/a: b } }",
        errors: [
            "kafka:namespace.labels[\"Example.com/a\"] is no label: its key must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
        ],
        valid: "kafka:namespace: { labels: { example.com/a: b } }",
        editor: false,
    },
    {
        name: "a label with two slashes",
        yaml: "kafka:namespace: { labels: { a/b/c: d } }",
        errors: [
            "kafka:namespace.labels[\"a/b/c\"] is no label: its key must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
        ],
        valid: "kafka:namespace: { labels: { a/b: c } }",
        editor: false,
    },
    {
        name: "a label whose value has a blank",
        yaml: 'kafka:namespace: { labels: { team: "data platform" } }',
        errors: [
            "kafka:namespace.labels.team is \"data platform\": must be a label value: up to 63 letters, digits, '-', '_' and '.', a letter or digit at either end",
        ],
        valid: "kafka:namespace: { labels: { team: data-platform } }",
        editor: false,
    },
    {
        name: "a label whose value is too long",
        yaml: "kafka:namespace: { labels: { team: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx } }",
        errors: [
            "kafka:namespace.labels.team is \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…: must be a label value: up to 63 letters, digits, '-', '_' and '.', a letter or digit at either end",
        ],
        valid: "kafka:namespace: { labels: { team: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx } }",
        editor: false,
    },
    {
        name: "the label of pod security",
        yaml: "kafka:namespace: { labels: { pod-security.kubernetes.io/enforce: privileged } }",
        errors: [
            'kafka:namespace.labels["pod-security.kubernetes.io/enforce"] is "privileged": must not be set: this label is set by the program or by Kubernetes; remove it',
        ],
        valid: "kafka:namespace: { labels: { example.com/enforce: privileged } }",
        editor: false,
    },
    {
        name: "a label of the program",
        yaml: "kafka:namespace: { labels: { app.kubernetes.io/managed-by: me } }",
        errors: [
            'kafka:namespace.labels["app.kubernetes.io/managed-by"] is "me": must not be set: this label is set by the program or by Kubernetes; remove it',
        ],
        valid: "kafka:namespace: { labels: { managed-by: me } }",
        editor: false,
    },
    {
        name: "the label of Kubernetes itself",
        yaml: "kafka:namespace: { labels: { kubernetes.io/metadata.name: me } }",
        errors: [
            'kafka:namespace.labels["kubernetes.io/metadata.name"] is "me": must not be set: this label is set by the program or by Kubernetes; remove it',
        ],
        valid: "kafka:namespace: { labels: { metadata.name: me } }",
        editor: false,
    },
];
