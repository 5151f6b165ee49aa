import { quantity } from "../../../model/quantity";
import { cases } from "../../stack/edits/cases";
import type { Case, Groups } from "../../stack/edits/cases";

/** An edit of the brokers' disks in such a storage. */
function disks(from: string, to: string, verdict: string, storage: Groups = {}): Case {
    return {
        old: { brokers: { disk: from }, storage },
        wanted: { brokers: { disk: to }, storage },
        edits: [`brokers.disk ${from} -> ${to}: ${verdict}`],
    };
}

const grows = (verdict: string, storage?: Groups) => disks("10Gi", "20Gi", verdict, storage);
const made = { provisioner: "x.io/y" };

describe("judging disks that are to grow", () => {
    const cannot = (instead: string, edit = "brokers.disk 10Gi -> 20Gi") => [
        `kafka:${edit}: the StorageClass of these disks does not let them grow; ${instead}`,
    ];
    const patch = (name: string) =>
        cannot(
            "patch the class first, if its provisioner can expand disks at all: " +
                `kubectl patch storageclass ${name} -p '{"allowVolumeExpansion":true}'`,
        );
    const first =
        "set kafka:storage.expansion: true in an edit of its own first, if the provisioner can expand disks at all";
    const onItsOwn = "let them grow in an edit of its own first, and set kafka:storage.expansion: false in the next";
    const [off, on] = [{ ...made, expansion: false }, made];
    cases([
        { ...grows("in place"), notes: [/^the disks grow only if their StorageClass has allowVolumeExpansion$/] },
        { ...grows("in place"), facts: { expandable: true }, notes: [/^$/] },
        // No class is made here that kafka:storage.expansion could belong to.
        { ...grows("refused"), facts: { expandable: false }, refused: patch("<the class>") },
        { ...grows("refused"), facts: { expandable: false, diskClass: "standard" }, refused: patch("standard") },
        { ...grows("refused", { class: "fast" }), facts: { expandable: false }, refused: patch("fast") },
        grows("in place", { class: "fast" }),
        { ...grows("in place", made), notes: [/^$/] },
        // Somebody has taken it from the class by hand.
        {
            ...grows("refused", made),
            facts: { expandable: false, diskClass: "kafka-storage" },
            refused: patch("kafka-storage"),
        },
        { ...grows("refused", { nfs: true }), refused: cannot(first) },
        { ...grows("refused", off), refused: cannot(first) },
        {
            old: { brokers: { disk: "10Gi" }, storage: off },
            wanted: { brokers: { disk: "20Gi" }, storage: on },
            edits: ["storage.expansion false -> unset: in place", "brokers.disk 10Gi -> 20Gi: refused"],
            refused: cannot(first),
        },
        // The class has been updated by hand, and nothing in this run takes it back.
        {
            old: { brokers: { disk: "10Gi" }, storage: off },
            wanted: { brokers: { disk: "20Gi" }, storage: on },
            edits: ["storage.expansion false -> unset: in place", "brokers.disk 10Gi -> 20Gi: in place"],
            facts: { expandable: true },
        },
        // It can grow them as long as it has not been updated, which this run does too.
        {
            old: { brokers: { disk: "10Gi" }, storage: on },
            wanted: { brokers: { disk: "20Gi" }, storage: off },
            edits: ["storage.expansion unset -> false: in place", "brokers.disk 10Gi -> 20Gi: refused"],
            facts: { expandable: true },
            refused: cannot(onItsOwn),
        },
        {
            old: { zookeeper: { disk: "5Gi" }, storage: off },
            wanted: { zookeeper: { disk: "6Gi" }, storage: off },
            edits: ["zookeeper.disk 5Gi -> 6Gi: refused"],
            facts: { expandable: true },
            refused: cannot(first, "zookeeper.disk 5Gi -> 6Gi"),
        },
    ]);
});

describe("judging disks that are to be smaller", () => {
    const refused = [
        "kafka:brokers.disk 20Gi -> 10Gi: Kubernetes cannot shrink a disk; " +
            "keep 20Gi; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)",
    ];
    const shrinks = (verdict: string, storage?: Groups) => disks("20Gi", "10Gi", verdict, storage);
    const largest = (size: string) => ({ largestDisk: { brokers: quantity(size) } });
    cases([
        { ...shrinks("refused"), refused, allow: ["brokers.disk 20Gi -> 10Gi"] },
        { ...shrinks("refused"), refused, facts: largest("20Gi") },
        { ...shrinks("refused"), refused, facts: largest("10241Mi") },
        { ...shrinks("refused"), refused, facts: { largestDisk: { zookeeper: quantity("10Gi") } } },
        {
            ...shrinks("in place"),
            facts: largest("10Gi"),
            notes: [/^no disk had grown beyond 10Gi, so none shrinks$/],
        },
        // Half the way back: the disks grow after all.
        {
            ...shrinks("in place"),
            facts: largest("5Gi"),
            notes: [/^no disk had grown beyond 10Gi/, /^the disks grow only if/m],
        },
        {
            ...shrinks("refused"),
            facts: { ...largest("5Gi"), expandable: false },
            refused: [
                "kafka:brokers.disk 20Gi -> 10Gi: the StorageClass of these disks does not let them grow; patch the class first, " +
                    "if its provisioner can expand disks at all: " +
                    `kubectl patch storageclass <the class> -p '{"allowVolumeExpansion":true}'`,
            ],
        },
        { ...shrinks("in place"), facts: { ...largest("10Gi"), expandable: false } },
        {
            old: { zookeeper: { disk: "20Gi" } },
            wanted: { zookeeper: { disk: "10Gi" } },
            edits: ["zookeeper.disk 20Gi -> 10Gi: in place"],
            facts: { largestDisk: { zookeeper: quantity("10Gi"), brokers: quantity("20Gi") } },
        },
    ]);
});

describe("judging disks that do not exist yet", () => {
    const none = { boundDisks: { zookeeper: 0, brokers: 0 } };
    const notes = [/^there is no disk yet: what claims one is made anew$/];
    const another = (verdict: string): Case => ({
        old: { storage: { class: "nope" } },
        wanted: { storage: { class: "fast" } },
        edits: [`storage.class nope -> fast: ${verdict}`],
    });
    const stays = [
        "kafka:storage.class nope -> fast: a disk stays in the class it was made in; " +
            "bring up a second stack with the new class and copy the topics over (MirrorMaker 2)",
    ];
    cases([
        { ...disks("200Gi", "2Gi", "in place"), facts: none, notes },
        { ...disks("2Gi", "200Gi", "in place"), facts: { ...none, expandable: false }, notes },
        { ...another("in place"), facts: none, notes },
        { ...another("refused"), facts: { boundDisks: { zookeeper: 1, brokers: 0 } }, refused: stays },
        { ...another("refused"), facts: { boundDisks: { zookeeper: 0, brokers: 1 } }, refused: stays },
        { ...another("refused"), refused: stays },
    ]);
});
