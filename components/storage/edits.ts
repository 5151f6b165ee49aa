import { storageClass } from "./storageClass";
import type { StorageSettings } from "./settings";
import { inPlace, nothing, refused, refusedUnlessAllowed } from "../../edits/edit";
import { judgeFields } from "../../edits/rules";
import type { Edit, Outcome } from "../../edits/edit";
import type { Facts } from "../../edits/facts";

/** Whether disks of the class that the settings make can grow; undefined for a class that is not made here. */
export function canExpand(settings: StorageSettings): boolean | undefined {
    return made(settings)?.allowVolumeExpansion;
}

/**
 * Judges the edits of `kafka:storage`. A claim keeps its class for ever, so most of them would reach no disk that exists.
 * Of the facts it uses `madeClass`.
 */
export function judgeStorage(old: StorageSettings, wanted: StorageSettings, facts: Facts = {}): Edit[] {
    const [before, after] = [made(old, facts.madeClass), made(wanted, facts.madeClass)];
    const another = before === undefined || after === undefined;

    /** An edit of one field of the class: nothing where it says what holds already, or where the class is another one anyway. */
    const unlessSame = (field: keyof Class, outcome: Outcome): Outcome =>
        another || isSame(before[field], after[field]) ? nothing() : outcome;
    // A class that is made anew under the name that the sets claim from makes the disks of new pods; one of another name makes none.
    const anew = another ? never : elsewhere;
    const forNew = inPlace("for disks made from now on; those that exist stay as they are");

    return judgeFields("storage", old, wanted, {
        class: never,
        nfs: isSame(before, after) ? nothing() : anew,
        provisioner: isSame(before?.provisioner, after?.provisioner) ? nothing() : anew,
        name: another || isSame(before.metadata.name, after.metadata.name) ? nothing() : never,
        parameters: unlessSame("parameters", elsewhere),
        bindingMode: unlessSame("volumeBindingMode", elsewhere),
        mountOptions: unlessSame("mountOptions", forNew),
        reclaimPolicy: unlessSame("reclaimPolicy", forNew),
        expansion: unlessSame("allowVolumeExpansion", inPlace()),
        default: unlessSame("metadata", inPlace()),
        keepOnDestroy: wanted.keepOnDestroy
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
