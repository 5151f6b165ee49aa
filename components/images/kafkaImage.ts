import { harmless, refused, refusedUnlessAllowed } from "../../edits/edit";
import { protocolOf, protocolProperty } from "../../model/brokerProperties/protocol";
import { judgeUnknownVersion } from "./unknownVersion";
import { imageVersion, repositoryOf } from "../../model/imageReference";
import { compareMinor, lineOf } from "../../model/versions";
import type { Outcome } from "../../edits/edit";
import type { Version } from "../../model/versions";

/** The first version without ZooKeeper. */
const firstWithoutZooKeeper = 4;

/** The values of `inter.broker.protocol.version` that are pinned in `kafka:brokers.config`, before and after; undefined where none is. */
export interface Protocols {
    readonly from: string | undefined;
    readonly to: string | undefined;
}

/** Judges another image for the brokers. */
export function judgeKafkaImage(old: string, wanted: string, protocols: Protocols): Outcome {
    const [from, to] = [imageVersion("kafka", old), imageVersion("kafka", wanted)];
    if (to !== undefined && to.major >= firstWithoutZooKeeper) {
        return refused("Kafka 4 cannot run with ZooKeeper", "stay with Kafka 3.9, the last line that can");
    }
    if (from === undefined || to === undefined) {
        return judgeUnknownVersion("kafka", old, wanted);
    }
    const spoken = protocolOf(protocols.from, old) ?? from;
    const speaks = protocolOf(protocols.to, wanted) ?? to;
    const direction = compareMinor(to, from);
    if (direction < 0) {
        return downgrade(from, to, spoken);
    }
    if (direction === 0) {
        // Distributions number their patches each in its own way.
        const back = repositoryOf(old) === repositoryOf(wanted) && (to.patch ?? Infinity) < (from.patch ?? 0);
        return back
            ? refusedUnlessAllowed(harmless(), "it takes back fixes, and nobody tests the way back", `stay with ${old}`)
            : harmless();
    }
    return upgrade(from, to, speaks);
}

/** While the brokers restart one by one, those of both versions must understand each other (docs/upgrade.html of Kafka 3.9, rolling upgrade). */
function upgrade(from: Version, to: Version, speaks: Version): Outcome {
    const [before, after] = [lineOf(from), lineOf(to)];
    return compareMinor(speaks, from) > 0
        ? refusedUnlessAllowed(
              harmless(),
              `brokers of Kafka ${after} would speak ${lineOf(speaks)}, which those of ${before} do not know, until all are restarted`,
              `two edits: set brokers.config ${protocolProperty} to "${before}" together with the image, and remove it in the next`,
          )
        : harmless(
              `a way back to ${before} is open while ${protocolProperty} is ${lineOf(speaks)}; remove it when all is well`,
          );
}

function downgrade(from: Version, to: Version, spoken: Version): Outcome {
    const [before, after] = [lineOf(from), lineOf(to)];
    return compareMinor(spoken, to) > 0
        ? refused(
              `brokers of Kafka ${after} cannot read what has been written with ${protocolProperty} ${lineOf(spoken)}`,
              `stay with ${before}`,
          )
        : refusedUnlessAllowed(
              harmless(),
              `the protocol is still ${lineOf(spoken)}, so Kafka ${after} can take over, but a way back is seldom tested`,
              `stay with ${before}`,
          );
}
