import type { BadFile } from "../refusal";

/** `kafka:brokers`, without `config`. */
export const brokers: readonly BadFile[] = [
    {
        name: "replicas 0",
        yaml: "kafka:brokers: { replicas: 0 }",
        errors: ["kafka:brokers.replicas is 0: must be an integer from 1 to 99"],
        valid: "kafka:brokers: { replicas: 1 }",
    },
    {
        name: "replicas 100",
        yaml: "kafka:brokers: { replicas: 100 }",
        errors: ["kafka:brokers.replicas is 100: must be an integer from 1 to 99"],
        valid: "kafka:brokers: { replicas: 99 }",
    },
    {
        name: "replicas three",
        yaml: "kafka:brokers: { replicas: three }",
        errors: ['kafka:brokers.replicas is "three": must be an integer from 1 to 99'],
        valid: "kafka:brokers: { replicas: 3 }",
    },
    {
        name: "replicas [3]",
        yaml: "kafka:brokers: { replicas: [3] }",
        errors: ["kafka:brokers.replicas is [3]: must be an integer from 1 to 99"],
        valid: "kafka:brokers: { replicas: 3 }",
    },
    {
        name: "clientAddressSeconds 121",
        yaml: "kafka:brokers: { clientAddressSeconds: 121 }",
        errors: ["kafka:brokers.clientAddressSeconds is 121: must be an integer from 0 to 120"],
        valid: "kafka:brokers: { clientAddressSeconds: 120 }",
    },
    {
        name: "clientAddressSeconds never",
        yaml: "kafka:brokers: { clientAddressSeconds: never }",
        errors: ['kafka:brokers.clientAddressSeconds is "never": must be an integer from 0 to 120'],
        valid: "kafka:brokers: { clientAddressSeconds: 0 }",
    },
    {
        name: "cpu 0.001",
        yaml: "kafka:brokers: { cpu: 0.001 }",
        errors: ["kafka:brokers.cpu is 0.001: must be a cpu quantity from 10m to 256, such as 500m or 2"],
        valid: "kafka:brokers: { cpu: 0.01 }",
    },
    {
        name: "cpuLimit lots",
        yaml: "kafka:brokers: { cpuLimit: lots }",
        errors: ['kafka:brokers.cpuLimit is "lots": must be a cpu quantity from 10m to 256, such as 500m or 2'],
        valid: "kafka:brokers: { cpuLimit: 4 }",
    },
    {
        name: "cpuLimit below cpu",
        yaml: "kafka:brokers: { cpu: 2, cpuLimit: 1 }",
        errors: ["kafka:brokers.cpuLimit is 1: must be at least kafka:brokers.cpu (2); raise it, or remove it"],
        valid: "kafka:brokers: { cpu: 2, cpuLimit: 2 }",
        editor: false,
    },
    {
        name: "cpuLimit below the default cpu",
        yaml: "kafka:brokers: { cpuLimit: 499m }",
        errors: ['kafka:brokers.cpuLimit is "499m": must be at least kafka:brokers.cpu (500m); raise it, or remove it'],
        valid: "kafka:brokers: { cpuLimit: 500m }",
        editor: false,
    },
    {
        name: "memory 511Mi",
        yaml: "kafka:brokers: { memory: 511Mi }",
        errors: ['kafka:brokers.memory is "511Mi": must be a memory quantity from 512Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:brokers: { memory: 512Mi }",
        editor: false,
    },
    {
        name: "memory 5Ti",
        yaml: "kafka:brokers: { memory: 5Ti }",
        errors: ['kafka:brokers.memory is "5Ti": must be a memory quantity from 512Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:brokers: { memory: 4Ti }",
        editor: false,
    },
    {
        name: "memory 2 Gi",
        yaml: "kafka:brokers: { memory: 2 Gi }",
        errors: ['kafka:brokers.memory is "2 Gi": must be a memory quantity from 512Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:brokers: { memory: 2Gi }",
    },
    {
        name: "memory 1e9x",
        yaml: "kafka:brokers: { memory: 1e9x }",
        errors: ['kafka:brokers.memory is "1e9x": must be a memory quantity from 512Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:brokers: { memory: 1e9 }",
    },
    {
        name: "heap 127Mi",
        yaml: "kafka:brokers: { heap: 127Mi }",
        errors: ['kafka:brokers.heap is "127Mi": must be a memory quantity from 128Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:brokers: { heap: 128Mi }",
        editor: false,
    },
    {
        name: "heap beyond the default memory",
        yaml: "kafka:brokers: { heap: 2Gi }",
        errors: [
            'kafka:brokers.heap is "2Gi": must be at most 1638Mi, to leave the rest of kafka:brokers.memory (2Gi) to the JVM itself; lower it, raise the memory, or remove it',
        ],
        valid: "kafka:brokers: { heap: 1Gi }",
        editor: false,
    },
    {
        name: "heap that leaves too little",
        yaml: "kafka:brokers: { memory: 512Mi, heap: 257Mi }",
        errors: [
            'kafka:brokers.heap is "257Mi": must be at most 256Mi, to leave the rest of kafka:brokers.memory (512Mi) to the JVM itself; lower it, raise the memory, or remove it',
        ],
        valid: "kafka:brokers: { memory: 512Mi, heap: 256Mi }",
        editor: false,
    },
    {
        name: "heap that leaves no room for a tool",
        yaml: "kafka:brokers: { memory: 640Mi, heap: 512Mi }",
        errors: [
            'kafka:brokers.heap is "512Mi": must be at most 384Mi, to leave the rest of kafka:brokers.memory (640Mi) to the JVM itself; lower it, raise the memory, or remove it',
        ],
        valid: "kafka:brokers: { memory: 640Mi, heap: 384Mi }",
        editor: false,
    },
    {
        name: "disk ten",
        yaml: "kafka:brokers: { disk: ten }",
        errors: [
            'kafka:brokers.disk is "ten": must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi',
        ],
        valid: "kafka:brokers: { disk: 10Gi }",
    },
    {
        name: "disk -10Gi",
        yaml: "kafka:brokers: { disk: -10Gi }",
        errors: [
            'kafka:brokers.disk is "-10Gi": must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi',
        ],
        valid: "kafka:brokers: { disk: 10Gi }",
    },
    {
        name: "disk 100",
        yaml: "kafka:brokers: { disk: 100 }",
        errors: [
            "kafka:brokers.disk is 100: must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi",
        ],
        valid: "kafka:brokers: { disk: 100Gi }",
    },
    {
        name: "config as a text",
        yaml: "kafka:brokers: { config: log.retention.hours=48 }",
        errors: ['kafka:brokers.config is "log.retention.hours=48": must be a map of broker properties'],
        valid: "kafka:brokers: { config: { log.retention.hours: 48 } }",
    },
    {
        name: "config as a list",
        yaml: "kafka:brokers: { config: [] }",
        errors: ["kafka:brokers.config is []: must be a map of broker properties"],
        valid: "kafka:brokers: { config: {} }",
    },
    {
        name: "a word nearly right",
        yaml: "kafka:brokers: { spread: { zones: prefered } }",
        errors: [
            'kafka:brokers.spread.zones is "prefered": must be one of off, preferred, required; did you mean preferred?',
        ],
        valid: "kafka:brokers: { spread: { zones: preferred } }",
    },
    {
        name: "an operator that is none",
        yaml: "kafka:brokers: { tolerations: [{ key: a, operator: In }] }",
        errors: ['kafka:brokers.tolerations[0].operator is "In": must be one of Exists, Equal'],
        valid: "kafka:brokers: { tolerations: [{ key: a, operator: Exists }] }",
    },
    {
        name: "a node label set with --path, a flag",
        yaml: "kafka:brokers: { nodeSelector: { dedicated: true } }",
        errors: [
            "kafka:brokers.nodeSelector.dedicated is true: must be a string; put it in quotes, or use pulumi config set --path --type string kafka:brokers.nodeSelector.dedicated true",
        ],
        valid: "kafka:brokers: { nodeSelector: { dedicated: 'true' } }",
    },
    {
        name: "a node label that is a fraction",
        yaml: "kafka:brokers: { nodeSelector: { version: 1.5 } }",
        errors: ["kafka:brokers.nodeSelector.version is 1.5: must be a string; put it in quotes"],
        valid: "kafka:brokers: { nodeSelector: { version: '1.5' } }",
    },
    {
        name: "a node label with dots, set with --path and without quotes",
        yaml: "kafka:brokers: { nodeSelector: { kubernetes: { io/arch: amd64 } } }",
        errors: [
            'kafka:brokers.nodeSelector.kubernetes is a map: must be a string; write the whole name as one key, kafka:brokers.nodeSelector["kubernetes.io/arch"]: pulumi config rm --path kafka:brokers.nodeSelector.kubernetes && pulumi config set --path \'kafka:brokers.nodeSelector["kubernetes.io/arch"]\' amd64',
        ],
        valid: "kafka:brokers: { nodeSelector: { kubernetes.io/arch: amd64 } }",
    },
    {
        name: "a list for a node label",
        yaml: "kafka:brokers: { nodeSelector: { zone: [a] } }",
        errors: ['kafka:brokers.nodeSelector.zone is ["a"]: must be a string'],
        valid: "kafka:brokers: { nodeSelector: { zone: a } }",
    },
    {
        name: "a fault in the second toleration",
        yaml: "kafka:brokers: { tolerations: [{ key: a }, { key: b, operator: Exists, value: c }] }",
        errors: [
            'kafka:brokers.tolerations[1].value is "c": must not be set together with operator: Exists; remove it, or use operator: Equal',
        ],
        valid: "kafka:brokers: { tolerations: [{ key: a }, { key: b, operator: Exists }] }",
        editor: false,
    },
    {
        name: "node labels as a text",
        yaml: "kafka:brokers: { nodeSelector: ssd }",
        errors: ['kafka:brokers.nodeSelector is "ssd": must be a map of node labels'],
        valid: "kafka:brokers: { nodeSelector: { disk: ssd } }",
    },
    {
        name: "priority class as a map",
        yaml: "kafka:brokers: { priorityClass: { name: high } }",
        errors: [
            "kafka:brokers.priorityClass is {\"name\":\"high\"}: must be a DNS name: lower-case letters, digits, '-' and '.', at most 253",
        ],
        valid: "kafka:brokers: { priorityClass: high }",
    },
];
