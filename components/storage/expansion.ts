import type { Facts } from "../../edits/facts";

/**
 * Whether the disks can grow in this run; undefined where nobody knows. The claims do not wait for their class: it must have let them
 * grow before, and where it is made here it must not stop doing so in the same run.
 */
export function canGrow({ expandable, madeExpandable }: Facts): boolean | undefined {
    if (madeExpandable?.to === false) {
        return false;
    }
    return expandable ?? (madeExpandable?.from === false ? false : madeExpandable?.from && madeExpandable.to);
}

/** What to do where the disks cannot grow. */
export function letGrow({ diskClass, madeExpandable }: Facts): string {
    if (madeExpandable?.to === false && madeExpandable.from !== false) {
        return "let them grow in an edit of its own first, and set kafka:storage.expansion: false in the next";
    }
    if (madeExpandable?.from === false) {
        return "set kafka:storage.expansion: true in an edit of its own first, if the provisioner can expand disks at all";
    }
    const patch = `kubectl patch storageclass ${diskClass ?? "<the class>"} -p '{"allowVolumeExpansion":true}'`;
    return `patch the class first, if its provisioner can expand disks at all: ${patch}`;
}
