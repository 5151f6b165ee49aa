import { quantity } from "../../settings/quantity";
import { inPlace, refused } from "./edit";
import type { Outcome } from "./edit";

type Size = string | number;

/** What a new disk size comes to. `otherwise` is what growing comes to beside the growth itself. */
export function judgeDisk(from: Size, to: Size, expandable: boolean | undefined, otherwise = inPlace()): Outcome {
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
        ? {
              ...otherwise,
              notes: [...otherwise.notes, "the disks grow only if their StorageClass has allowVolumeExpansion"],
          }
        : otherwise;
}
