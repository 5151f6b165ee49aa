import { cases } from "../../stack/edits/cases";
import type { Case } from "../../stack/edits/cases";

const digest = `sha256:${"0123456789abcdef".repeat(4)}`;
const other = `sha256:${"f".repeat(64)}`;
const protocol = "inter.broker.protocol.version";

interface Kafka {
    readonly image: string;
    readonly protocol?: string;
}

function kafka(from: Kafka, to: Kafka, ...edits: string[]): Case {
    const groups = ({ image, protocol: pinned }: Kafka) => ({
        images: { kafka: image },
        brokers: { config: pinned === undefined ? {} : { [protocol]: pinned } },
    });
    return { old: groups(from), wanted: groups(to), edits };
}

/** The same with one edit of `apache/kafka` tags. */
function tags(from: string, to: string, verdict: string, pinned?: string): Case {
    const at = (tag: string) => ({
        image: `apache/kafka:${tag}`,
        ...(pinned === undefined ? {} : { protocol: pinned }),
    });
    return kafka(at(from), at(to), `images.kafka apache/kafka:${from} -> apache/kafka:${to}: ${verdict}`);
}

/** Images of which one at least tells no version. */
function unread(from: string, to: string, verdict: string): Case {
    return kafka({ image: from }, { image: to }, `images.kafka ${from} -> ${to}: ${verdict}`);
}

const rolls = "rolls brokers";

/** The same, where its first edit is refused unless it is allowed: why, and what to do instead. */
function refused(one: Case, why: string): Case {
    const name = (one.edits[0] ?? "").replace(/: refused$/, "");
    return {
        ...one,
        refused: [`kafka:${name}: ${why}; to override, add "${name}" to kafka:allow`],
    };
}

function unknown(from: string, to: string): Case {
    return refused(
        unread(from, to, "refused"),
        "where a version cannot be read nobody can tell whether the new image reads what the old one has written; " +
            "write tag and digest of an image called kafka (apache/kafka:3.9.2@sha256:…)",
    );
}

const tooNew =
    "kafka:images.kafka apache/kafka:3.8.1 -> apache/kafka:3.9.2: brokers of Kafka 3.9 would speak 3.9, which those of 3.8 " +
    "do not know, until all are restarted; two edits: set brokers.config inter.broker.protocol.version to " +
    '"3.8" together with the image, and remove it in the next; to override, ' +
    'add "images.kafka apache/kafka:3.8.1 -> apache/kafka:3.9.2" to kafka:allow';

