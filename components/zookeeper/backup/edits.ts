import { inPlace, warned } from "../../../edits/edit";
import { changedFields } from "../../../edits/rules";
import type { UnjudgedChange } from "../../../edits/rules";
import { backupsClaim } from "../../../model/names";
import { judgeDisk } from "../../storage/diskEdits";
import type { DiskFacts } from "../../storage/diskEdits";
import type { BackupSettings } from "./settings";

/** The edits of `kafka:zookeeper.backup`: of its fields, or of all of it where there were no backups or are to be none. */
export function backupEdits(
    old: BackupSettings | undefined,
    wanted: BackupSettings | undefined,
): UnjudgedChange<DiskFacts>[] {
    if (old !== undefined && wanted !== undefined) {
        const from = { backup: old };
        const to = { backup: wanted };
        return changedFields<typeof from, DiskFacts>("zookeeper", from, to, {
            backup: {
                schedule: () => inPlace(),
                keep: () => (wanted.keep < old.keep ? inPlace(removed(wanted.keep)) : inPlace()),
                disk: (facts) => judgeDisk("backups", old.disk, wanted.disk, facts),
            },
        });
    }
    return changedFields<{ readonly backup: unknown }, DiskFacts>(
        "zookeeper",
        { backup: old },
        { backup: wanted },
        {
            backup: () => (wanted === undefined ? warned(ended) : inPlace()),
        },
    );
}

const ended =
    `no backup is taken any more; those that there are stay on the claim ${backupsClaim}, ` +
    "unless kafka:storage.keepOnDestroy is false";

function removed(keep: number): string {
    return `the next backup removes all but the newest ${keep}`;
}
