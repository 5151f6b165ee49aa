import { storageClass } from "../../components/manifests/storageClass";
import type { StorageSettings } from "../../settings/schema";
import { inPlace, nothing, refusedUnlessAllowed } from "./edit";
import { judgeFields } from "./fields";
import type { Edit, Outcome } from "./edit";
import type { Facts } from "./facts";

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
        another || JSON.stringify(before[field]) === JSON.stringify(after[field]) ? nothing() : outcome;
    const forNew = inPlace("for disks made from now on; those that exist stay as they are");

    return judgeFields("storage", old, wanted, {
        class: elsewhere,
        nfs: JSON.stringify(before) === JSON.stringify(after) ? nothing() : elsewhere,
        provisioner: JSON.stringify(before?.provisioner) === JSON.stringify(after?.provisioner) ? nothing() : elsewhere,
        name: unlessSame("metadata", elsewhere),
        parameters: unlessSame("parameters", elsewhere),
        bindingMode: unlessSame("volumeBindingMode", elsewhere),
        mountOptions: unlessSame("mountOptions", forNew),
        reclaimPolicy: unlessSame("reclaimPolicy", forNew),
        expansion: unlessSame("allowVolumeExpansion", inPlace()),
        default: unlessSame("metadata", inPlace()),
        keepOnDestroy: wanted.keepOnDestroy
            ? inPlace()
            : inPlace("from now on pulumi destroy deletes every disk with its records"),
    });
}

type Class = NonNullable<ReturnType<typeof made>>;

/** The class that the settings make, with its default name if that is known. */
function made(settings: StorageSettings, defaultName = ""): ReturnType<typeof storageClass> {
    return storageClass(settings, defaultName, {});
}

const elsewhere = refusedUnlessAllowed(
    inPlace("disks that exist stay where and as they are; only disks made from now on may differ"),
    "a disk stays in the class it was made in",
    "bring up a second stack with the new class and copy the topics over (MirrorMaker 2)",
);
