import { quantity } from "../../settings/quantity";
import { inPlace, refused } from "./edit";
import type { Outcome } from "./edit";

type Size = string | number;

/** What a new disk size comes to. `expandable` is whether the disks' class lets them grow; undefined where nobody knows. */
export function judgeDisk(from: Size, to: Size, expandable: boolean | undefined): Outcome {
    if (quantity(to) < quantity(from)) {
        return refused(
            "Kubernetes cannot shrink a disk",
            `keep ${from}; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)`,
        );
    }
    if (expandable === false) {
        return refused(
            "the StorageClass of these disks does not let them grow",
            "set kafka:storage.expansion: true in an edit of its own first, if the provisioner can expand disks at all",
        );
    }
    return expandable === undefined
        ? inPlace("the disks grow only if their StorageClass has allowVolumeExpansion")
        : inPlace();
}
