import type { BadFile } from "../refusal";

/** `kafka:zookeeper`: where the pods run, and limits. */
export const zookeeperPods: readonly BadFile[] = [
    {
        name: "a word that is none",
        yaml: "kafka:zookeeper: { spread: { zones: always } }",
        errors: ['kafka:zookeeper.spread.zones is "always": must be one of off, preferred, required'],
        valid: "kafka:zookeeper: { spread: { zones: required } }",
    },
    {
        name: "spread as a text",
        yaml: "kafka:zookeeper: { spread: required }",
        errors: ['kafka:zookeeper.spread is "required": must be a map with hosts, zones and minDomains'],
        valid: "kafka:zookeeper: { spread: { hosts: required } }",
    },
    {
        name: "hosts cannot be off",
        yaml: "kafka:zookeeper: { spread: { hosts: off } }",
        errors: ['kafka:zookeeper.spread.hosts is "off": must be one of preferred, required'],
        valid: "kafka:zookeeper: { spread: { zones: off } }",
    },
    {
        name: "priorityClass High",
        yaml: "kafka:zookeeper: { priorityClass: High }",
        errors: [
            "kafka:zookeeper.priorityClass is \"High\": must be a DNS name: lower-case letters, digits, '-' and '.', at most 253",
        ],
        valid: "kafka:zookeeper: { priorityClass: high }",
    },
    {
        name: "a node label that is a flag",
        yaml: "kafka:zookeeper: { nodeSelector: { disk: true } }",
        errors: [
            "kafka:zookeeper.nodeSelector.disk is true: must be a string; put it in quotes, or use pulumi config set --path --type string kafka:zookeeper.nodeSelector.disk true",
        ],
        valid: 'kafka:zookeeper: { nodeSelector: { disk: "true" } }',
    },
    {
        name: "a node label whose key has a blank",
        yaml: "kafka:zookeeper: { nodeSelector: { disk type: ssd } }",
        errors: [
            "kafka:zookeeper.nodeSelector[\"disk type\"] is no label: its key must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
        ],
        valid: "kafka:zookeeper: { nodeSelector: { disk-type: ssd } }",
        editor: false,
    },
    {
        name: "tolerations as a map",
        yaml: "kafka:zookeeper: { tolerations: { key: a } }",
        errors: ['kafka:zookeeper.tolerations is {"key":"a"}: must be a list of tolerations'],
        valid: "kafka:zookeeper: { tolerations: [{ key: a }] }",
    },
    {
        name: "a toleration as a text",
        yaml: "kafka:zookeeper: { tolerations: [dedicated] }",
        errors: [
            'kafka:zookeeper.tolerations[0] is "dedicated": must be a map with key, operator, value, effect, tolerationSeconds',
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: dedicated }] }",
    },
    {
        name: "an effect that is none",
        yaml: "kafka:zookeeper: { tolerations: [{ key: a, effect: Never }] }",
        errors: [
            'kafka:zookeeper.tolerations[0].effect is "Never": must be one of NoSchedule, PreferNoSchedule, NoExecute',
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: a, effect: NoExecute }] }",
    },
    {
        name: "a value that Exists",
        yaml: "kafka:zookeeper: { tolerations: [{ key: a, operator: Exists, value: b }] }",
        errors: [
            'kafka:zookeeper.tolerations[0].value is "b": must not be set together with operator: Exists; remove it, or use operator: Equal',
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: a, operator: Equal, value: b }] }",
        editor: false,
    },
    {
        name: "a toleration without a key",
        yaml: "kafka:zookeeper: { tolerations: [{ effect: NoSchedule }] }",
        errors: [
            'kafka:zookeeper.tolerations[0] is {"effect":"NoSchedule"}: must have a key, or operator: Exists to tolerate every taint',
        ],
        valid: "kafka:zookeeper: { tolerations: [{ operator: Exists, effect: NoSchedule }] }",
        editor: false,
    },
    {
        name: "a taint's key with a blank",
        yaml: "kafka:zookeeper: { tolerations: [{ key: 'a b' }] }",
        errors: [
            "kafka:zookeeper.tolerations[0].key is \"a b\": must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: a.b/c }] }",
        editor: false,
    },
    {
        name: "a taint's value with a blank",
        yaml: "kafka:zookeeper: { tolerations: [{ key: a, value: 'b c' }] }",
        errors: [
            "kafka:zookeeper.tolerations[0].value is \"b c\": must be a label value: up to 63 letters, digits, '-', '_' and '.', a letter or digit at either end",
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: a, value: b-c }] }",
        editor: false,
    },
    {
        name: "a taint's value that is a number",
        yaml: "kafka:zookeeper: { tolerations: [{ key: a, value: 1 }] }",
        errors: [
            "kafka:zookeeper.tolerations[0].value is 1: must be the value of a taint; put it in quotes, or use pulumi config set --path --type string 'kafka:zookeeper.tolerations[0].value' 1",
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: a, value: '1' }] }",
    },
    {
        name: "cpuLimit below cpu",
        yaml: "kafka:zookeeper: { cpu: 500m, cpuLimit: 400m }",
        errors: [
            'kafka:zookeeper.cpuLimit is "400m": must be at least kafka:zookeeper.cpu (500m); raise it, or remove it',
        ],
        valid: "kafka:zookeeper: { cpu: 500m, cpuLimit: 500m }",
        editor: false,
    },
    {
        name: "heap 63Mi",
        yaml: "kafka:zookeeper: { heap: 63Mi }",
        errors: ['kafka:zookeeper.heap is "63Mi": must be a memory quantity from 64Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:zookeeper: { heap: 64Mi }",
        editor: false,
    },
    {
        name: "heap beyond 80 % of the memory",
        yaml: "kafka:zookeeper: { memory: 512Mi, heap: 410Mi }",
        errors: [
            'kafka:zookeeper.heap is "410Mi": must be at most 409Mi, to leave the rest of kafka:zookeeper.memory (512Mi) to the JVM itself; lower it, raise the memory, or remove it',
        ],
        valid: "kafka:zookeeper: { memory: 512Mi, heap: 409Mi }",
        editor: false,
    },
    {
        name: "heap that leaves too little",
        yaml: "kafka:zookeeper: { memory: 192Mi, heap: 129Mi }",
        errors: [
            'kafka:zookeeper.heap is "129Mi": must be at most 128Mi, to leave the rest of kafka:zookeeper.memory (192Mi) to the JVM itself; lower it, raise the memory, or remove it',
        ],
        valid: "kafka:zookeeper: { memory: 192Mi, heap: 128Mi }",
        editor: false,
    },
    {
        name: "seconds of another effect",
        yaml: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoSchedule, tolerationSeconds: 30 }] }",
        errors: [
            "kafka:zookeeper.tolerations[0].tolerationSeconds is 30: must stand beside effect: NoExecute; only that one evicts pods; set it, or remove this",
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30 }] }",
        editor: false,
    },
    {
        name: "seconds of every effect",
        yaml: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, tolerationSeconds: 30 }] }",
        errors: [
            "kafka:zookeeper.tolerations[0].tolerationSeconds is 30: must stand beside effect: NoExecute; only that one evicts pods; set it, or remove this",
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 0 }] }",
        editor: false,
    },
    {
        name: "a part of a second",
        yaml: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 0.5 }] }",
        errors: ["kafka:zookeeper.tolerations[0].tolerationSeconds is 0.5: must be an integer"],
        valid: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: -1 }] }",
    },
    {
        name: "seconds in quotes",
        yaml: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: '30' }] }",
        errors: [
            'kafka:zookeeper.tolerations[0].tolerationSeconds is "30": must be an integer; write it without quotes',
        ],
        valid: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30 }] }",
    },
    {
        name: "seconds with a unit",
        yaml: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute, tolerationSeconds: 30s }] }",
        errors: ['kafka:zookeeper.tolerations[0].tolerationSeconds is "30s": must be an integer'],
        valid: "kafka:zookeeper: { tolerations: [{ key: node.kubernetes.io/unreachable, operator: Exists, effect: NoExecute }] }",
    },
];
