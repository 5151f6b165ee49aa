import { harmless, refused, refusedUnlessAllowed } from "../../edits/edit";
import { judgeUnknownVersion } from "./unknownVersion";
import { imageVersion } from "../../model/imageReference";
import { compareMinor, lineOf } from "../../model/versions";
import type { Outcome } from "../../edits/edit";

/** ZooKeeper's release notes promise an upgrade "as usual" from the two lines before (3.8.0: from 3.6.x and 3.7.x). */
const promised = 2;

/** Judges another image for the ensemble. */
export function judgeZooKeeperImage(old: string, wanted: string): Outcome {
    const [from, to] = [imageVersion("zookeeper", old), imageVersion("zookeeper", wanted)];
    if (from === undefined || to === undefined) {
        return judgeUnknownVersion("zookeeper", old, wanted);
    }
    const [before, after] = [lineOf(from), lineOf(to)];
    const unread = `servers of ZooKeeper ${after} are not known to read what servers of ${before} have written`;
    if (to.major !== from.major) {
        return refused(unread, `stay with ZooKeeper ${from.major}`);
    }
    if (compareMinor(to, from) < 0) {
        return refusedUnlessAllowed(harmless(), unread, `stay with ${before} or newer, if any server has run with it`);
    }
    if (to.minor - from.minor > promised) {
        const between = `${from.major}.${from.minor + promised}`;
        return refusedUnlessAllowed(
            harmless(),
            `ZooKeeper promises upgrades over ${promised} lines, not from ${before} to ${after}`,
            `go to ${between} first, and on from there in the next edit`,
        );
    }
    return compareMinor(to, from) === 0 && (to.patch ?? Infinity) < (from.patch ?? 0)
        ? refusedUnlessAllowed(harmless(), "it takes back fixes, and nobody tests the way back", `stay with ${old}`)
        : harmless();
}
