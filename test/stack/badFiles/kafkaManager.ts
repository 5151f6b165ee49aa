import type { BadFile } from "../refusal";

/** `kafka:kafkaManager` */
export const kafkaManager: readonly BadFile[] = [
    {
        name: "a flag in quotes",
        yaml: 'kafka:kafkaManager: { enabled: "false" }',
        errors: ['kafka:kafkaManager.enabled is "false": must be true or false; write it without quotes'],
        valid: "kafka:kafkaManager: { enabled: false }",
    },
    {
        name: "cpu 1m",
        yaml: "kafka:kafkaManager: { cpu: 1m }",
        errors: ['kafka:kafkaManager.cpu is "1m": must be a cpu quantity from 10m to 256, such as 500m or 2'],
        valid: "kafka:kafkaManager: { cpu: 10m }",
        editor: false,
    },
    {
        name: "memory 256Mi",
        yaml: "kafka:kafkaManager: { memory: 256Mi }",
        errors: [
            'kafka:kafkaManager.memory is "256Mi": must be a memory quantity from 384Mi to 4Ti, such as 512Mi or 2Gi',
        ],
        valid: "kafka:kafkaManager: { memory: 384Mi }",
        editor: false,
    },
    {
        name: "heap 32Mi",
        yaml: "kafka:kafkaManager: { heap: 32Mi }",
        errors: ['kafka:kafkaManager.heap is "32Mi": must be a memory quantity from 64Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:kafkaManager: { heap: 64Mi }",
        editor: false,
    },
    {
        name: "heap that leaves too little",
        yaml: "kafka:kafkaManager: { memory: 384Mi, heap: 289Mi }",
        errors: [
            'kafka:kafkaManager.heap is "289Mi": must be at most 288Mi, to leave the rest of kafka:kafkaManager.memory (384Mi) to the JVM itself; lower it, raise the memory, or remove it',
        ],
        valid: "kafka:kafkaManager: { memory: 384Mi, heap: 288Mi }",
        editor: false,
    },
    {
        name: "cpuLimit below cpu",
        yaml: "kafka:kafkaManager: { cpuLimit: 100m }",
        errors: [
            'kafka:kafkaManager.cpuLimit is "100m": must be at least kafka:kafkaManager.cpu (250m); raise it, or remove it',
        ],
        valid: "kafka:kafkaManager: { cpuLimit: 250m }",
        editor: false,
    },
    {
        name: "service as a text",
        yaml: "kafka:kafkaManager: { service: NodePort }",
        errors: ['kafka:kafkaManager.service is "NodePort": must be a map with type and nodePort'],
        valid: "kafka:kafkaManager: { service: { type: NodePort } }",
    },
    {
        name: "a type that is none",
        yaml: "kafka:kafkaManager: { service: { type: Ingress } }",
        errors: ['kafka:kafkaManager.service.type is "Ingress": must be one of ClusterIP, NodePort, LoadBalancer'],
        valid: "kafka:kafkaManager: { service: { type: LoadBalancer } }",
    },
    {
        name: "a node port out of range",
        yaml: "kafka:kafkaManager: { service: { type: NodePort, nodePort: 9000 } }",
        errors: ["kafka:kafkaManager.service.nodePort is 9000: must be an integer from 30000 to 32767"],
        valid: "kafka:kafkaManager: { service: { type: NodePort, nodePort: 30000 } }",
    },
    {
        name: "a node port without NodePort",
        yaml: "kafka:kafkaManager: { service: { nodePort: 30900 } }",
        errors: [
            "kafka:kafkaManager.service.nodePort is 30900: must not be set while kafka:kafkaManager.service.type is ClusterIP; set the type to NodePort, or remove it",
        ],
        valid: "kafka:kafkaManager: { service: { type: NodePort, nodePort: 30900 } }",
        editor: false,
    },
    {
        name: "a node port of a load balancer",
        yaml: "kafka:kafkaManager: { service: { type: LoadBalancer, nodePort: 30900 } }",
        errors: [
            "kafka:kafkaManager.service.nodePort is 30900: must not be set while kafka:kafkaManager.service.type is LoadBalancer; set the type to NodePort, or remove it",
        ],
        valid: "kafka:kafkaManager: { service: { type: LoadBalancer } }",
        editor: false,
    },
    {
        name: "a colon in the username",
        yaml: "kafka:kafkaManager: { username: 'ops:admin' }",
        errors: ["kafka:kafkaManager.username is \"ops:admin\": must be 1 to 64 letters, digits, '.', '_', '@' or '-'"],
        valid: "kafka:kafkaManager: { username: ops.admin }",
    },
    {
        name: "an empty username",
        yaml: 'kafka:kafkaManager: { username: "" }',
        errors: ["kafka:kafkaManager.username is \"\": must be 1 to 64 letters, digits, '.', '_', '@' or '-'"],
        valid: "kafka:kafkaManager: { username: a }",
    },
    {
        name: "passwordVersion 0",
        yaml: "kafka:kafkaManager: { passwordVersion: 0 }",
        errors: ["kafka:kafkaManager.passwordVersion is 0: must be an integer from 1 to 1000000"],
        valid: "kafka:kafkaManager: { passwordVersion: 1 }",
    },
    {
        name: "features as a text",
        yaml: "kafka:kafkaManager: { features: all }",
        errors: [
            'kafka:kafkaManager.features is "all": must be a list of KMClusterManagerFeature, KMTopicManagerFeature, KMPreferredReplicaElectionFeature, KMReassignPartitionsFeature, KMScheduleLeaderElectionFeature',
        ],
        valid: "kafka:kafkaManager: { features: [KMClusterManagerFeature] }",
    },
    {
        name: "a feature that is none",
        yaml: "kafka:kafkaManager: { features: [KMTopicManager] }",
        errors: [
            'kafka:kafkaManager.features[0] is "KMTopicManager": must be one of KMClusterManagerFeature, KMTopicManagerFeature, KMPreferredReplicaElectionFeature, KMReassignPartitionsFeature, KMScheduleLeaderElectionFeature',
        ],
        valid: "kafka:kafkaManager: { features: [KMTopicManagerFeature] }",
    },
    {
        name: "a feature twice",
        yaml: "kafka:kafkaManager: { features: [KMClusterManagerFeature, KMClusterManagerFeature] }",
        errors: ['kafka:kafkaManager.features[1] is "KMClusterManagerFeature": must be listed once; remove it'],
        valid: "kafka:kafkaManager: { features: [] }",
        editor: false,
    },
    {
        name: "cluster as a text",
        yaml: "kafka:kafkaManager: { cluster: prod }",
        errors: ['kafka:kafkaManager.cluster is "prod": must be a map with name, jmx, pollConsumers, …'],
        valid: "kafka:kafkaManager: { cluster: { name: prod } }",
    },
    {
        name: "a blank in the cluster's name",
        yaml: "kafka:kafkaManager: { cluster: { name: 'my cluster' } }",
        errors: [
            "kafka:kafkaManager.cluster.name is \"my cluster\": must be 1 to 250 letters, digits, '.', '_' or '-', and not '.' or '..'",
        ],
        valid: "kafka:kafkaManager: { cluster: { name: my-cluster } }",
    },
    {
        name: "a cluster's name of two dots",
        yaml: "kafka:kafkaManager: { cluster: { name: '..' } }",
        errors: [
            "kafka:kafkaManager.cluster.name is \"..\": must be 1 to 250 letters, digits, '.', '_' or '-', and not '.' or '..'",
        ],
        valid: "kafka:kafkaManager: { cluster: { name: '...' } }",
    },
    {
        name: "a word for a flag",
        yaml: "kafka:kafkaManager: { cluster: { jmx: off } }",
        errors: ['kafka:kafkaManager.cluster.jmx is "off": must be true or false'],
        valid: "kafka:kafkaManager: { cluster: { jmx: false } }",
    },
    {
        name: "filter without poll",
        yaml: "kafka:kafkaManager: { cluster: { filterConsumers: true, pollConsumers: false } }",
        errors: [
            "kafka:kafkaManager.cluster.filterConsumers is true: must be false while kafka:kafkaManager.cluster.pollConsumers is false; change one of the two",
        ],
        valid: "kafka:kafkaManager: { cluster: { filterConsumers: true } }",
        editor: false,
    },
    {
        name: "sizes without JMX",
        yaml: "kafka:kafkaManager: { cluster: { displaySizes: true, jmx: false } }",
        errors: [
            "kafka:kafkaManager.cluster.displaySizes is true: must be false while kafka:kafkaManager.cluster.jmx is false; change one of the two",
        ],
        valid: "kafka:kafkaManager: { cluster: { displaySizes: true } }",
        editor: false,
    },
    {
        name: "a toleration without a key",
        yaml: "kafka:kafkaManager: { tolerations: [{ operator: Equal, value: a }] }",
        errors: [
            'kafka:kafkaManager.tolerations[0] is {"operator":"Equal","value":"a"}: must have a key, or operator: Exists to tolerate every taint',
        ],
        valid: "kafka:kafkaManager: { tolerations: [{ operator: Exists }] }",
        editor: false,
    },
    {
        name: "a letter too few",
        yaml: "kafka:kafkaManager: { cluster: { pollConsumer: true } }",
        errors: [
            "kafka:kafkaManager.cluster.pollConsumer is unknown: did you mean kafka:kafkaManager.cluster.pollConsumers?",
        ],
        valid: "kafka:kafkaManager: { cluster: { pollConsumers: true } }",
    },
    {
        name: "wrong values while the console is off",
        yaml: "kafka:kafkaManager: { enabled: false, memory: 1 }",
        errors: ["kafka:kafkaManager.memory is 1: must be a memory quantity from 384Mi to 4Ti, such as 512Mi or 2Gi"],
        valid: "kafka:kafkaManager: { enabled: false, service: { nodePort: 30900 }, cluster: { displaySizes: true, jmx: false } }",
    },
];
