import { refusedUnlessAllowed } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import { effective, effectiveNumber, userValue } from "../../../model/brokerProperties/effective";
import { isTrue } from "../../../model/brokerProperties/value";
import type { BrokerSettings } from "../settings";
import { cleanedBeside, judgeAcknowledged, judgeUncleanElection } from "./losses";
import { writersStopped } from "./minInSync";
import { judgeMessageFormat, judgeProtocol } from "./protocol";
import type { PropertyEdit } from "./protocol";
import { retentionNotes } from "./retention";

type Rule = (edit: PropertyEdit) => Outcome;

/** Properties on which acknowledged records, or the writers, depend: what a change comes to with that in mind. */
export const propertyRules: Readonly<Record<string, Rule | undefined>> = {
    "min.insync.replicas": withSpare(judgeTopicsInSync),
    "transaction.state.log.min.isr": judgeInSync,
    "default.replication.factor": withSpare(judgeCopies),
    "offsets.topic.replication.factor": onlyWhenMade("__consumer_offsets"),
    "transaction.state.log.replication.factor": onlyWhenMade("__transaction_state"),
    "offsets.topic.num.partitions": judgePartitions,
    "transaction.state.log.num.partitions": judgePartitions,
    "unclean.leader.election.enable": judgeElection,
    "log.cleanup.policy": judgeCleanup,
    "log.retention.ms": judgeRetention,
    "log.retention.minutes": judgeRetention,
    "log.retention.hours": judgeRetention,
    "log.retention.bytes": judgeRetention,
    "offsets.retention.minutes": judgeRetention,
    "remote.log.storage.system.enable": judgeRemoteStorage,
    "inter.broker.protocol.version": judgeProtocol,
    "log.message.format.version": judgeMessageFormat,
};

function judgeInSync({ name, old, wanted, outcome }: PropertyEdit): Outcome {
    const [from, to] = [effectiveNumber(old, name), effectiveNumber(wanted, name)];
    return judgeAcknowledged(outcome, from, to, ", or lower it for single topics in kafka:topics");
}

/** The topics that exist may have fewer copies than the settings say: nobody but a person can tell. */
function judgeTopicsInSync(edit: PropertyEdit): Outcome {
    const judged = judgeInSync(edit);
    const to = effectiveNumber(edit.wanted, edit.name);
    return to > effectiveNumber(edit.old, edit.name)
        ? {
              ...judged,
              notes: [...judged.notes, `every restart of a broker stops the writers of topics with only ${to} copies`],
          }
        : judged;
}

function judgeCopies({ name, old, wanted, outcome }: PropertyEdit): Outcome {
    const [from, to] = [effectiveNumber(old, name), effectiveNumber(wanted, name)];
    const existing = { ...outcome, notes: [...outcome.notes, "topics that exist keep the copies they have"] };
    return to === 1 && from > 1
        ? refusedUnlessAllowed(
              existing,
              "new topics would have a single copy, and lose every record with its disk",
              `keep ${from}, or create single topics with fewer copies`,
          )
        : existing;
}

/** The two properties belong together: the one that is edited answers for the pair. */
function withSpare(rule: Rule): Rule {
    return (edit) => {
        const judged = rule(edit);
        const { name, old, wanted } = edit;
        const both = userValue(old.config, "min.insync.replicas") !== userValue(wanted.config, "min.insync.replicas");
        const answers = name === "min.insync.replicas" || !both;
        const stopped = judged.refusal === undefined && answers ? writersStopped(old, wanted) : undefined;
        return stopped === undefined ? judged : refusedUnlessAllowed(judged, stopped.why, stopped.instead);
    };
}

function onlyWhenMade(topic: string): Rule {
    return ({ outcome }) => ({
        ...outcome,
        notes: [
            ...outcome.notes,
            `${topic} keeps the copies it has, if it exists: kafka-reassign-partitions.sh changes them`,
        ],
    });
}

/** The group or transaction is found by its hash modulo this number (Kafka's documentation: "should not change after deployment"). */
function judgePartitions({ outcome }: PropertyEdit): Outcome {
    return refusedUnlessAllowed(
        outcome,
        "the topic exists with the old number, which decides where groups and transactions are kept",
        "leave it; only a new cluster can have another number",
    );
}

function judgeElection({ name, old, wanted, outcome }: PropertyEdit): Outcome {
    return judgeUncleanElection(outcome, effective(old, name), effective(wanted, name));
}

function judgeCleanup({ name, old, wanted, outcome }: PropertyEdit): Outcome {
    const policy = (settings: BrokerSettings) => String(effective(settings, name) ?? "delete");
    const cleaned = cleanedBeside(policy(old), policy(wanted));
    return cleaned === undefined
        ? outcome
        : refusedUnlessAllowed(
              outcome,
              `in every topic without a policy of its own ${cleaned}`,
              "set cleanup.policy for single topics in kafka:topics",
          );
}

/** Deleting old records is what retention is for. */
function judgeRetention({ name, old, wanted, outcome }: PropertyEdit): Outcome {
    return { ...outcome, notes: [...outcome.notes, ...retentionNotes(name, old, wanted)] };
}

function judgeRemoteStorage({ name, old, wanted, outcome }: PropertyEdit): Outcome {
    return isTrue(effective(old, name)) && !isTrue(effective(wanted, name))
        ? refusedUnlessAllowed(
              outcome,
              "records that are only in the remote storage could no longer be read",
              "first set remote.storage.enable=false for every topic, and wait until their records are local again",
          )
        : outcome;
}
