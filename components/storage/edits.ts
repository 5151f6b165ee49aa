import { harmless, inPlace, refused, refusedUnlessAllowed } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { noDisks } from "./diskEdits";
import type { DiskFacts } from "./diskEdits";
import type { StorageSettings } from "./settings";
import { storageClass } from "./storageClass";

/** Whether disks of the class that the settings make can grow; undefined for a class that is not made here. */
export function canExpand(settings: StorageSettings): boolean | undefined {
    return made(settings)?.allowVolumeExpansion;
}

/**
 * The edits of `kafka:storage`. A claim keeps its class for ever, so most of them would reach no disk that exists. `defaultName` is the
 * name of a class that is made here and given none.
 */
export function storageEdits(
    old: StorageSettings,
    wanted: StorageSettings,
    defaultName: string,
): UnjudgedChange<DiskFacts>[] {
    const [before, after] = [made(old, defaultName), made(wanted, defaultName)];
    const another = before === undefined || after === undefined;

    /** What an edit that reaches no disk that exists comes to: there may be none. */
    const ofDisks = (outcome: Outcome, { boundDisks }: DiskFacts): Outcome =>
        boundDisks?.zookeeper === 0 && boundDisks.brokers === 0 ? inPlace(noDisks) : outcome;
    /** An edit of one field of the class: nothing where it says what holds already, or where the class is another one anyway. */
    const unlessSame = (field: keyof Class, outcome: Outcome, facts: DiskFacts = {}): Outcome =>
        another || isSame(before[field], after[field]) ? harmless() : ofDisks(outcome, facts);
    // A class that is made anew under the name that the sets claim from makes the disks of new pods; one of another name makes none.
    const anew = another ? never : elsewhere;
    const forNew = inPlace("for disks made from now on; those that exist stay as they are");

    return changedFields<StorageSettings, DiskFacts>("storage", old, wanted, {
        class: (facts) => ofDisks(never, facts),
        nfs: (facts) => (isSame(before, after) ? harmless() : ofDisks(anew, facts)),
        provisioner: (facts) => (isSame(before?.provisioner, after?.provisioner) ? harmless() : ofDisks(anew, facts)),
        name: (facts) =>
            another || isSame(before.metadata.name, after.metadata.name) ? harmless() : ofDisks(never, facts),
        parameters: (facts) => unlessSame("parameters", elsewhere, facts),
        bindingMode: (facts) => unlessSame("volumeBindingMode", elsewhere, facts),
        mountOptions: () => unlessSame("mountOptions", forNew),
        reclaimPolicy: () => unlessSame("reclaimPolicy", forNew),
        expansion: () => unlessSame("allowVolumeExpansion", inPlace()),
        default: () => unlessSame("metadata", inPlace()),
        keepOnDestroy: () =>
            wanted.keepOnDestroy
                ? inPlace()
                : inPlace(
                      "from now on pulumi destroy deletes the claims of all pods, and their disks with the records; only disks whose class has " +
                          "reclaimPolicy Retain stay, as released volumes",
                  ),
    });
}

type Class = NonNullable<ReturnType<typeof made>>;

/** The class that the settings make, with its default name if that is known. */
function made(settings: StorageSettings, defaultName = ""): ReturnType<typeof storageClass> {
    return storageClass(settings, defaultName, {});
}

function isSame(a: unknown, b: unknown): boolean {
    return JSON.stringify(a) === JSON.stringify(b);
}

const why = "a disk stays in the class it was made in";
const instead = "bring up a second stack with the new class and copy the topics over (MirrorMaker 2)";

/** The claims of a set are made from a template that cannot be edited (KEP-4650 is open): its new pods claim from the old class too. */
const never = refused(why, instead);

const elsewhere = refusedUnlessAllowed(
    inPlace("disks that exist stay where and as they are; only disks made from now on may differ"),
    why,
    instead,
);
