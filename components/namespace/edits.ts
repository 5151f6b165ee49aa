import type { Settings } from "../../stack/settings";
import { inPlace, refused } from "../../edits/edit";
import { judgeFields } from "../../edits/rules";
import type { Edit } from "../../edits/edit";

type NamespaceSettings = Settings["namespace"];

/** Judges the edits of `kafka:namespace`: what everything is known by cannot be edited. */
export function judgeIdentity(old: NamespaceSettings, wanted: NamespaceSettings): Edit[] {
    return judgeFields("namespace", old, wanted, {
        name: refused(
            "everything would be made anew there, without the records",
            "keep it; for another namespace bring up a second stack and copy the topics over (MirrorMaker 2), or pulumi destroy first, if nothing was written",
        ),
        labels: inPlace(),
        clusterDomain: refused(
            "servers and brokers know each other by addresses that end in it, and would not find each other one by one",
            "keep it; if it never was right, pulumi destroy and pulumi up again, with kafka:storage.keepOnDestroy: true the disks stay",
        ),
    });
}
