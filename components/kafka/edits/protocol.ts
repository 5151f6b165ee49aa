import { refused, refusedUnlessAllowed } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import { userValue } from "../../../model/brokerProperties/effective";
import { protocolOf, protocolProperty } from "../../../model/brokerProperties/protocol";
import type { Value } from "../../../model/brokerProperties/value";
import { imageVersion } from "../../../model/imageReference";
import { compareMinor, lineOf, parseVersion } from "../../../model/versions";
import type { Version } from "../../../model/versions";
import type { BrokerSettings } from "../settings";

/** The brokers' image, before and after. */
export interface BrokerImages {
    /** Before the edit. */
    readonly from: string;
    /** After the edit. */
    readonly to: string;
}

/** One changed property, and what its change comes to as far as only the way to apply it counts. */
export interface PropertyEdit {
    /** Name of the property. */
    readonly name: string;
    /** Settings of the brokers before the edit. */
    readonly old: BrokerSettings;
    /** Settings of the brokers after the edit. */
    readonly wanted: BrokerSettings;
    /** What the change comes to as far as only the way to apply it counts. */
    readonly outcome: Outcome;
    /** The brokers' images. */
    readonly images: BrokerImages;
}

/**
 * Judges an edit of the protocol. While brokers restart one by one, old and new ones run side by side: the new protocol must be one
 * that both images know.
 */
export function judgeProtocol({ old, wanted, outcome, images }: PropertyEdit): Outcome {
    const from = protocolOf(userValue(old.config, protocolProperty), images.from);
    const to = protocolOf(userValue(wanted.config, protocolProperty), images.to);
    if (from === undefined || to === undefined) {
        return {
            ...outcome,
            notes: [...outcome.notes, "whether the brokers know this protocol cannot be judged from the image"],
        };
    }
    const unable = [images.from, images.to]
        .map((image) => imageVersion("kafka", image))
        .find((version) => version !== undefined && compareMinor(version, to) < 0);
    if (unable !== undefined) {
        return refused(
            `brokers of Kafka ${lineOf(unable)} do not speak ${lineOf(to)}`,
            `run Kafka ${lineOf(to)} on every broker first, with brokers.config ${protocolProperty} ${lineOf(from)}; raise it in the next edit`,
        );
    }
    return compareMinor(to, from) < 0
        ? refusedUnlessAllowed(
              outcome,
              `brokers that have worked with ${lineOf(from)} may have written what ${lineOf(to)} does not know`,
              `keep ${lineOf(from)}`,
          )
        : outcome;
}

/** From this protocol on the message format is no longer looked at (Kafka 3.0, KIP-724). */
const formatIgnoredFrom: Version = { major: 3, minor: 0, patch: undefined };

/** Judges an edit of the message format. */
export function judgeMessageFormat({ name, old, wanted, outcome, images }: PropertyEdit): Outcome {
    const protocol = protocolOf(userValue(wanted.config, protocolProperty), images.to);
    if (protocol !== undefined && compareMinor(protocol, formatIgnoredFrom) >= 0) {
        return { ...outcome, notes: [...outcome.notes, `ignored with ${protocolProperty} ${lineOf(protocol)}`] };
    }
    const format = (pinned: Value | undefined) =>
        pinned === undefined ? formatIgnoredFrom : parseVersion(String(pinned));
    const [from, to] = [format(userValue(old.config, name)), format(userValue(wanted.config, name))];
    return from !== undefined && to !== undefined && compareMinor(to, from) < 0
        ? refusedUnlessAllowed(
              outcome,
              "records written in the newer format would be mixed with records in the older one, which keeps less of them",
              `keep ${lineOf(from)}`,
          )
        : outcome;
}
