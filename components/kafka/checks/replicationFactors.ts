import { effectiveNumber } from "../../../model/brokerProperties/effective";
import { factorProperties } from "../../../model/replication";
import type { Replication } from "../../../model/replication";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";

type Property = keyof Replication;

/** Rules about copies: what the brokers cannot hold, and what could never be acknowledged. */
export function replicationFactors(settings: BrokerSettings): Problem[] {
    return [...moreCopiesThanBrokers(settings), ...moreAcknowledgedThanCopies(settings)];
}

/** Creating a topic fails while there are fewer brokers than copies; the internal ones then never come to be. */
function moreCopiesThanBrokers({ config, replicas }: BrokerSettings): Problem[] {
    return factorProperties
        .filter((property) => Number(config[property] ?? NaN) > replicas)
        .map((property) => ({
            path: at(property),
            value: config[property],
            rule: `must be at most kafka:brokers.replicas (${replicas})`,
            advice: "lower it, remove it, or add brokers",
            about: [["brokers", "replicas"]],
        }));
}

const pairs: readonly (readonly [inSync: Property, factor: Property])[] = [
    ["min.insync.replicas", "default.replication.factor"],
    ["transaction.state.log.min.isr", "transaction.state.log.replication.factor"],
];

/** Every write with acks=all would be refused. */
function moreAcknowledgedThanCopies(brokers: BrokerSettings): Problem[] {
    const { config, replicas } = brokers;
    return pairs.flatMap(([inSync, factor]) => {
        const needed = effectiveNumber(brokers, inSync);
        const copies = effectiveNumber(brokers, factor);
        if (!(needed > copies)) {
            return [];
        }
        // The one that the user has set is the one to change; the other may be derived and not stand in the file.
        return config[inSync] === undefined
            ? [
                  {
                      path: at(factor),
                      value: config[factor],
                      rule: `must be at least ${inSync}, which is ${needed} with ${replicas} brokers`,
                      advice: `set ${inSync} too, or remove it`,
                      about: [["brokers", "replicas"], at(inSync)],
                  },
              ]
            : [
                  {
                      path: at(inSync),
                      value: config[inSync],
                      rule: `must be at most ${factor} (${copies})`,
                      advice: "lower it, or raise the other",
                      about: [["brokers", "replicas"], at(factor)],
                  },
              ];
    });
}

function at(property: Property): Path {
    return ["brokers", "config", property];
}
