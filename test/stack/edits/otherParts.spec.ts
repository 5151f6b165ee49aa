import { cases, of } from "./cases";
import type { Case, Groups } from "./cases";

const storage = (old: Groups, wanted: Groups, ...edits: string[]) => of("storage", old, wanted, ...edits);
const made = { provisioner: "ebs.csi.aws.com" };

const line = (name: string) =>
    `kafka:${name}: a disk stays in the class it was made in; bring up a second stack with the new class and copy the topics over (MirrorMaker 2)`;

/** Refused, even where it is allowed. */
function never(one: Case, ...names: string[]): Case {
    return { ...one, edits: names.map((name) => `${name}: refused`), refused: names.map(line), allow: names };
}

function elsewhere(one: Case, name: string): Case {
    const override = `; to override, add ${JSON.stringify(name)} to kafka:allow`;
    return { ...one, edits: [`${name}: refused`], refused: [`${line(name)}${override}`] };
}

describe("judging edits of kafka:storage", () => {
    cases([
        never(storage({ class: "a" }, { class: "b" }), "storage.class a -> b"),
        never(storage({}, { class: "b" }), "storage.class unset -> b"),
        never(
            storage({ class: "a" }, made),
            "storage.class a -> unset",
            "storage.provisioner unset -> ebs.csi.aws.com",
        ),
        {
            ...storage(
                { class: "a" },
                { ...made, name: "c", parameters: { type: "gp3" } },
                "storage.class a -> unset: refused",
                "storage.provisioner unset -> ebs.csi.aws.com: refused",
                "storage.name unset -> c: nothing",
                'storage.parameters unset -> {"type":"gp3"}: nothing',
            ),
            refused: ["storage.class a -> unset", "storage.provisioner unset -> ebs.csi.aws.com"].map(line),
        },
        elsewhere(storage(made, { provisioner: "x.io/y" }), "storage.provisioner ebs.csi.aws.com -> x.io/y"),
        never(storage({}, made), "storage.provisioner unset -> ebs.csi.aws.com"),
        never(storage(made, {}), "storage.provisioner ebs.csi.aws.com -> unset"),
        never(storage(made, { ...made, name: "fast" }), "storage.name unset -> fast"),
        never(storage({ nfs: true }, {}), "storage.nfs true -> false"),
        // The name says the same, whatever else becomes of the class.
        storage(
            made,
            { ...made, name: "kafka-storage", default: true },
            "storage.name unset -> kafka-storage: nothing",
            "storage.default unset -> true: in place",
        ),
        // The class keeps its name, and disks of new pods come from it.
        elsewhere(storage(made, { ...made, nfs: true }), "storage.nfs false -> true"),
        elsewhere(
            storage(made, { ...made, parameters: { type: "gp3" } }),
            'storage.parameters unset -> {"type":"gp3"}',
        ),
        elsewhere(storage(made, { ...made, bindingMode: "Immediate" }), "storage.bindingMode unset -> Immediate"),
        never(storage({}, { nfs: true }), "storage.nfs false -> true"),
        {
            ...storage(
                made,
                { ...made, parameters: { type: "gp3" } },
                'storage.parameters unset -> {"type":"gp3"}: in place',
            ),
            allow: ['storage.parameters unset -> {"type":"gp3"}'],
            notes: [/^disks that exist stay where and as they are; only disks made from now on may differ$/m],
        },
        storage(made, { ...made, name: "kafka-storage" }, "storage.name unset -> kafka-storage: nothing"),
        storage(
            made,
            { ...made, bindingMode: "WaitForFirstConsumer" },
            "storage.bindingMode unset -> WaitForFirstConsumer: nothing",
        ),
        storage(made, { ...made, parameters: {} }, "storage.parameters unset -> {}: nothing"),
        storage(made, { ...made, reclaimPolicy: "Retain" }, "storage.reclaimPolicy unset -> Retain: nothing"),
        storage(made, { ...made, default: false }, "storage.default unset -> false: nothing"),
        {
            ...storage(made, { ...made, reclaimPolicy: "Delete" }, "storage.reclaimPolicy unset -> Delete: in place"),
            notes: [/^for disks made from now on; those that exist stay as they are$/],
        },
        storage(made, { ...made, mountOptions: ["noatime"] }, 'storage.mountOptions unset -> ["noatime"]: in place'),
        storage(made, { ...made, expansion: false }, "storage.expansion unset -> false: in place"),
        storage(made, { ...made, expansion: true }, "storage.expansion unset -> true: nothing"),
        storage({ nfs: true }, { nfs: true, expansion: true }, "storage.expansion unset -> true: in place"),
        storage(made, { ...made, default: true }, "storage.default unset -> true: in place"),
        {
            ...storage({}, { keepOnDestroy: false }, "storage.keepOnDestroy true -> false: in place"),
            notes: [
                /^from now on pulumi destroy deletes the claims of all pods, .*; only disks whose class has reclaimPolicy Retain stay, as released/,
            ],
        },
        storage({ keepOnDestroy: false }, {}, "storage.keepOnDestroy false -> true: in place"),
        storage(
            { nfs: true },
            { nfs: true, provisioner: "k8s-sigs.io/nfs-subdir-external-provisioner" },
            "storage.provisioner unset -> k8s-sigs.io/nfs-subdir-external-provisioner: nothing",
        ),
    ]);
});

