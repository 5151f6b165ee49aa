import type { Replicated } from "../../model/names";
import { quantity } from "../../model/quantity";
import { inPlace, refused } from "../../edits/edit";
import { canGrow, letGrow } from "./expansion";
import type { Outcome } from "../../edits/edit";
import type { Facts } from "../../edits/facts";

type Size = string | number;

/** What a new disk size comes to. Of the facts it uses `largestDisk` and those of the class. */
export function judgeDisk(part: Replicated, from: Size, to: Size, facts: Facts): Outcome {
    return quantity(to) < quantity(from) ? smaller(from, to, facts.largestDisk?.[part], facts) : larger(facts);
}

/** No disk shrinks, but a growth that has reached no disk can be taken back. */
function smaller(from: Size, to: Size, largest: number | undefined, facts: Facts): Outcome {
    if (largest === undefined || largest > quantity(to)) {
        return refused(
            "Kubernetes cannot shrink a disk",
            `keep ${from}; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)`,
        );
    }
    const outcome = largest < quantity(to) ? larger(facts) : inPlace();
    return { ...outcome, notes: [`no disk had grown beyond ${to}, so none shrinks`, ...outcome.notes] };
}

function larger(facts: Facts): Outcome {
    const possible = canGrow(facts);
    if (possible === false) {
        return refused("the StorageClass of these disks does not let them grow", letGrow(facts));
    }
    return possible === undefined
        ? inPlace("the disks grow only if their StorageClass has allowVolumeExpansion")
        : inPlace();
}
