import type { BadFile } from "../refusal";

const must = "requiredDuringSchedulingIgnoredDuringExecution";
const better = "preferredDuringSchedulingIgnoredDuringExecution";
const at = `kafka:brokers.nodeAffinity.${must}.nodeSelectorTerms[0].matchExpressions[0]`;

/** Nodes that brokers must have, by one label; the expression as YAML. */
function nodes(expression: string): string {
    return `kafka:brokers: { nodeAffinity: { ${must}: { nodeSelectorTerms: [{ matchExpressions: [${expression}] }] } } }`;
}

/** Nodes that the console had better have. */
function preferred(preference: string): string {
    return `kafka:kafkaManager: { nodeAffinity: { ${better}: [${preference}] } }`;
}

const keyRule = "must be a label key: up to 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'";

/** `nodeAffinity` of each part, and over how many zones pods are spread. */
export const placement: readonly BadFile[] = [
    {
        name: "an operator of label selectors elsewhere",
        yaml: nodes("{ key: disk, operator: Equal, values: [ssd] }"),
        errors: [`${at}.operator is "Equal": must be one of In, NotIn, Exists, DoesNotExist, Gt, Lt`],
        valid: nodes("{ key: disk, operator: In, values: [ssd] }"),
    },
    {
        name: "an operator in small letters",
        yaml: nodes("{ key: disk, operator: notIn, values: [ssd] }"),
        errors: [
            `${at}.operator is "notIn": must be one of In, NotIn, Exists, DoesNotExist, Gt, Lt; did you mean NotIn?`,
        ],
        valid: nodes("{ key: disk, operator: NotIn, values: [ssd] }"),
    },
    {
        name: "In without values",
        yaml: nodes("{ key: disk, operator: In }"),
        errors: [`${at}.values is missing: must have at least one value with operator: In`],
        valid: nodes("{ key: disk, operator: In, values: [ssd, nvme] }"),
        editor: false,
    },
    {
        name: "NotIn with no value",
        yaml: nodes("{ key: disk, operator: NotIn, values: [] }"),
        errors: [`${at}.values is []: must have at least one value with operator: NotIn`],
        valid: nodes("{ key: disk, operator: NotIn, values: [''] }"),
        editor: false,
    },
    {
        name: "Exists with values",
        yaml: nodes("{ key: disk, operator: Exists, values: [] }"),
        errors: [
            `${at}.values is []: must not be set together with operator: Exists; remove it, or use operator: In or NotIn`,
        ],
        valid: nodes("{ key: disk, operator: Exists }"),
        editor: false,
    },
    {
        name: "DoesNotExist with values",
        yaml: nodes("{ key: disk, operator: DoesNotExist, values: [ssd] }"),
        errors: [
            `${at}.values is ["ssd"]: must not be set together with operator: DoesNotExist; remove it, or use operator: In or NotIn`,
        ],
        valid: nodes("{ key: disk, operator: DoesNotExist }"),
        editor: false,
    },
    {
        name: "Gt of a word",
        yaml: nodes("{ key: cores, operator: Gt, values: [many] }"),
        errors: [`${at}.values is ["many"]: must be one whole number in quotes with operator: Gt`],
        valid: nodes("{ key: cores, operator: Gt, values: ['8'] }"),
        editor: false,
    },
    {
        name: "Lt of two numbers",
        yaml: nodes("{ key: cores, operator: Lt, values: ['8', '16'] }"),
        errors: [`${at}.values is ["8","16"]: must be one whole number in quotes with operator: Lt`],
        valid: nodes("{ key: cores, operator: Lt, values: ['16'] }"),
        editor: false,
    },
    {
        name: "Gt of a number that has no quotes",
        yaml: nodes("{ key: cores, operator: Gt, values: [8] }"),
        errors: [
            `${at}.values[0] is 8: must be a string; put it in quotes, or use pulumi config set --path --type string '${at}.values[0]' 8`,
        ],
        valid: nodes("{ key: cores, operator: Gt, values: ['8'] }"),
    },
    {
        name: "a key that is none, and a value that no label has",
        yaml: nodes("{ key: disk type, operator: In, values: [ssd, '-'] }"),
        errors: [
            `${at}.key is "disk type": ${keyRule}`,
            `${at}.values[1] is "-": must be a label value: up to 63 letters, digits, '-', '_' and '.', a letter or digit at either end`,
        ],
        valid: nodes("{ key: disk-type, operator: In, values: [ssd, hdd] }"),
        editor: false,
    },
    {
        name: "an expression without a key",
        yaml: nodes("{ operator: Exists }"),
        errors: [`${at}.key is missing: must be the key of a node label`],
        valid: nodes("{ key: disk, operator: Exists }"),
    },
    {
        name: "a term that means no node",
        yaml: nodes(""),
        errors: [
            `kafka:brokers.nodeAffinity.${must}.nodeSelectorTerms[0].matchExpressions is []: must be a list of at least one map with key, operator, values`,
        ],
        valid: nodes("{ key: disk, operator: Exists }"),
    },
    {
        name: "no term",
        yaml: `kafka:brokers: { nodeAffinity: { ${must}: { nodeSelectorTerms: [] } } }`,
        errors: [
            `kafka:brokers.nodeAffinity.${must}.nodeSelectorTerms is []: must be a list of at least one map with matchExpressions`,
        ],
        valid: nodes("{ key: disk, operator: Exists }"),
    },
    {
        name: "nodes by their fields",
        yaml: `kafka:brokers: { nodeAffinity: { ${must}: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Exists }], matchFields: [] }] } } }`,
        errors: [
            `kafka:brokers.nodeAffinity.${must}.nodeSelectorTerms[0].matchFields is unknown: valid keys are matchExpressions`,
        ],
        valid: nodes("{ key: kubernetes.io/hostname, operator: In, values: [node-1] }"),
    },
    {
        name: "the affinity of a pod",
        yaml: "kafka:zookeeper: { affinity: { nodeAffinity: {} } }",
        errors: [
            "kafka:zookeeper.affinity is unknown: valid keys are replicas, cpu, cpuLimit, memory, heap, disk, tickTime, initLimit, syncLimit, maxClientConnections, snapshotsRetained, purgeHours, logLevels, backup, spread, nodeSelector, nodeAffinity, tolerations, priorityClass",
        ],
        valid: `kafka:zookeeper: { nodeAffinity: { ${must}: { nodeSelectorTerms: [{ matchExpressions: [{ key: a, operator: Exists }] }] } } }`,
    },
    {
        name: "an affinity that says nothing",
        yaml: "kafka:zookeeper: { nodeAffinity: {} }",
        errors: [`kafka:zookeeper.nodeAffinity is {}: must have ${must} or ${better}; remove the key for neither`],
        valid: "kafka:zookeeper: {}",
        editor: false,
    },
    {
        name: "an affinity by half of its name",
        yaml: "kafka:zookeeper: { nodeAffinity: { required: {} } }",
        errors: [
            `kafka:zookeeper.nodeAffinity is {"required":{}}: must have ${must} or ${better}; remove the key for neither`,
            `kafka:zookeeper.nodeAffinity.required is unknown: valid keys are ${must}, ${better}`,
        ],
        valid: "kafka:zookeeper: {}",
    },
    {
        name: "a weight of 0",
        yaml: preferred("{ weight: 0, preference: { matchExpressions: [{ key: a, operator: Exists }] } }"),
        errors: [`kafka:kafkaManager.nodeAffinity.${better}[0].weight is 0: must be an integer from 1 to 100`],
        valid: preferred("{ weight: 1, preference: { matchExpressions: [{ key: a, operator: Exists }] } }"),
    },
    {
        name: "a weight of more than 100",
        yaml: preferred("{ weight: 101, preference: { matchExpressions: [{ key: a, operator: Exists }] } }"),
        errors: [`kafka:kafkaManager.nodeAffinity.${better}[0].weight is 101: must be an integer from 1 to 100`],
        valid: preferred("{ weight: 100, preference: { matchExpressions: [{ key: a, operator: Exists }] } }"),
    },
    {
        name: "a fault in the second preference",
        yaml: preferred(
            "{ weight: 1, preference: { matchExpressions: [{ key: a, operator: Exists }] } }, { weight: 1, preference: { matchExpressions: [{ key: a, operator: In }] } }",
        ),
        errors: [
            `kafka:kafkaManager.nodeAffinity.${better}[1].preference.matchExpressions[0].values is missing: must have at least one value with operator: In`,
        ],
        valid: preferred("{ weight: 1, preference: { matchExpressions: [{ key: a, operator: Exists }] } }"),
        editor: false,
    },
    {
        name: "no preference",
        yaml: preferred(""),
        errors: [
            `kafka:kafkaManager.nodeAffinity.${better} is []: must be a list of at least one map with weight and preference`,
        ],
        valid: preferred("{ weight: 1, preference: { matchExpressions: [{ key: a, operator: Exists }] } }"),
    },
    {
        name: "a number of zones for pods that only prefer them",
        yaml: "kafka:brokers: { spread: { minDomains: 3 } }",
        errors: ["kafka:brokers.spread.minDomains is 3: must stand beside zones: required; set that, or remove this"],
        valid: "kafka:brokers: { spread: { zones: required, minDomains: 3 } }",
        editor: false,
    },
    {
        name: "a rack by its name, which is the scheduler's to choose",
        yaml: "kafka:brokers: { rack: { '0': a } }",
        errors: ['kafka:brokers.rack is {"0":"a"}: must be one of label, node'],
        valid: "kafka:brokers: { rack: node }",
    },
    {
        name: "several nodes",
        yaml: "kafka:brokers: { rack: nodes }",
        errors: ['kafka:brokers.rack is "nodes": must be one of label, node; did you mean node?'],
        valid: "kafka:brokers: { rack: label }",
    },
    {
        name: "one zone, which there is without",
        yaml: "kafka:zookeeper: { spread: { zones: required, minDomains: 1 } }",
        errors: ["kafka:zookeeper.spread.minDomains is 1: must be an integer from 2 to 99"],
        valid: "kafka:zookeeper: { spread: { zones: required, minDomains: 2 } }",
    },
];
