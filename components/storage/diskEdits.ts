import { inPlace, refused } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import type { Replicated } from "../../model/names";
import { quantity } from "../../model/quantity";

/** Whose disks they are: those of a workload's pods, or the one of the backups of ZooKeeper. */
export type DiskOwner = Replicated | "backups";

/** What is known of the disks that exist. Everything is optional: less knowledge refuses more. */
export interface DiskFacts {
    /** Whether the class that the disks are in lets them grow, as read from the running cluster. */
    readonly expandable?: boolean;
    /** Whether the class that is made here lets disks grow, before and after; undefined where none is made. */
    readonly madeExpandable?: { readonly from: boolean | undefined; readonly to: boolean | undefined };
    /** Name of the class that the disks are in. */
    readonly diskClass?: string;
    /**
     * Bytes of the largest disk of each owner, granted or asked for, as read from the running cluster: a claim that asks for more than it has
     * been granted cannot go back to what it has (ValidatePersistentVolumeClaimUpdate of Kubernetes).
     */
    readonly largestDisk?: Readonly<Partial<Record<DiskOwner, number>>>;
    /** How many disks each owner has, as read from the running cluster: a claim that never was bound is none. */
    readonly boundDisks?: Readonly<Partial<Record<DiskOwner, number>>>;
}

/** What becomes of an edit of disks that do not exist yet. */
export const noDisks = "there is no disk yet: what claims one is made anew";

type Size = string | number;

const secondStack = "; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)";

/** What else can be done where a disk is to be smaller than it can be. */
const instead: Readonly<Record<DiskOwner, string>> = {
    zookeeper: secondStack,
    brokers: secondStack,
    backups: ", or keep fewer backups on it (kafka:zookeeper.backup.keep)",
};

/** What another disk size of an owner comes to. */
export function judgeDisk(owner: DiskOwner, from: Size, to: Size, facts: DiskFacts): Outcome {
    if (facts.boundDisks?.[owner] === 0) {
        return inPlace(noDisks);
    }
    return quantity(to) < quantity(from) ? smaller(owner, from, to, facts) : larger(facts);
}

/** No disk shrinks, but a growth that has reached no disk can be taken back. */
function smaller(owner: DiskOwner, from: Size, to: Size, facts: DiskFacts): Outcome {
    const largest = facts.largestDisk?.[owner];
    if (largest === undefined || largest > quantity(to)) {
        return refused("Kubernetes cannot shrink a disk", `keep ${from}${instead[owner]}`);
    }
    const outcome = largest < quantity(to) ? larger(facts) : inPlace();
    return { ...outcome, notes: [`no disk had grown beyond ${to}, so none shrinks`, ...outcome.notes] };
}

/** What a larger disk comes to, of the class that the disks of the workloads are in; backups are in that of the servers. */
function larger(facts: DiskFacts): Outcome {
    const possible = canGrow(facts);
    if (possible === false) {
        return refused("the StorageClass of these disks does not let them grow", letGrow(facts));
    }
    return possible === undefined
        ? inPlace("the disks grow only if their StorageClass has allowVolumeExpansion")
        : inPlace();
}

/**
 * Whether the disks can grow in this run; undefined where nobody knows. The claims do not wait for their class: it must have let them
 * grow before, and where it is made here it must not stop doing so in the same run.
 */
function canGrow({ expandable, madeExpandable }: DiskFacts): boolean | undefined {
    if (madeExpandable?.to === false) {
        return false;
    }
    return expandable ?? (madeExpandable?.from === false ? false : madeExpandable?.from && madeExpandable.to);
}

/** What to do where the disks cannot grow. */
function letGrow({ diskClass, madeExpandable }: DiskFacts): string {
    if (madeExpandable?.to === false && madeExpandable.from !== false) {
        return "let them grow in an edit of its own first, and set kafka:storage.expansion: false in the next";
    }
    if (madeExpandable?.from === false) {
        return "set kafka:storage.expansion: true in an edit of its own first, if the provisioner can expand disks at all";
    }
    const patch = `kubectl patch storageclass ${diskClass ?? "<the class>"} -p '{"allowVolumeExpansion":true}'`;
    return `patch the class first, if its provisioner can expand disks at all: ${patch}`;
}