const everything = "rolls zookeeper+brokers+kafkaManager";

describe("judging edits of kafka:namespace", () => {
    cases([
        {
            ...of("namespace", {}, { name: "other" }, "namespace.name kafka -> other: refused"),
            refused: [
                "kafka:namespace.name kafka -> other: everything would be recreated there, without the records; " +
                    "keep it; for another namespace bring up a second stack and copy the topics over (MirrorMaker 2), or pulumi destroy first, if nothing was written",
            ],
            allow: ["namespace.name kafka -> other"],
        },
        {
            ...of(
                "namespace",
                {},
                { clusterDomain: "k8s.example" },
                "namespace.clusterDomain cluster.local -> k8s.example: refused",
            ),
            refused: [
                "kafka:namespace.clusterDomain cluster.local -> k8s.example: servers and brokers know each other by addresses that end in it, " +
                    "and would not find each other one by one; keep it; if it never was right, pulumi destroy and pulumi up again, " +
                    "with kafka:storage.keepOnDestroy: true the disks stay",
            ],
            allow: ["namespace.clusterDomain cluster.local -> k8s.example"],
        },
        of("namespace", {}, { labels: { team: "data" } }, 'namespace.labels {} -> {"team":"data"}: in place'),
        of("namespace", { manage: false }, {}, "namespace.manage false -> true: in place"),
        {
            ...of(
                "namespace",
                { labels: { team: "data" } },
                { manage: false },
                "namespace.manage true -> false: nothing",
                'namespace.labels {"team":"data"} -> {}: nothing',
            ),
            notes: [/^the namespace keeps the labels that it has$/],
        },
        of(
            "namespace",
            {},
            { assignsUsers: true },
            "namespace.assignsUsers false -> true: rolls zookeeper+brokers+kafkaManager",
        ),
        // Files of the old user can be written by the new one when their group is given away, and not else.
        {
            ...of("namespace", {}, { user: 2000 }, "namespace.user unset -> 2000: refused"),
            refused: [
                "kafka:namespace.user unset -> 2000: files on the disks that exist belong to the old user, and the new one could not write them; " +
                    "change kafka:namespace.group in the same edit, for example to 2000: then each disk is given to the new group",
            ],
            allow: ["namespace.user unset -> 2000"],
        },
        {
            ...of(
                "namespace",
                {},
                { user: 2000, group: 2000 },
                `namespace.user unset -> 2000: ${everything}`,
                `namespace.group unset -> 2000: ${everything}`,
            ),
            notes: [
                /^each disk is given to the new group when its pod mounts it, where the storage can do that \(fsGroup\)$/,
            ],
        },
        {
            ...of("namespace", {}, { group: 2000 }, `namespace.group unset -> 2000: ${everything}`),
            notes: [/^each disk is given to the new group/],
        },
        of(
            "namespace",
            {},
            { user: 1000, group: 1000 },
            "namespace.user unset -> 1000: nothing",
            "namespace.group unset -> 1000: nothing",
        ),
        of(
            "namespace",
            { assignsUsers: true },
            { user: 2000 },
            `namespace.assignsUsers true -> false: ${everything}`,
            `namespace.user unset -> 2000: ${everything}`,
        ),
        of("namespace", { labels: { a: "1", b: "2" } }, { labels: { b: "2", a: "1" } }),
    ]);
});
