import type { Refusal } from "../../../edits/edit";
import { effectiveNumber } from "../../../model/brokerProperties/effective";
import type { BrokerSettings } from "../settings";

const copiesOf = (settings: BrokerSettings) => effectiveNumber(settings, "default.replication.factor");
const neededOf = (settings: BrokerSettings) => effectiveNumber(settings, "min.insync.replicas");

/**
 * Whether every restart of a broker stops the writers of topics with so many copies that wait for all of them: no copy is to spare. Of a
 * topic with fewer copies than are needed all are (Kafka 3.7 and newer, Partition.effectiveMinIsr); a single copy never has a spare.
 */
export function isStopped(copies: number, needed: number): boolean {
    return copies > 1 && needed >= copies;
}

/** Whether these settings leave topics that are made under them no copy to spare. */
export function stopsWriters(settings: BrokerSettings): boolean {
    return isStopped(copiesOf(settings), neededOf(settings));
}

/**
 * Why an edit may not be made that leaves topics without a copy to spare that had one, and what to do instead; undefined for any other.
 * Topics keep the copies that they were made with, so an edit of the copies or of the number of brokers reaches new ones only.
 */
export function writersStopped(
    old: BrokerSettings,
    wanted: BrokerSettings,
): Pick<Refusal, "why" | "instead"> | undefined {
    if (stopsWriters(old)) {
        return undefined;
    }
    const needed = neededOf(wanted);
    if (stopsWriters(wanted)) {
        return {
            why: "min.insync.replicas would be as high as the number of copies, and every restart of a broker would stop the writers",
            instead: "set brokers.config min.insync.replicas to one less than the copies",
        };
    }
    const existing = copiesOf(old);
    return isStopped(existing, needed)
        ? {
              why: `topics that exist keep ${existing} copies, and with min.insync.replicas ${needed} every restart of a broker would stop their writers`,
              instead: `first set brokers.config min.insync.replicas: ${existing - 1}, and keep it until every topic has ${needed + 1} copies`,
          }
        : undefined;
}
