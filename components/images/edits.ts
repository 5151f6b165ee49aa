import { harmless, refused, refusedUnlessAllowed } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { protocolOf, protocolProperty } from "../../model/brokerProperties/protocol";
import { imageReference, imageVersion, repositoryOf, withoutRegistry } from "../../model/imageReference";
import type { Replicated } from "../../model/names";
import { compareMinor, lineOf } from "../../model/versions";
import type { Version } from "../../model/versions";
import type { ImageSettings } from "./settings";

/** What is known of the images that have run. Everything is optional: without it the old setting counts as what has run. */
export interface ImageFacts {
    /** Images with which a container has started, as the pods name them; none where none ever has. */
    readonly ran?: Readonly<Partial<Record<Replicated, readonly string[]>>>;
}

/** The edits of `kafka:images`; `protocols` are the pinned values of `inter.broker.protocol.version`. */
export function imageEdits(
    old: ImageSettings,
    wanted: ImageSettings,
    protocols: Protocols,
): UnjudgedChange<ImageFacts>[] {
    const ofPods = () => harmless();
    return changedFields<ImageSettings, ImageFacts>("images", old, wanted, {
        zookeeper: ({ ran }) =>
            ofAll(ran?.zookeeper, old.zookeeper, (image) => judgeZooKeeperImage(image, wanted.zookeeper)),
        kafka: ({ ran }) => ofAll(ran?.brokers, old.kafka, (image) => judgeKafkaImage(image, wanted.kafka, protocols)),
        kafkaManager: ofPods,
        metricsAgent: ofPods,
        registry: ofPods,
        pullPolicy: ofPods,
        pullSecrets: ofPods,
    });
}

/** What the edit comes to after every image that has run: a tag that nobody could pull has written nothing. */
function ofAll(ran: readonly string[] | undefined, old: string, judgeFrom: (image: string) => Outcome): Outcome {
    if (ran?.length === 0) {
        return harmless(`nothing has run with ${old} yet`);
    }
    const outcomes = (ran ?? [old]).map(judgeFrom);
    return outcomes.find(({ refusal }) => refusal !== undefined) ?? outcomes[0] ?? harmless();
}

/** The first version without ZooKeeper. */
const firstWithoutZooKeeper = 4;

/** The values of `inter.broker.protocol.version` that are pinned in `kafka:brokers.config`, before and after; undefined where none is. */
interface Protocols {
    readonly from: string | undefined;
    readonly to: string | undefined;
}

/** Judges another image for the brokers. */
function judgeKafkaImage(old: string, wanted: string, protocols: Protocols): Outcome {
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
            ? refusedUnlessAllowed(
                  harmless(),
                  "a patch downgrade takes back fixes, and is untested",
                  `stay with ${old}`,
              )
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
              `the protocol is still ${lineOf(spoken)}, so Kafka ${after} can take over, but a downgrade is seldom tested`,
              `stay with ${before}`,
          );
}

/** ZooKeeper's release notes promise an upgrade "as usual" from the two lines before (3.8.0: from 3.6.x and 3.7.x). */
const promised = 2;

/** Judges another image for the ensemble. */
function judgeZooKeeperImage(old: string, wanted: string): Outcome {
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
        ? refusedUnlessAllowed(harmless(), "a patch downgrade takes back fixes, and is untested", `stay with ${old}`)
        : harmless();
}

const example = { kafka: "apache/kafka:3.9.2@sha256:…", zookeeper: "zookeeper:3.8.6@sha256:…" } as const;

/** Judges an edit of an image where a version, the old or the new, cannot be read. */
function judgeUnknownVersion(repository: keyof typeof example, old: string, wanted: string): Outcome {
    return isSameImage(old, wanted)
        ? harmless()
        : refusedUnlessAllowed(
              harmless(),
              "where a version cannot be read nobody can tell whether the new image reads what the old one has written",
              `write tag and digest of an image called ${repository} (${example[repository]})`,
          );
}

/** Whether both have the same digest, or the same name and tag, whatever registry they come from. */
function isSameImage(a: string, b: string): boolean {
    const { digest } = imageReference(a);
    return digest === imageReference(b).digest && (digest !== undefined || isMirrored(a, b) || isMirrored(b, a));
}

/** Whether an image is another one below a registry: a host, and perhaps a project. A repository without a host is a registry of nobody's. */
function isMirrored(copy: string, image: string): boolean {
    const path = withoutRegistry(image);
    return copy === path || (imageReference(copy).registry !== undefined && copy.endsWith(`/${path}`));
}
