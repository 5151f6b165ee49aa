import { effectiveNumber } from "../../../model/brokerProperties/effective";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";

interface Pair {
    readonly lower: string;
    readonly upper: string;
    /** The two must not be equal either. */
    readonly strictly?: true;
    /** The greater one must be at least so many times the other; 1 by default. */
    readonly times?: number;
    /** The greater one means no limit at this value and below. */
    readonly unlimited?: number;
}

function ascending(prefix: string, name: string): Pair[] {
    const [least, itself, most] = [`${prefix}.min.${name}`, `${prefix}.${name}`, `${prefix}.max.${name}`];
    return [
        { lower: least, upper: itself },
        { lower: itself, upper: most },
        { lower: least, upper: most },
    ];
}

/** What a broker compares at its start, and does not start with (Kafka 3.9.2). */
const pairs: readonly Pair[] = [
    // KafkaConfig.validateValues.
    {
        lower: "connection.failed.authentication.delay.ms",
        upper: "connections.max.idle.ms",
        strictly: true,
        unlimited: -1,
    },
    { lower: "replica.fetch.wait.max.ms", upper: "replica.lag.time.max.ms" },
    { lower: "replica.fetch.wait.max.ms", upper: "replica.socket.timeout.ms" },
    { lower: "socket.request.max.bytes", upper: "queued.max.request.bytes", unlimited: 0 },
    // More than 1 MiB for each thread, after a division of integers.
    { lower: "log.cleaner.threads", upper: "log.cleaner.dedupe.buffer.size", times: 2 ** 20 + 1 },
    // LogConfig.validateValues, of every topic.
    { lower: "log.cleaner.min.compaction.lag.ms", upper: "log.cleaner.max.compaction.lag.ms" },
    // GroupCoordinatorConfig, and ShareGroupConfig.
    { lower: "offsets.commit.required.acks", upper: "offsets.topic.replication.factor" },
    ...["group.consumer", "group.share"].flatMap((group) => [
        ...ascending(group, "heartbeat.interval.ms"),
        ...ascending(group, "session.timeout.ms"),
    ]),
    ...ascending("group.share", "record.lock.duration.ms"),
];

/** Rules between two properties of `kafka:brokers.config`, whichever of them is set. */
export function brokerPairs(brokers: BrokerSettings): Problem[] {
    return pairs.flatMap((pair) => compared(pair, brokers));
}

function compared(
    { lower, upper, strictly, times = 1, unlimited = -Infinity }: Pair,
    brokers: BrokerSettings,
): Problem[] {
    const [low, high] = [effectiveNumber(brokers, lower), effectiveNumber(brokers, upper)];
    const wrong = strictly ? low * times >= high : low * times > high;
    if (!wrong || high <= unlimited) {
        return [];
    }
    const [above, below] = strictly ? ["more than", "less than"] : ["at least", "at most"];
    // The one that stands in the file is the one to change; of two the lesser.
    return brokers.config[lower] === undefined
        ? [
              {
                  path: at(upper),
                  value: brokers.config[upper],
                  rule: `must be ${above} ${times === 1 ? "" : `${times} times `}${lower} (${low})`,
                  advice: "raise it, or lower the other",
                  about: [at(lower)],
              },
          ]
        : [
              {
                  path: at(lower),
                  value: brokers.config[lower],
                  rule: `must be ${below} ${upper} (${high})${times === 1 ? "" : ` divided by ${times}`}`,
                  advice: "lower it, or raise the other",
                  about: [at(upper)],
              },
          ];
}

function at(name: string): Path {
    return ["brokers", "config", name];
}
