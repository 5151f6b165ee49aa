import type { BadFile } from "../refusal";

/** `kafka:storage` */
export const storage: readonly BadFile[] = [
    {
        name: "class Fast_Disks",
        yaml: "kafka:storage: { class: Fast_Disks }",
        errors: [
            "kafka:storage.class is \"Fast_Disks\": must be a DNS name: lower-case letters, digits, '-' and '.', at most 253",
        ],
        valid: "kafka:storage: { class: fast-disks }",
    },
    {
        name: "class 12",
        yaml: "kafka:storage: { class: 12 }",
        errors: [
            "kafka:storage.class is 12: must be a DNS name: lower-case letters, digits, '-' and '.', at most 253; put it in quotes, or use pulumi config set --path --type string kafka:storage.class 12",
        ],
        valid: "kafka:storage: { class: '12' }",
    },
    {
        name: "a word for a flag",
        yaml: "kafka:storage: { nfs: yes }",
        errors: ['kafka:storage.nfs is "yes": must be true or false'],
        valid: "kafka:storage: { nfs: true }",
    },
    {
        name: "nfs 1",
        yaml: "kafka:storage: { nfs: 1 }",
        errors: ["kafka:storage.nfs is 1: must be true or false"],
        valid: "kafka:storage: { nfs: true }",
    },
    {
        name: 'provisioner "ebs csi"',
        yaml: 'kafka:storage: { provisioner: "ebs csi" }',
        errors: [
            'kafka:storage.provisioner is "ebs csi": must be the name of a provisioner, such as ebs.csi.aws.com, without spaces',
        ],
        valid: "kafka:storage: { provisioner: ebs.csi.aws.com }",
    },
    {
        name: "an empty provisioner",
        yaml: 'kafka:storage: { provisioner: "" }',
        errors: [
            'kafka:storage.provisioner is "": must be the name of a provisioner, such as ebs.csi.aws.com, without spaces',
        ],
        valid: "kafka:storage: { provisioner: a }",
    },
    {
        name: "parameters as a list",
        yaml: "kafka:storage: { provisioner: a, parameters: [type] }",
        errors: ['kafka:storage.parameters is ["type"]: must be a map of parameters of the provisioner'],
        valid: "kafka:storage: { provisioner: a, parameters: { type: gp3 } }",
    },
    {
        name: "a parameter that is a number",
        yaml: "kafka:storage: { provisioner: a, parameters: { iops: 3000 } }",
        errors: [
            "kafka:storage.parameters.iops is 3000: must be a string; put it in quotes, or use pulumi config set --path --type string kafka:storage.parameters.iops 3000",
        ],
        valid: 'kafka:storage: { provisioner: a, parameters: { iops: "3000" } }',
    },
    {
        name: "mount options as a text",
        yaml: "kafka:storage: { provisioner: a, mountOptions: hard }",
        errors: ['kafka:storage.mountOptions is "hard": must be a list of mount options'],
        valid: "kafka:storage: { provisioner: a, mountOptions: [hard] }",
    },
    {
        name: "a mount option with blanks",
        yaml: 'kafka:storage: { provisioner: a, mountOptions: ["nfsvers = 4"] }',
        errors: ['kafka:storage.mountOptions[0] is "nfsvers = 4": must be a mount option, without spaces'],
        valid: "kafka:storage: { provisioner: a, mountOptions: [nfsvers=4] }",
    },
    {
        name: "provisioner: a, bindingMode Late",
        yaml: "kafka:storage: { provisioner: a, bindingMode: Late }",
        errors: ['kafka:storage.bindingMode is "Late": must be one of WaitForFirstConsumer, Immediate'],
        valid: "kafka:storage: { provisioner: a, bindingMode: Immediate }",
    },
    {
        name: "provisioner: a, reclaimPolicy Recycle",
        yaml: "kafka:storage: { provisioner: a, reclaimPolicy: Recycle }",
        errors: ['kafka:storage.reclaimPolicy is "Recycle": must be one of Retain, Delete'],
        valid: "kafka:storage: { provisioner: a, reclaimPolicy: Retain }",
    },
    {
        name: "provisioner: a, expansion on",
        yaml: "kafka:storage: { provisioner: a, expansion: on }",
        errors: ['kafka:storage.expansion is "on": must be true or false'],
        valid: "kafka:storage: { provisioner: a, expansion: true }",
    },
    {
        name: "a flag in quotes",
        yaml: 'kafka:storage: { provisioner: a, default: "true" }',
        errors: ['kafka:storage.default is "true": must be true or false; write it without quotes'],
        valid: "kafka:storage: { provisioner: a, default: true }",
    },
    {
        name: "keepOnDestroy never",
        yaml: "kafka:storage: { keepOnDestroy: never }",
        errors: ['kafka:storage.keepOnDestroy is "never": must be true or false'],
        valid: "kafka:storage: { keepOnDestroy: false }",
    },
    {
        name: "provisioner: a, name Kafka Disks",
        yaml: "kafka:storage: { provisioner: a, name: Kafka Disks }",
        errors: [
            "kafka:storage.name is \"Kafka Disks\": must be a DNS name: lower-case letters, digits, '-' and '.', at most 253",
        ],
        valid: "kafka:storage: { provisioner: a, name: kafka-disks }",
    },
    {
        name: "class and NFS",
        yaml: "kafka:storage: { class: fast, nfs: true }",
        errors: [
            "kafka:storage.nfs is true: must not be set together with kafka:storage.class, which names an existing class; remove one of the two",
        ],
        valid: "kafka:storage: { class: fast, nfs: false }",
        editor: false,
    },
    {
        name: "class and provisioner",
        yaml: "kafka:storage: { class: fast, provisioner: ebs.csi.aws.com }",
        errors: [
            'kafka:storage.provisioner is "ebs.csi.aws.com": must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
        ],
        valid: "kafka:storage: { provisioner: ebs.csi.aws.com }",
        editor: false,
    },
    {
        name: "class and name",
        yaml: "kafka:storage: { class: fast, name: disks }",
        errors: [
            'kafka:storage.name is "disks": must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
        ],
        valid: "kafka:storage: { provisioner: a, name: disks }",
        editor: false,
    },
    {
        name: "class and parameters",
        yaml: "kafka:storage: { class: fast, parameters: { type: gp3 } }",
        errors: [
            'kafka:storage.parameters is {"type":"gp3"}: must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
        ],
        valid: "kafka:storage: { provisioner: a, parameters: { type: gp3 } }",
        editor: false,
    },
    {
        name: "class and mount options",
        yaml: "kafka:storage: { class: fast, mountOptions: [hard] }",
        errors: [
            'kafka:storage.mountOptions is ["hard"]: must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
        ],
        valid: "kafka:storage: { nfs: true, mountOptions: [hard] }",
        editor: false,
    },
    {
        name: "class and binding mode",
        yaml: "kafka:storage: { class: fast, bindingMode: Immediate }",
        errors: [
            'kafka:storage.bindingMode is "Immediate": must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
        ],
        valid: "kafka:storage: { nfs: true, bindingMode: Immediate }",
        editor: false,
    },
    {
        name: "class and reclaim policy",
        yaml: "kafka:storage: { class: fast, reclaimPolicy: Retain }",
        errors: [
            'kafka:storage.reclaimPolicy is "Retain": must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
        ],
        valid: "kafka:storage: { nfs: true, reclaimPolicy: Retain }",
        editor: false,
    },
    {
        name: "class and expansion",
        yaml: "kafka:storage: { class: fast, expansion: true }",
        errors: [
            "kafka:storage.expansion is true: must not be set together with kafka:storage.class, which names an existing class; remove one of the two",
        ],
        valid: "kafka:storage: { provisioner: a, expansion: true }",
        editor: false,
    },
    {
        name: "class and default",
        yaml: "kafka:storage: { class: fast, default: true }",
        errors: [
            "kafka:storage.default is true: must not be set together with kafka:storage.class, which names an existing class; remove one of the two",
        ],
        valid: "kafka:storage: { class: fast, default: false }",
        editor: false,
    },
    {
        name: "parameters of no class",
        yaml: "kafka:storage: { parameters: { type: gp3 } }",
        errors: [
            'kafka:storage.parameters is {"type":"gp3"}: must not be set while no class is made here; set kafka:storage.provisioner (or nfs: true), or remove it',
        ],
        valid: "kafka:storage: { nfs: true, parameters: { archiveOnDelete: 'false' } }",
        editor: false,
    },
    {
        name: "a name of no class",
        yaml: "kafka:storage: { name: disks }",
        errors: [
            'kafka:storage.name is "disks": must not be set while no class is made here; set kafka:storage.provisioner (or nfs: true), or remove it',
        ],
        valid: "kafka:storage: { nfs: true, name: disks }",
        editor: false,
    },
    {
        name: "a reclaim policy of no class",
        yaml: "kafka:storage: { reclaimPolicy: Delete }",
        errors: [
            'kafka:storage.reclaimPolicy is "Delete": must not be set while no class is made here; set kafka:storage.provisioner (or nfs: true), or remove it',
        ],
        valid: "kafka:storage: { provisioner: a, reclaimPolicy: Delete }",
        editor: false,
    },
    {
        name: "expansion of no class",
        yaml: "kafka:storage: { nfs: false, expansion: true }",
        errors: [
            "kafka:storage.expansion is true: must not be set while no class is made here; set kafka:storage.provisioner (or nfs: true), or remove it",
        ],
        valid: "kafka:storage: { nfs: true, expansion: true }",
        editor: false,
    },
    {
        name: "everything beside a class",
        yaml: "kafka:storage: { provisioner: a, bindingMode: Immediate, class: fast }",
        errors: [
            'kafka:storage.provisioner is "a": must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
            'kafka:storage.bindingMode is "Immediate": must not be set together with kafka:storage.class, which names an existing class; remove one of the two',
        ],
        valid: "kafka:storage: { class: fast }",
        editor: false,
    },
];
