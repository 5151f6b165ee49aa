import { harmless, inPlace, refused } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import type { NamespaceSettings } from "./settings";

/** The edits of `kafka:namespace`: what everything is known by cannot be edited. */
export function namespaceEdits(old: NamespaceSettings, wanted: NamespaceSettings): UnjudgedChange<unknown>[] {
    return changedFields<NamespaceSettings, unknown>("namespace", old, wanted, {
        name: () =>
            refused(
                "everything would be recreated there, without the records",
                "keep it; for another namespace bring up a second stack and copy the topics over (MirrorMaker 2), or pulumi destroy first, if nothing was written",
            ),
        manage: () => (wanted.manage ? inPlace() : harmless("the namespace keeps the labels that it has")),
        labels: () => (wanted.manage ? inPlace() : harmless()),
        assignsUsers: () => harmless(),
        clusterDomain: () =>
            refused(
                "servers and brokers know each other by addresses that end in it, and would not find each other one by one",
                "keep it; if it never was right, pulumi destroy and pulumi up again, with kafka:storage.keepOnDestroy: true the disks stay",
            ),
    });
}
