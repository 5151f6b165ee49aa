import { harmless, inPlace, refused } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { imageUser } from "../kubernetes/pod";
import type { NamespaceSettings } from "./settings";

const regrouped = "each disk is given to the new group when its pod mounts it, where the storage can do that (fsGroup)";

/** Who pods ask to run as, where the platform does not choose. */
function identity({ user = imageUser, group = imageUser }: NamespaceSettings): { user: number; group: number } {
    return { user, group };
}

/**
 * Whoever made a file may write it, and so may the group that the kubelet gives it to. It does so when the group of a disk is another
 * (OnRootMismatch); with another user alone nothing is given to anybody, and a broker that may not write its files stops.
 */
function judgeUser(old: NamespaceSettings, wanted: NamespaceSettings): Outcome {
    const [from, to] = [identity(old), identity(wanted)];
    const isGiven = from.group !== to.group || old.assignsUsers !== wanted.assignsUsers;
    return from.user === to.user || isGiven
        ? harmless()
        : refused(
              "files on the disks that exist belong to the old user, and the new one could not write them",
              `change kafka:namespace.group in the same edit, for example to ${to.user}: then each disk is given to the new group`,
          );
}

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
        user: () => judgeUser(old, wanted),
        group: () => harmless(...(identity(old).group === identity(wanted).group ? [] : [regrouped])),
        clusterDomain: () =>
            refused(
                "servers and brokers know each other by addresses that end in it, and would not find each other one by one",
                "keep it; if it never was right, pulumi destroy and pulumi up again, with kafka:storage.keepOnDestroy: true the disks stay",
            ),
    });
}
