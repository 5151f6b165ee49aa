import { effectiveNumber } from "../../../model/brokerProperties/effective";
import { factorProperties } from "../../../model/replication";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";

const drain: Path = ["brokers", "drain"];
const replicas: Path = ["brokers", "replicas"];

/** Rules of `kafka:brokers.drain`. */
export function draining(settings: BrokerSettings): Problem[] {
    return [...twice(settings), ...tooFewLeft(settings)];
}

function twice(brokers: BrokerSettings): Problem[] {
    return brokers.drain.flatMap((id, index) =>
        brokers.drain.indexOf(id) < index
            ? [{ path: [...drain, index], value: id, rule: "must not stand in the list twice", advice: "remove one" }]
            : [],
    );
}

/** Topics keep their number of copies, and two copies never share a broker. */
function tooFewLeft(brokers: BrokerSettings): Problem[] {
    const drained = new Set(brokers.drain.filter((id) => id < brokers.replicas));
    const left = brokers.replicas - drained.size;
    const copies = Math.max(...factorProperties.map((name) => effectiveNumber(brokers, name)));
    return drained.size > 0 && left < copies
        ? [
              {
                  path: drain,
                  value: brokers.drain,
                  rule: `must leave as many brokers as topics have copies (${copies}), and leaves ${left} of ${brokers.replicas}`,
                  advice: "drain fewer, or add brokers first",
                  about: [replicas, ...factorProperties.map((name) => ["brokers", "config", name])],
              },
          ]
        : [];
}
