import { refusedUnlessAllowed } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import { isTrue } from "../../../model/brokerProperties/value";
import type { Value } from "../../../model/brokerProperties/value";

/** Lowering `min.insync.replicas`, or what is like it, makes an acknowledgement worth less. `instead` is what to do beside keeping it. */
export function judgeAcknowledged(outcome: Outcome, from: number, to: number, instead = ""): Outcome {
    return to < from
        ? refusedUnlessAllowed(
              outcome,
              `records would be acknowledged with ${to === 1 ? "a single copy" : `${to} copies`}, and be lost with ${to === 1 ? "it" : "them"}`,
              `keep ${from}${instead}`,
          )
        : outcome;
}

/** Turning `unclean.leader.election.enable` on. */
export function judgeUncleanElection(outcome: Outcome, from: Value | undefined, to: Value | undefined): Outcome {
    return isTrue(to) && !isTrue(from)
        ? refusedUnlessAllowed(
              outcome,
              "a copy that is behind could become leader, and acknowledged records would be lost",
              "leave it false; in an emergency elect one partition by hand with kafka-leader-election.sh --election-type unclean",
          )
        : outcome;
}

const losses: Readonly<Record<string, string>> = {
    compact: "of each key only the last record would stay",
    delete: "records past their retention would be deleted",
};

/** What a cleanup policy removes that the one before kept, a clause: either way of cleaning does. Undefined where it is nothing. */
export function cleanedBeside(from: string, to: string): string | undefined {
    const ways = (policy: string) => policy.split(/\s*,\s*/);
    const added = ways(to).filter((way) => !ways(from).includes(way));
    return added.length === 0 ? undefined : added.map((way) => losses[way] ?? way).join(" and ");
}
