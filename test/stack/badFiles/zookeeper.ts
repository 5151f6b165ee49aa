import type { BadFile } from "../refusal";

/** `kafka:zookeeper`: size and clock. */
export const zookeeper: readonly BadFile[] = [
    {
        name: "replicas 0",
        yaml: "kafka:zookeeper: { replicas: 0 }",
        errors: ["kafka:zookeeper.replicas is 0: must be an integer from 1 to 7"],
        valid: "kafka:zookeeper: { replicas: 1 }",
    },
    {
        name: "a backup without a map",
        yaml: "kafka:zookeeper: { backup: true }",
        errors: ["kafka:zookeeper.backup is true: must be a map with schedule, keep, disk"],
        valid: "kafka:zookeeper: { backup: {} }",
    },
    {
        name: "a backup every day, in words",
        yaml: "kafka:zookeeper: { backup: { schedule: every day } }",
        errors: [
            'kafka:zookeeper.backup.schedule is "every day": must be a cron expression of five fields, such as "0 3 * * *"',
        ],
        valid: 'kafka:zookeeper: { backup: { schedule: "@daily" } }',
    },
    {
        name: "a schedule with seconds",
        yaml: 'kafka:zookeeper: { backup: { schedule: "0 0 3 * * *" } }',
        errors: [
            'kafka:zookeeper.backup.schedule is "0 0 3 * * *": must be a cron expression of five fields, such as "0 3 * * *"',
        ],
        valid: 'kafka:zookeeper: { backup: { schedule: "0 3 * * *" } }',
    },
    {
        name: "no backup kept",
        yaml: "kafka:zookeeper: { backup: { keep: 0 } }",
        errors: ["kafka:zookeeper.backup.keep is 0: must be an integer from 1 to 1000"],
        valid: "kafka:zookeeper: { backup: { keep: 1 } }",
    },
    {
        name: "backups on a disk too small",
        yaml: "kafka:zookeeper: { backup: { disk: 1Mi } }",
        errors: [
            'kafka:zookeeper.backup.disk is "1Mi": must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi',
        ],
        valid: "kafka:zookeeper: { backup: { disk: 64Mi } }",
        editor: false,
    },
    {
        name: "a field that backups do not have",
        yaml: "kafka:zookeeper: { backup: { retain: 3 } }",
        errors: ["kafka:zookeeper.backup.retain is unknown: valid keys are schedule, keep, disk"],
        valid: "kafka:zookeeper: { backup: { keep: 3 } }",
    },
    {
        name: "replicas 8",
        yaml: "kafka:zookeeper: { replicas: 8 }",
        errors: ["kafka:zookeeper.replicas is 8: must be an integer from 1 to 7"],
        valid: "kafka:zookeeper: { replicas: 7 }",
    },
    {
        name: "replicas 2.5",
        yaml: "kafka:zookeeper: { replicas: 2.5 }",
        errors: ["kafka:zookeeper.replicas is 2.5: must be an integer from 1 to 7"],
        valid: "kafka:zookeeper: { replicas: 2 }",
    },
    {
        name: "replicas in quotes",
        yaml: 'kafka:zookeeper: { replicas: "3" }',
        errors: ['kafka:zookeeper.replicas is "3": must be an integer from 1 to 7; write it without quotes'],
        valid: "kafka:zookeeper: { replicas: 3 }",
    },
    {
        name: "replicas true",
        yaml: "kafka:zookeeper: { replicas: true }",
        errors: ["kafka:zookeeper.replicas is true: must be an integer from 1 to 7"],
        valid: "kafka:zookeeper: { replicas: 1 }",
    },
    {
        name: "replicas -3",
        yaml: "kafka:zookeeper: { replicas: -3 }",
        errors: ["kafka:zookeeper.replicas is -3: must be an integer from 1 to 7"],
        valid: "kafka:zookeeper: { replicas: 3 }",
    },
    {
        name: "cpu 0",
        yaml: "kafka:zookeeper: { cpu: 0 }",
        errors: ["kafka:zookeeper.cpu is 0: must be a cpu quantity from 10m to 256, such as 500m or 2"],
        valid: "kafka:zookeeper: { cpu: 10m }",
    },
    {
        name: "cpu 9m",
        yaml: "kafka:zookeeper: { cpu: 9m }",
        errors: ['kafka:zookeeper.cpu is "9m": must be a cpu quantity from 10m to 256, such as 500m or 2'],
        valid: "kafka:zookeeper: { cpu: 10m }",
        editor: false,
    },
    {
        name: "cpu -1",
        yaml: "kafka:zookeeper: { cpu: -1 }",
        errors: ["kafka:zookeeper.cpu is -1: must be a cpu quantity from 10m to 256, such as 500m or 2"],
        valid: "kafka:zookeeper: { cpu: 1 }",
    },
    {
        name: "cpu 257",
        yaml: "kafka:zookeeper: { cpu: 257 }",
        errors: ["kafka:zookeeper.cpu is 257: must be a cpu quantity from 10m to 256, such as 500m or 2"],
        valid: "kafka:zookeeper: { cpu: 256 }",
    },
    {
        name: "cpu half",
        yaml: "kafka:zookeeper: { cpu: half }",
        errors: ['kafka:zookeeper.cpu is "half": must be a cpu quantity from 10m to 256, such as 500m or 2'],
        valid: "kafka:zookeeper: { cpu: 500m }",
    },
    {
        name: 'cpu "500 m"',
        yaml: 'kafka:zookeeper: { cpu: "500 m" }',
        errors: ['kafka:zookeeper.cpu is "500 m": must be a cpu quantity from 10m to 256, such as 500m or 2'],
        valid: "kafka:zookeeper: { cpu: 500m }",
    },
    {
        name: "memory 191Mi",
        yaml: "kafka:zookeeper: { memory: 191Mi }",
        errors: [
            'kafka:zookeeper.memory is "191Mi": must be a memory quantity from 192Mi to 4Ti, such as 512Mi or 2Gi',
        ],
        valid: "kafka:zookeeper: { memory: 192Mi }",
        editor: false,
    },
    {
        name: "memory 512MB",
        yaml: "kafka:zookeeper: { memory: 512MB }",
        errors: [
            'kafka:zookeeper.memory is "512MB": must be a memory quantity from 192Mi to 4Ti, such as 512Mi or 2Gi',
        ],
        valid: "kafka:zookeeper: { memory: 512M }",
    },
    {
        name: "memory 1gb",
        yaml: "kafka:zookeeper: { memory: 1gb }",
        errors: ['kafka:zookeeper.memory is "1gb": must be a memory quantity from 192Mi to 4Ti, such as 512Mi or 2Gi'],
        valid: "kafka:zookeeper: { memory: 1G }",
    },
    {
        name: "memory 512",
        yaml: "kafka:zookeeper: { memory: 512 }",
        errors: ["kafka:zookeeper.memory is 512: must be a memory quantity from 192Mi to 4Ti, such as 512Mi or 2Gi"],
        valid: "kafka:zookeeper: { memory: 512Mi }",
    },
    {
        name: "memory { size: 1Gi }",
        yaml: "kafka:zookeeper: { memory: { size: 1Gi } }",
        errors: [
            'kafka:zookeeper.memory is {"size":"1Gi"}: must be a memory quantity from 192Mi to 4Ti, such as 512Mi or 2Gi',
        ],
        valid: "kafka:zookeeper: { memory: 1Gi }",
    },
    {
        name: "disk 63Mi",
        yaml: "kafka:zookeeper: { disk: 63Mi }",
        errors: [
            'kafka:zookeeper.disk is "63Mi": must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi',
        ],
        valid: "kafka:zookeeper: { disk: 64Mi }",
        editor: false,
    },
    {
        name: "disk with a fraction of a byte",
        yaml: "kafka:zookeeper: { disk: 0.3Gi }",
        errors: [
            'kafka:zookeeper.disk is "0.3Gi": must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi',
        ],
        valid: "kafka:zookeeper: { disk: 0.5Gi }",
        editor: false,
    },
    {
        name: "disk 65Ti",
        yaml: "kafka:zookeeper: { disk: 65Ti }",
        errors: [
            'kafka:zookeeper.disk is "65Ti": must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi',
        ],
        valid: "kafka:zookeeper: { disk: 64Ti }",
        editor: false,
    },
    {
        name: "disk 10GiB",
        yaml: "kafka:zookeeper: { disk: 10GiB }",
        errors: [
            'kafka:zookeeper.disk is "10GiB": must be a storage quantity of whole bytes from 64Mi to 64Ti, such as 10Gi',
        ],
        valid: "kafka:zookeeper: { disk: 10Gi }",
    },
    {
        name: "tickTime 499",
        yaml: "kafka:zookeeper: { tickTime: 499 }",
        errors: ["kafka:zookeeper.tickTime is 499: must be an integer from 500 to 10000"],
        valid: "kafka:zookeeper: { tickTime: 500 }",
    },
    {
        name: "tickTime 2s",
        yaml: "kafka:zookeeper: { tickTime: 2s }",
        errors: ['kafka:zookeeper.tickTime is "2s": must be an integer from 500 to 10000'],
        valid: "kafka:zookeeper: { tickTime: 2000 }",
    },
    {
        name: "initLimit below",
        yaml: "kafka:zookeeper: { initLimit: 1, syncLimit: 2 }",
        errors: ["kafka:zookeeper.initLimit is 1: must be an integer from 2 to 100"],
        valid: "kafka:zookeeper: { initLimit: 2, syncLimit: 2 }",
    },
    {
        name: "syncLimit 101",
        yaml: "kafka:zookeeper: { syncLimit: 101 }",
        errors: ["kafka:zookeeper.syncLimit is 101: must be an integer from 2 to 100"],
        valid: "kafka:zookeeper: { syncLimit: 10 }",
    },
    {
        name: "syncLimit beyond initLimit",
        yaml: "kafka:zookeeper: { syncLimit: 11 }",
        errors: [
            "kafka:zookeeper.syncLimit is 11: must be at most kafka:zookeeper.initLimit (10); lower it, or raise the other",
        ],
        valid: "kafka:zookeeper: { syncLimit: 10 }",
        editor: false,
    },
    {
        name: "maxClientConnections -1",
        yaml: "kafka:zookeeper: { maxClientConnections: -1 }",
        errors: ["kafka:zookeeper.maxClientConnections is -1: must be an integer from 10 to 10000, or 0 for no limit"],
        valid: "kafka:zookeeper: { maxClientConnections: 0 }",
    },
    {
        name: "maxClientConnections 9",
        yaml: "kafka:zookeeper: { maxClientConnections: 9 }",
        errors: ["kafka:zookeeper.maxClientConnections is 9: must be an integer from 10 to 10000, or 0 for no limit"],
        valid: "kafka:zookeeper: { maxClientConnections: 10 }",
    },
    {
        name: "snapshotsRetained 2",
        yaml: "kafka:zookeeper: { snapshotsRetained: 2 }",
        errors: ["kafka:zookeeper.snapshotsRetained is 2: must be an integer from 3 to 100"],
        valid: "kafka:zookeeper: { snapshotsRetained: 3 }",
    },
    {
        name: "purgeHours 0",
        yaml: "kafka:zookeeper: { purgeHours: 0 }",
        errors: ["kafka:zookeeper.purgeHours is 0: must be an integer from 1 to 168"],
        valid: "kafka:zookeeper: { purgeHours: 1 }",
    },
];
