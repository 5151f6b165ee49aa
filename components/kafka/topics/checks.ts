import { keyOf } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";
import { creationDefaults } from "./defaults";
import { topicLines } from "./lines";
import { propertyChecks } from "./properties";
import { effectiveNumber } from "../../../model/brokerProperties/effective";
import type { TopicSettings } from "./settings";

/** Rules of `kafka:topics`, and between them and the brokers. */
export function topicChecks(topics: readonly TopicSettings[], brokers: BrokerSettings): Problem[] {
    const firsts = new Map<string, number>();
    const problems = topics.flatMap((topic, index) => {
        const path = ["topics", index];
        const key = unified(topic.name);
        const first = firsts.get(key) ?? index;
        firsts.set(key, first);
        return [
            ...ofName(topics, topic.name, index, first),
            ...ofCopies(topic, brokers, path),
            ...ofDefaults(topic, brokers, path),
            ...propertyChecks(topic, brokers, path),
        ];
    });
    return [...problems, ...tooMany(topics)];
}

/** Metrics know no difference between '.' and '_', and Kafka makes no second topic whose metrics have the same name (Topic.hasCollision). */
function unified(name: string): string {
    return name.replaceAll(".", "_");
}

function ofName(topics: readonly TopicSettings[], name: string, index: number, first: number): Problem[] {
    const problem = { path: ["topics", index, "name"], value: name };
    if (name === "." || name === "..") {
        return [{ ...problem, rule: "must not be . or .., which are directories" }];
    }
    if (name.startsWith("__")) {
        return [{ ...problem, rule: "must not begin with __: such topics are Kafka's own", advice: "choose another" }];
    }
    if (first === index) {
        return [];
    }
    const other = topics[first]?.name;
    return [
        other === name
            ? {
                  ...problem,
                  rule: `must be another one than that of ${keyOf(["topics", first])}`,
                  advice: "put what both say into one of them, and remove the other",
              }
            : {
                  ...problem,
                  rule: `must differ from ${String(other)} by more than '.' and '_', which are the same to Kafka's metrics`,
                  advice: "choose another",
              },
    ];
}

/** Two copies never share a broker, and a broker that is being emptied gets none. */
function ofCopies({ replication }: TopicSettings, { drain, replicas }: BrokerSettings, path: Path): Problem[] {
    const left = replicas - new Set(drain.filter((id) => id < replicas)).size;
    if (replication === undefined || replication <= left) {
        return [];
    }
    const problem = { path: [...path, "replication"], value: replication };
    return replication > replicas
        ? [
              {
                  ...problem,
                  rule: `must be at most kafka:brokers.replicas (${replicas})`,
                  advice: "lower it, or add brokers",
                  about: [["brokers", "replicas"]],
              },
          ]
        : [
              {
                  ...problem,
                  rule: `must be at most the number of brokers that kafka:brokers.drain leaves (${left} of ${replicas})`,
                  advice: "lower it first, or drain fewer",
                  about: [
                      ["brokers", "replicas"],
                      ["brokers", "drain"],
                  ],
              },
          ];
}

/** What the program writes itself it must know: a reference is resolved by brokers only. */
function ofDefaults(topic: TopicSettings, brokers: BrokerSettings, path: Path): Problem[] {
    return (["partitions", "replication"] as const).flatMap((field) => {
        const property = creationDefaults[field];
        return topic[field] === undefined && Number.isNaN(effectiveNumber(brokers, property))
            ? [
                  {
                      path: [...path, field],
                      value: undefined,
                      rule: `must be set while ${keyOf(["brokers", "config", property])} is a reference, which only brokers resolve`,
                      about: [["brokers", "config", property]],
                  },
              ]
            : [];
    });
}

/** A ConfigMap holds 1 MiB, and has the scripts beside the topics. */
const mostBytes = 900_000;

function tooMany(topics: readonly TopicSettings[]): Problem[] {
    const bytes = Buffer.byteLength(topicLines(topics));
    return bytes > mostBytes
        ? [
              {
                  path: ["topics"],
                  value: undefined,
                  state: `a list of ${topics.length} topics`,
                  rule: `must take at most ${mostBytes} bytes of a ConfigMap, and takes ${bytes}`,
                  advice: "leave out what the brokers' defaults say as well, or some of the topics",
              },
          ]
        : [];
}
