import { meantTopicProperty } from "../../../model/brokerProperties/meant";
import {
    topicNumber,
    topicProperty,
    topicReservedBecause,
    topicValue,
    topicViolation,
} from "../../../model/brokerProperties/topics";
import { isReference, isTrue } from "../../../model/brokerProperties/value";
import type { Value } from "../../../model/brokerProperties/value";
import { keyOf } from "../../../schema/problems";
import type { Path, Problem } from "../../../schema/problems";
import type { BrokerSettings } from "../settings";
import { copiesOf } from "./defaults";
import type { TopicSettings } from "./settings";

type Finding = Omit<Problem, "path" | "value">;

/**
 * Rules of the properties of one topic, which stands at `path`. Kafka's own would come too late: what is written to ZooKeeper no broker has
 * looked at, and with some of it brokers would not start again.
 */
export function propertyChecks(topic: TopicSettings, brokers: BrokerSettings, path: Path): Problem[] {
    const at = (name: string) => [...path, "config", name];
    const single = Object.entries(topic.config).flatMap(([name, value]) => {
        const found = naming(name, at) ?? valuing(name, value);
        return found === undefined ? [] : [{ path: at(name), value, ...found }];
    });
    return [...single, ...pairs(topic, brokers, at)];
}

function naming(name: string, at: (name: string) => Path): Finding | undefined {
    const reason = topicReservedBecause(name);
    if (reason !== undefined) {
        return { rule: `must not be set: ${reason}`, advice: "remove it" };
    }
    if (topicProperty(name) !== undefined) {
        return undefined;
    }
    const meant = meantTopicProperty(name);
    return {
        state: "unknown",
        rule:
            meant === undefined
                ? "it is no property of topics (https://kafka.apache.org/39/documentation.html#topicconfigs)"
                : `did you mean ${keyOf(at(meant))}?`,
    };
}

function valuing(name: string, value: Value): Finding | undefined {
    if (isReference(value)) {
        return { rule: "must be the value itself: Kafka resolves no reference for a topic" };
    }
    const rule = topicViolation(name, value);
    return rule === undefined ? undefined : { rule };
}

/** Rules between the properties of a topic, and between them and those of the brokers (LogConfig.validateTopicLogConfigValues, 3.9). */
function pairs(topic: TopicSettings, brokers: BrokerSettings, at: (name: string) => Path): Problem[] {
    const { config } = topic;
    const number = (name: string) => topicNumber(config, brokers, name);
    const [inSync, copies] = [number("min.insync.replicas"), copiesOf(topic, brokers)];
    const [least, most] = [number("min.compaction.lag.ms"), number("max.compaction.lag.ms")];
    const lag = config["min.compaction.lag.ms"] === undefined ? "max.compaction.lag.ms" : "min.compaction.lag.ms";
    return [
        ...(config["min.insync.replicas"] !== undefined && inSync > copies
            ? [
                  {
                      path: at("min.insync.replicas"),
                      value: config["min.insync.replicas"],
                      rule: `must be at most the number of copies (${copies})`,
                      advice: "lower it, or raise replication",
                      about: [["brokers"], at("").slice(0, -2)],
                  },
              ]
            : []),
        ...(least > most && config[lag] !== undefined
            ? [
                  {
                      path: at(lag),
                      value: config[lag],
                      rule:
                          lag === "min.compaction.lag.ms"
                              ? `must be at most max.compaction.lag.ms (${most})`
                              : `must be at least min.compaction.lag.ms (${least})`,
                      about: [["brokers", "config"]],
                  },
              ]
            : []),
        ...remote(topic, brokers, at),
    ];
}

/** A broker with a topic that keeps records remotely does not start where it must not (LogManager). */
function remote({ config }: TopicSettings, brokers: BrokerSettings, at: (name: string) => Path): Problem[] {
    const enable = "remote.storage.enable";
    if (!isTrue(config[enable])) {
        return [];
    }
    const problem = { path: at(enable), value: config[enable] };
    const system = "remote.log.storage.system.enable";
    const systemPath = ["brokers", "config", system];
    const number = (name: string) => topicNumber(config, brokers, name);
    return [
        ...(isTrue(brokers.config[system])
            ? []
            : [
                  {
                      ...problem,
                      rule: `must not be set while ${keyOf(systemPath)} is not true: no broker would start again`,
                      advice: "enable it for the brokers first",
                      about: [systemPath],
                  },
              ]),
        ...(String(topicValue(config, brokers, "cleanup.policy")).includes("compact")
            ? [
                  {
                      ...problem,
                      rule: "must not be set for a topic that is compacted: Kafka keeps none of these remotely",
                  },
              ]
            : []),
        ...["ms", "bytes"].flatMap((unit) => {
            const [local, whole] = [`local.retention.${unit}`, `retention.${unit}`];
            const [here, all] = [number(local), number(whole)];
            return config[local] !== undefined && all > -1 && here !== -2 && (here === -1 || here > all)
                ? [
                      {
                          path: at(local),
                          value: config[local],
                          rule: `must be at most ${whole} (${all}), or -2 for the same`,
                      },
                  ]
                : [];
        }),
    ];
}
