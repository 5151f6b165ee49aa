import type { BadFile } from "../refusal";

/** Keys that nobody knows, and groups that are no maps. */
export const structure: readonly BadFile[] = [
    {
        name: "an unknown group, nearly known",
        yaml: "kafka:zookeper: { replicas: 3 }",
        errors: ["kafka:zookeper is unknown: did you mean kafka:zookeeper?"],
        valid: "kafka:zookeeper: { replicas: 3 }",
    },
    {
        name: "a group in the wrong case",
        yaml: "kafka:kafkamanager: { enabled: false }",
        errors: ["kafka:kafkamanager is unknown: did you mean kafka:kafkaManager?"],
        valid: "kafka:kafkaManager: { enabled: false }",
    },
    {
        name: "a group in the singular",
        yaml: "kafka:broker: { replicas: 3 }",
        errors: ["kafka:broker is unknown: did you mean kafka:brokers?"],
        valid: "kafka:brokers: { replicas: 3 }",
    },
    {
        name: "a group with a hyphen",
        yaml: "kafka:kafka-manager: { enabled: true }",
        errors: ["kafka:kafka-manager is unknown: did you mean kafka:kafkaManager?"],
        valid: "kafka:kafkaManager: { enabled: true }",
    },
    {
        name: "passwords, nearly known",
        yaml: "kafka:password: { orders: hunter2hunter2 }",
        errors: ["kafka:password is unknown: did you mean kafka:passwords?"],
        valid: "{}",
    },
    {
        name: "an unknown group, far from all",
        yaml: "kafka:monitoring: { enabled: true }",
        errors: [
            "kafka:monitoring is unknown: valid keys are kafka:namespace, kafka:images, kafka:storage, kafka:zookeeper, kafka:brokers, kafka:topics, kafka:kafkaManager, kafka:metrics, kafka:security, kafka:users, kafka:allow, kafka:passwords",
        ],
        valid: "{}",
    },
    {
        name: "a field that lacks its group, and is one group's only",
        yaml: "kafka:tickTime: 2000",
        errors: ["kafka:tickTime is unknown: did you mean kafka:zookeeper.tickTime?"],
        valid: "kafka:zookeeper: { tickTime: 2000 }",
    },
    {
        name: "a field that lacks its group, and could be several's",
        yaml: "kafka:replicas: 3",
        errors: [
            "kafka:replicas is unknown: valid keys are kafka:namespace, kafka:images, kafka:storage, kafka:zookeeper, kafka:brokers, kafka:topics, kafka:kafkaManager, kafka:metrics, kafka:security, kafka:users, kafka:allow, kafka:passwords",
        ],
        valid: "kafka:brokers: { replicas: 3 }",
    },
    {
        name: "a field set without --path",
        yaml: "kafka:zookeeper.replicas: 5",
        errors: [
            "kafka:zookeeper.replicas is unknown: put replicas below kafka:zookeeper, or use pulumi config set --path kafka:zookeeper.replicas 5",
        ],
        valid: "kafka:zookeeper: { replicas: 5 }",
    },
    {
        name: "a property set without --path",
        yaml: "kafka:brokers.config.log.retention.hours: 48",
        errors: [
            "kafka:brokers.config.log.retention.hours is unknown: put log.retention.hours below kafka:brokers.config, or use pulumi config set --path 'kafka:brokers.config[\"log.retention.hours\"]' 48",
        ],
        valid: "kafka:brokers: { config: { log.retention.hours: 48 } }",
    },
    {
        name: "a property set with a path, and without --path",
        yaml: "'kafka:brokers.config[\"log.retention.hours\"]': '48'",
        errors: [
            'kafka:brokers.config[\\"log.retention.hours\\"] is unknown: put log.retention.hours below kafka:brokers.config, or use pulumi config set --path --type string \'kafka:brokers.config["log.retention.hours"]\' 48',
        ],
        valid: "kafka:brokers: { config: { log.retention.hours: '48' } }",
    },
    {
        name: "a toleration set without --path",
        yaml: "'kafka:brokers.tolerations[0].key': a",
        errors: [
            "kafka:brokers.tolerations[0].key is unknown: put key below kafka:brokers.tolerations[0], or use pulumi config set --path 'kafka:brokers.tolerations[0].key' a",
        ],
        valid: "kafka:brokers: { tolerations: [{ key: a }] }",
    },
    {
        name: "an unknown field, a letter dropped",
        yaml: "kafka:zookeeper: { replcas: 3 }",
        errors: ["kafka:zookeeper.replcas is unknown: did you mean kafka:zookeeper.replicas?"],
        valid: "kafka:zookeeper: { replicas: 3 }",
    },
    {
        name: "an unknown field, two letters swapped",
        yaml: "kafka:brokers: { relpicas: 3 }",
        errors: ["kafka:brokers.relpicas is unknown: did you mean kafka:brokers.replicas?"],
        valid: "kafka:brokers: { replicas: 3 }",
    },
    {
        name: "an unknown field, in snake case",
        yaml: "kafka:zookeeper: { tick_time: 2000 }",
        errors: ["kafka:zookeeper.tick_time is unknown: did you mean kafka:zookeeper.tickTime?"],
        valid: "kafka:zookeeper: { tickTime: 2000 }",
    },
    {
        name: "an unknown field, far from all",
        yaml: "kafka:zookeeper: { jvmOptions: -Xmx1g }",
        errors: [
            "kafka:zookeeper.jvmOptions is unknown: valid keys are replicas, cpu, cpuLimit, memory, heap, disk, tickTime, initLimit, syncLimit, maxClientConnections, snapshotsRetained, purgeHours, logLevels, backup, spread, nodeSelector, nodeAffinity, tolerations, priorityClass",
        ],
        valid: "kafka:zookeeper: { heap: 128Mi }",
    },
    {
        name: "an unknown field in a map below",
        yaml: "kafka:brokers: { spread: { host: required } }",
        errors: ["kafka:brokers.spread.host is unknown: did you mean kafka:brokers.spread.hosts?"],
        valid: "kafka:brokers: { spread: { hosts: required } }",
    },
    {
        name: "a field one level too high",
        yaml: "kafka:kafkaManager: { nodePort: 30900 }",
        errors: ["kafka:kafkaManager.nodePort is unknown: did you mean kafka:kafkaManager.service.nodePort?"],
        valid: "kafka:kafkaManager: { service: { type: NodePort, nodePort: 30900 } }",
    },
    {
        name: "an unknown field in a list",
        yaml: "kafka:brokers: { tolerations: [{ key: a, efect: NoSchedule }] }",
        errors: ["kafka:brokers.tolerations[0].efect is unknown: did you mean kafka:brokers.tolerations[0].effect?"],
        valid: "kafka:brokers: { tolerations: [{ key: a, effect: NoSchedule }] }",
    },
    {
        name: "a field of another part",
        yaml: "kafka:kafkaManager: { disk: 1Gi }",
        errors: [
            "kafka:kafkaManager.disk is unknown: valid keys are enabled, cpu, cpuLimit, memory, heap, service, ingress, username, passwordVersion, features, cluster, tuning, nodeSelector, nodeAffinity, tolerations, priorityClass",
        ],
        valid: "kafka:zookeeper: { disk: 1Gi }",
    },
    {
        name: "a group that is a text",
        yaml: "kafka:storage: fast",
        errors: ['kafka:storage is "fast": must be a map with class, nfs, provisioner, …'],
        valid: "kafka:storage: { class: fast }",
    },
    {
        name: "a group that is a number",
        yaml: "kafka:brokers: 3",
        errors: ["kafka:brokers is 3: must be a map with replicas, cpu, memory, disk, config, …"],
        valid: "kafka:brokers: { replicas: 3 }",
    },
    {
        name: "a group that is a list",
        yaml: "kafka:zookeeper: [3]",
        errors: ["kafka:zookeeper is [3]: must be a map with replicas, cpu, memory, disk, …"],
        valid: "kafka:zookeeper: { replicas: 3 }",
    },
    {
        name: "a group that is a flag",
        yaml: "kafka:kafkaManager: false",
        errors: ["kafka:kafkaManager is false: must be a map with enabled, cpu, memory, service, …"],
        valid: "kafka:kafkaManager: { enabled: false }",
    },
    {
        name: "a group without a value",
        yaml: "kafka:images:",
        errors: [
            "kafka:images is empty: must be a map with zookeeper, kafka, kafkaManager, metricsAgent, registry, pullPolicy, pullSecrets; remove the key to have the default",
        ],
        valid: "kafka:images: {}",
    },
    {
        name: "a group of the namespace that is a text",
        yaml: "kafka:namespace: kafka",
        errors: [
            'kafka:namespace is "kafka": must be a map with name, manage, labels, assignsUsers, user, group, clusterDomain',
        ],
        valid: "kafka:namespace: { name: kafka }",
    },
    {
        name: "a field without a value",
        yaml: "kafka:zookeeper: { replicas: }",
        errors: [
            "kafka:zookeeper.replicas is empty: must be an integer from 1 to 7; remove the key to have the default",
        ],
        valid: "kafka:zookeeper: { replicas: 3 }",
    },
    {
        name: "several problems, in the order of the file",
        yaml: `kafka:zookeeper: { disk: 1, replicas: 0 }
kafka:brokers: { cpuu: 1 }
kafka:namespace: { name: Kafka }`,
        errors: [
            "kafka:zookeeper.disk is 1: must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi",
            "kafka:zookeeper.replicas is 0: must be an integer from 1 to 7",
            "kafka:brokers.cpuu is unknown: did you mean kafka:brokers.cpu?",
            "kafka:namespace.name is \"Kafka\": must be a DNS label: lower-case letters, digits and '-', at most 63, no '-' at either end",
        ],
        valid: `kafka:zookeeper: { disk: 1Gi, replicas: 1 }
kafka:brokers: { cpu: 1 }
kafka:namespace: { name: kafka }`,
    },
    {
        name: "a wrong value and a rule between right ones",
        yaml: "kafka:zookeeper: { replicas: 9, syncLimit: 20 }",
        errors: [
            "kafka:zookeeper.replicas is 9: must be an integer from 1 to 7",
            "kafka:zookeeper.syncLimit is 20: must be at most kafka:zookeeper.initLimit (10); lower it, or raise the other",
        ],
        valid: "kafka:zookeeper: { replicas: 7, syncLimit: 10 }",
    },
    {
        name: "a rule between a wrong value and a right one proves nothing",
        yaml: "kafka:brokers: { memory: 2GB, heap: 3Gi }",
        errors: ['kafka:brokers.memory is "2GB": must be a memory quantity from 512Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:brokers: { memory: 4Gi, heap: 3Gi }",
    },
    {
        name: "a slip in the key that others rest on is the only problem",
        yaml: "kafka:storage: { provisoner: ebs.csi.aws.com, parameters: { type: gp3 } }",
        errors: ["kafka:storage.provisoner is unknown: did you mean kafka:storage.provisioner?"],
        valid: "kafka:storage: { provisioner: ebs.csi.aws.com, parameters: { type: gp3 } }",
    },
    {
        name: "a value of several lines stays on one",
        yaml: 'kafka:zookeeper: { priorityClass: "a\\nb" }',
        errors: [
            "kafka:zookeeper.priorityClass is \"a\\nb\": must be a DNS name: lower-case letters, digits, '-' and '.', at most 253",
        ],
        valid: "kafka:zookeeper: { priorityClass: ab }",
    },
];
