import { harmless, inPlace, refused, refusedUnlessAllowed, warned } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import type { UnjudgedChange } from "../../../edits/rules";
import { userValue } from "../../../model/brokerProperties/effective";
import { topicText } from "../../../model/brokerProperties/topics";
import { judgeTopicProperty } from "./propertyEdits";
import type { BrokersAround } from "./propertyEdits";
import type { TopicSettings } from "./settings";
import { judgeTakeover } from "./takeover";
import type { TopicFacts } from "./takeover";

/** The edits of `kafka:topics`: one for each topic that comes or goes, and one for each field and property of one that stays. */
export function topicEdits(
    old: readonly TopicSettings[],
    wanted: readonly TopicSettings[],
    brokers: BrokersAround,
): UnjudgedChange<TopicFacts>[] {
    const [before, after] = [byName(old), byName(wanted)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((name): UnjudgedChange<TopicFacts>[] => {
        const [from, to] = [before.get(name), after.get(name)];
        const change = { group: "topics", path: ["topics", name], key: `topics.${name}`, from, to };
        if (to === undefined) {
            return [{ ...change, rule: () => harmless(left) }];
        }
        const between = (one: TopicSettings, other: TopicSettings) => fieldEdits(one, other, brokers);
        return from === undefined
            ? [{ ...change, rule: (facts) => judgeTakeover(to, facts, between) }]
            : between(from, to);
    });
}

const left = "the topic stays as it is, with its records: delete it with kafka-topics.sh if nobody needs it";

function byName(topics: readonly TopicSettings[]): ReadonlyMap<string, TopicSettings> {
    return new Map(topics.map((topic) => [topic.name, topic]));
}

function fieldEdits(from: TopicSettings, to: TopicSettings, brokers: BrokersAround): UnjudgedChange<unknown>[] {
    const change = (steps: readonly string[], before: unknown, after: unknown, rule: () => Outcome) => ({
        group: "topics",
        path: ["topics", to.name, ...steps],
        key: ["topics", to.name, ...steps].join("."),
        from: before,
        to: after,
        rule,
    });
    const properties = [...new Set([...Object.keys(from.config), ...Object.keys(to.config)])].sort();
    return [
        ...(from.partitions === to.partitions
            ? []
            : [
                  change(["partitions"], from.partitions, to.partitions, () =>
                      judgePartitions(from.partitions, to.partitions),
                  ),
              ]),
        ...(from.replication === to.replication
            ? []
            : [
                  change(["replication"], from.replication, to.replication, () =>
                      judgeReplication(from.replication, to.replication),
                  ),
              ]),
        ...properties.flatMap((name) => {
            const [before, after] = [userValue(from.config, name), userValue(to.config, name)];
            const text = (value: typeof before) => (value === undefined ? undefined : topicText(name, value));
            return text(before) === text(after)
                ? []
                : [change(["config", name], before, after, () => judgeTopicProperty(name, from, to, brokers))];
        }),
    ];
}

const keysMove = "records of one key are in another partition from then on, and their order across that moment is lost";

function judgePartitions(from: number | undefined, to: number | undefined): Outcome {
    if (to === undefined) {
        return harmless("the topic keeps the partitions it has");
    }
    if (from === undefined) {
        return inPlace("a topic with more partitions than these keeps them, and the Job fails");
    }
    return to < from
        ? refused(
              "Kafka cannot take partitions away: their records would be gone",
              `keep ${from}, or make another topic with fewer and copy the records over`,
          )
        : warned(keysMove);
}

function judgeReplication(from: number | undefined, to: number | undefined): Outcome {
    if (to === undefined) {
        return harmless("the topic keeps the copies it has");
    }
    const moved = inPlace(
        "copies are made or removed while clients go on, at brokers.moveRate; pulumi up waits until that is done",
    );
    return to === 1 && from !== 1
        ? refusedUnlessAllowed(
              moved,
              "the topic would have a single copy, and lose every record with its disk",
              "keep two at least",
          )
        : moved;
}