describe("judging edits of the brokers' image and protocol", () => {
    cases([
        tags("3.9.1", "3.9.2", rolls),
        tags("3.9", "3.9.2", rolls),
        tags("3.9.2", "3.9", rolls),
        {
            ...refused(
                tags("3.9.2", "3.9.1", "refused"),
                "a patch downgrade takes back fixes, and is untested; stay with apache/kafka:3.9.2",
            ),
            allow: ["images.kafka"],
        },
        { ...tags("3.9.2", "3.9.1", rolls), allow: ["images.kafka apache/kafka:3.9.2 -> apache/kafka:3.9.1"] },
        {
            ...tags("3.8.1", "3.9.2", "refused"),
            refused: [tooNew],
        },
        { ...tags("3.8.1", "3.9.2", rolls, "3.8"), notes: [/a way back to 3.8 is open while .* is 3.8; remove it/] },
        tags("3.8.1", "3.9.2", rolls, "3.8-IV0"),
        tags("3.5.0", "3.9.2", rolls, "3.5"),
        tags("3.5.0", "3.9.2", rolls, "2.8"),
        refused(
            tags("3.5.0", "3.9.2", "refused"),
            "brokers of Kafka 3.9 would speak 3.9, which those of 3.5 do not know, until all are restarted; two edits: set " +
                `brokers.config ${protocol} to "3.5" together with the image, and remove it in the next`,
        ),
        kafka(
            { image: "apache/kafka:3.8.1" },
            { image: "apache/kafka:3.9.2", protocol: "3.8" },
            "images.kafka apache/kafka:3.8.1 -> apache/kafka:3.9.2: rolls brokers",
            `brokers.config.${protocol} unset -> 3.8: rolls brokers`,
        ),
        {
            ...kafka(
                { image: "apache/kafka:3.8.1", protocol: "3.8" },
                { image: "apache/kafka:3.9.2" },
                "images.kafka apache/kafka:3.8.1 -> apache/kafka:3.9.2: refused",
                `brokers.config.${protocol} 3.8 -> unset: refused`,
            ),
            refused: [
                tooNew,
                `kafka:brokers.config.${protocol} 3.8 -> unset: brokers of Kafka 3.8 do not speak 3.9; ` +
                    `run Kafka 3.9 on every broker first, with brokers.config ${protocol} 3.8; raise it in the next edit`,
            ],
        },
        kafka(
            { image: "apache/kafka:3.9.2", protocol: "3.8" },
            { image: "apache/kafka:3.9.2" },
            `brokers.config.${protocol} 3.8 -> unset: rolls brokers`,
        ),
        kafka(
            { image: "apache/kafka:3.9.2", protocol: "3.8" },
            { image: "apache/kafka:3.9.2", protocol: "3.9" },
            `brokers.config.${protocol} 3.8 -> 3.9: rolls brokers`,
        ),
        {
            ...kafka(
                { image: "apache/kafka:3.8.1" },
                { image: "apache/kafka:3.9.2", protocol: "3.9" },
                "images.kafka apache/kafka:3.8.1 -> apache/kafka:3.9.2: refused",
                `brokers.config.${protocol} unset -> 3.9: refused`,
            ),
            refused: [
                tooNew,
                `kafka:brokers.config.${protocol} unset -> 3.9: brokers of Kafka 3.8 do not speak 3.9; ` +
                    `run Kafka 3.9 on every broker first, with brokers.config ${protocol} 3.8; raise it in the next edit`,
            ],
        },
        {
            ...kafka(
                { image: "apache/kafka:3.9.2" },
                { image: "apache/kafka:3.9.2", protocol: "2.7" },
                `brokers.config.${protocol} unset -> 2.7: refused`,
            ),
            refused: [
                `kafka:brokers.config.${protocol} unset -> 2.7: brokers that have worked with 3.9 may have written what 2.7 does not know; ` +
                    `keep 3.9; to override, add "brokers.config.${protocol} unset -> 2.7" to kafka:allow`,
            ],
        },
        {
            ...tags("3.9.2", "3.8.1", "refused"),
            refused: [
                "kafka:images.kafka apache/kafka:3.9.2 -> apache/kafka:3.8.1: brokers of Kafka 3.8 cannot read what has been written " +
                    `with ${protocol} 3.9; stay with 3.9`,
            ],
        },
        { ...tags("3.9.2", "3.8.1", rolls, "3.8"), allow: ["images.kafka apache/kafka:3.9.2 -> apache/kafka:3.8.1"] },
        refused(
            tags("3.9.2", "3.8.1", "refused", "3.8"),
            "the protocol is still 3.8, so Kafka 3.8 can take over, but a downgrade is seldom tested; stay with 3.9",
        ),
        {
            ...kafka(
                { image: "apache/kafka:3.9.2" },
                { image: `apache/kafka@${digest}` },
                `images.kafka apache/kafka:3.9.2 -> apache/kafka@${digest}: refused`,
            ),
            refused: [
                `kafka:images.kafka apache/kafka:3.9.2 -> apache/kafka@${digest}: where a version cannot be read nobody can tell whether the ` +
                    "new image reads what the old one has written; write tag and digest of an image called kafka " +
                    "(apache/kafka:3.9.2@sha256:…); to override, " +
                    `add "images.kafka apache/kafka:3.9.2 -> apache/kafka@${digest}" to kafka:allow`,
            ],
        },
        // What the refusal advises, where the running image has no tag.
        unread(`apache/kafka@${digest}`, `apache/kafka:3.9.2@${digest}`, rolls),
        unknown("apache/kafka:3.9.2", "corp/kafka:2024.10.1"),
        unknown("corp/kafka:2024.10.1", "corp/kafka:2024.9.3"),
        unknown(`apache/kafka@${digest}`, `apache/kafka:3.9.2@${other}`),
        unread(`apache/kafka@${digest}`, `mirror.example.com/hub/apache/kafka@${digest}`, rolls),
        unread("a/broker:1", "mirror.example.com/hub/a/broker:1", rolls),
        unread("quay.io/a/broker:1", "localhost:5000/a/broker:1", rolls),
        unread("localhost:5000/a/broker:1", "a/broker:1", rolls),
        unknown("a/broker:1", "a/broker:2"),
        unknown("a/broker:1", "b/a/broker:1"),
        unknown("a/broker:1", "mirror.example.com/b/broker:1"),
        unknown("a/broker:1", "mirror.example.com/aa/broker:1"),
        unknown("a/broker:1", `a/broker:1@${digest}`),
        kafka(
            { image: "apache/kafka:3.9.2" },
            { image: `apache/kafka:3.9.2@${digest}` },
            `images.kafka apache/kafka:3.9.2 -> apache/kafka:3.9.2@${digest}: rolls brokers`,
        ),
        {
            ...kafka(
                { image: "example.com/broker:1" },
                { image: "example.com/broker:1", protocol: "3.9" },
                `brokers.config.${protocol} unset -> 3.9: rolls brokers`,
            ),
            notes: [/cannot be judged from the image/],
        },
        {
            old: {},
            wanted: { brokers: { config: { "log.message.format.version": "2.8" } } },
            edits: ["brokers.config.log.message.format.version unset -> 2.8: rolls brokers"],
            notes: [/^ignored with inter.broker.protocol.version 3.9$/],
        },
        refused(
            {
                old: { brokers: { config: { [protocol]: "2.8" } } },
                wanted: { brokers: { config: { [protocol]: "2.8", "log.message.format.version": "2.4" } } },
                edits: ["brokers.config.log.message.format.version unset -> 2.4: refused"],
            },
            "records written in the newer format would be mixed with records in the older one, which keeps less of them; keep 3.0",
        ),
    ]);
});
