import { inPlace, refused, refusedUnlessAllowed } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import { topicNumber, topicValue } from "../../../model/brokerProperties/topics";
import { isTrue } from "../../../model/brokerProperties/value";
import type { Value } from "../../../model/brokerProperties/value";
import { cleanedBeside, judgeAcknowledged, judgeUncleanElection } from "../edits/losses";
import { duration, retentionMs } from "../edits/retention";
import type { BrokerSettings } from "../settings";
import type { TopicSettings } from "./settings";

/** What of the brokers decides what a topic gets that does not say it, before and after an edit. */
export interface BrokersAround {
    /** Before the edit. */
    readonly from: BrokerSettings;
    /** After the edit. */
    readonly to: BrokerSettings;
}

/** A property before and after an edit, as far as it holds for the topic: its own value, or that of the brokers. */
interface Held {
    readonly value: readonly [from: Value | undefined, to: Value | undefined];
    readonly number: readonly [from: number, to: number];
}

type Rule = (held: Held) => Outcome;

/** Properties on which acknowledged records depend: what a change comes to with that in mind. */
const rules: Readonly<Record<string, Rule | undefined>> = {
    "cleanup.policy": judgeCleanup,
    "min.insync.replicas": judgeInSync,
    "remote.storage.enable": judgeRemoteStorage,
    "retention.bytes": judgeRetentionBytes,
    "retention.ms": judgeRetentionMs,
    "unclean.leader.election.enable": judgeElection,
};

/** What a change of a topic's property comes to. All of them are taken up by running brokers. */
export function judgeTopicProperty(
    name: string,
    from: TopicSettings,
    to: TopicSettings,
    brokers: BrokersAround,
): Outcome {
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    return rule === undefined
        ? inPlace()
        : rule({
              value: [topicValue(from.config, brokers.from, name), topicValue(to.config, brokers.to, name)],
              number: [numberOf(name, from, brokers.from), numberOf(name, to, brokers.to)],
          });
}

/** The brokers may keep the time in other units than topics. */
function numberOf(name: string, { config }: TopicSettings, brokers: BrokerSettings): number {
    return name === "retention.ms" && config[name] === undefined
        ? retentionMs(brokers)
        : topicNumber(config, brokers, name);
}

function judgeInSync({ number: [from, to] }: Held): Outcome {
    return judgeAcknowledged(inPlace(), from, to);
}

function judgeElection({ value: [from, to] }: Held): Outcome {
    return judgeUncleanElection(inPlace(), from, to);
}

function judgeCleanup({ value: [from, to] }: Held): Outcome {
    const policy = (value: Value | undefined) => String(value ?? "delete").trim();
    const cleaned = cleanedBeside(policy(from), policy(to));
    return cleaned === undefined
        ? inPlace()
        : refusedUnlessAllowed(inPlace(), cleaned, "make another topic with this policy and copy the records over");
}

function judgeRemoteStorage({ value: [from, to] }: Held): Outcome {
    return isTrue(from) && !isTrue(to)
        ? refused(
              "with ZooKeeper Kafka cannot end it: records that are only in the remote storage could no longer be read",
              "keep it, or make another topic and copy the records over",
          )
        : inPlace();
}

function judgeRetentionMs({ number: [from, to] }: Held): Outcome {
    return unlimited(to) < unlimited(from)
        ? inPlace(`records older than ${duration(to)} are deleted within minutes, as asked`)
        : inPlace();
}

function judgeRetentionBytes({ number: [from, to] }: Held): Outcome {
    return unlimited(to) < unlimited(from)
        ? inPlace(`of each partition only the last ${to} bytes stay, the older records are deleted, as asked`)
        : inPlace();
}

function unlimited(number: number): number {
    return number < 0 ? Infinity : number;
}
