import { refusedUnlessAllowed } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import { liveProperties, startProperties } from "../../../model/brokerProperties/dynamic";
import { effectiveNumber, userValue } from "../../../model/brokerProperties/effective";
import { claimName } from "../../../model/names";
import { factorProperties, internalTopics } from "../../../model/replication";
import type { DiskFacts } from "../../storage/diskEdits";
import type { BrokerSettings } from "../settings";
import { writersStopped } from "./minInSync";

/** What is known of the running brokers. Everything is optional: less knowledge refuses more. */
export interface BrokerFacts extends DiskFacts {
    /** Ids of the brokers that the user declares drained (`kafka:brokers.drain`, before the edit). */
    readonly drained?: readonly number[];
    /** Number of partitions by broker id, as read from the running cluster. It wins over the declaration. */
    readonly holding?: Readonly<Record<number, number>>;
    /** True in `pulumi up`: a broker that cannot be asked counts as not drained, even if `brokers.drain` lists it. */
    readonly proof?: boolean;
}

/** What another number of brokers comes to. */
export function judgeReplicas(old: BrokerSettings, wanted: BrokerSettings, facts: BrokerFacts): Outcome {
    return wanted.replicas > old.replicas ? more(old, wanted) : fewer(old, wanted, facts);
}

function more(old: BrokerSettings, wanted: BrokerSettings): Outcome {
    const few = internalTopics.filter(
        ([, property]) => effectiveNumber(wanted, property) > effectiveNumber(old, property),
    );
    const topics = few.map(([topic]) => topic).join(" and ");
    const outcome: Outcome = {
        effect: "adds",
        notes: wanted.rebalance
            ? [
                  `partitions are moved to the new brokers while clients go on${few.length === 0 ? "" : `, and ${topics} get more copies`}`,
                  ...(few.length === 0 ? [] : ["other topics keep the copies they have"]),
              ]
            : [
                  "the new brokers hold nothing until kafka:brokers.rebalance: true moves partitions to them",
                  ...(few.length === 0
                      ? []
                      : [
                            `topics that exist keep the copies they have, ${topics} too until kafka:brokers.rebalance: true adds more`,
                        ]),
              ],
    };
    return withoutSpare(old, wanted, outcome);
}

function fewer(old: BrokerSettings, wanted: BrokerSettings, facts: BrokerFacts): Outcome {
    const leaving = Array.from({ length: old.replicas - wanted.replicas }, (_, index) => wanted.replicas + index);
    const outcome: Outcome = {
        effect: "removes",
        notes: [
            `${leaving.map((id) => claimName("brokers", id)).join(", ")} stay, for when the brokers come back`,
            ...fewerInSync(old, wanted),
        ],
    };
    const copies = Math.max(...factorProperties.map((name) => effectiveNumber(old, name)));
    const first = copies > wanted.replicas ? reassignFirst(wanted.replicas) : drainFirst(leaving);

    const holders = leaving.filter((id) => (facts.holding?.[id] ?? 0) > 0);
    if (holders.length > 0) {
        const held = holders
            .map((id) => `broker ${id} holds ${count(facts.holding?.[id] ?? 0, "partition")}`)
            .join(", ");
        return refusedUnlessAllowed(outcome, held, first);
    }

    const proven = leaving.every((id) => facts.holding?.[id] === 0);
    const unknown = leaving.filter((id) => facts.holding?.[id] === undefined);
    const full = unknown.filter((id) => !facts.drained?.includes(id));
    if (full.length > 0) {
        const why =
            full.length === 1
                ? `broker ${full.join("")} is not drained, and its partitions would lose a copy`
                : `brokers ${full.join(", ")} are not drained, and their partitions would lose copies`;
        return refusedUnlessAllowed(outcome, why, first);
    }
    if (unknown.length > 0 && facts.proof === true) {
        // A drain is declared before it is carried out, and its Job may have been interrupted.
        const why = `no broker can be asked whether ${unknown.map((id) => `broker ${id}`).join(", ")} has been emptied`;
        return refusedUnlessAllowed(outcome, why, "bring the brokers up first");
    }

    if (copies > wanted.replicas && !proven) {
        const fit = `topics with ${copies} copies do not fit on ${count(wanted.replicas, "broker")}`;
        return refusedUnlessAllowed(outcome, fit, first);
    }
    return withoutSpare(old, wanted, outcome);
}

function drainFirst(leaving: readonly number[]): string {
    return `move their partitions away first with kafka:brokers.drain: [${leaving.join(", ")}], then lower the number`;
}

/** Brokers without which there would be fewer than topics have copies cannot be drained (checks/drain.ts): no place is left. */
function reassignFirst(staying: number): string {
    const ids = Array.from({ length: staying }, (_, id) => id).join(", ");
    const place = `${staying === 1 ? "broker" : "brokers"} ${ids}`;
    return `reassign every topic to ${count(staying, "copy", "copies")} on ${place} first (kafka-reassign-partitions.sh)`;
}

/** What the user has set does not follow, and an edit of it is judged by itself. */
function fewerInSync(old: BrokerSettings, wanted: BrokerSettings): string[] {
    const name = "min.insync.replicas";
    const [from, to] = [effectiveNumber(old, name), effectiveNumber(wanted, name)];
    const follows = userValue(old.config, name) === undefined && userValue(wanted.config, name) === undefined;
    return follows && to < from
        ? [
              `${name} follows from ${from} to ${to}: records are acknowledged with ${to === 1 ? "a single copy" : `${to} copies`}`,
          ]
        : [];
}

/** The settings of the copies follow from the number of brokers, or are the user's own and fit the old number only. */
function withoutSpare(old: BrokerSettings, wanted: BrokerSettings, outcome: Outcome): Outcome {
    const set = ["min.insync.replicas", "default.replication.factor"].some(
        (name) => userValue(old.config, name) !== userValue(wanted.config, name),
    );
    if (set) {
        // The edit of the property answers for what comes of it.
        return { ...outcome, notes: [...outcome.notes, ...stoppedMeanwhile(old, wanted)] };
    }
    const stopped = writersStopped(old, wanted);
    return stopped === undefined ? outcome : refusedUnlessAllowed(outcome, stopped.why, stopped.instead);
}

/** What running brokers can change is set after the roll (components/kafka/jobs.ts): until then they run with the old one and the new file. */
function stoppedMeanwhile(old: BrokerSettings, wanted: BrokerSettings): string[] {
    const config = { ...startProperties(wanted.config), ...liveProperties(old.config) };
    return writersStopped(old, { ...wanted, config }) !== undefined
        ? [
              "min.insync.replicas is set after the brokers have restarted, and until then each restart can stop writers; " +
                  "to spare them set it in an edit of its own first",
          ]
        : [];
}

function count(number: number, one: string, many = `${one}s`): string {
    return `${number} ${number === 1 ? one : many}`;
}
