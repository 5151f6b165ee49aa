import { brokerFiles } from "../objects/brokerProperties";
import { at, fields, list, shown, unknownValue } from "../objects/json";
import type { Json } from "../objects/json";
import { clusterType, isOfCluster, kindOf, line, nameOf } from "../objects/object";
import { resourcePolicy } from "../policy";

interface Settings {
    readonly copies: number;
    readonly inSync: number;
}

/** Properties by name, with Kafka's own defaults where nothing sets them. */
type Values = Readonly<Record<string, Json>>;

/** Kafka's own (kafka.server.KafkaConfig), of what says how often a record is kept. */
const kafkaDefaults: Values = {
    "default.replication.factor": 1,
    "min.insync.replicas": 1,
    "offsets.topic.replication.factor": 3,
    "transaction.state.log.replication.factor": 3,
    "transaction.state.log.min.isr": 2,
};

/** Which copies have to have a record before it is acknowledged, and of how many. */
const pairs = [
    ["default.replication.factor", "min.insync.replicas"],
    ["transaction.state.log.replication.factor", "transaction.state.log.min.isr"],
] as const;

/** A record that is acknowledged is on so many disks; one broker may stop without stopping the writers. */
export const copies = resourcePolicy<Settings>(
    {
        name: "kafka-copies",
        description: "Brokers and topics keep enough copies, and acknowledge what enough of them have.",
        settings: {
            copies: { type: "integer", minimum: 1, default: 3, description: "The least number of copies." },
            inSync: {
                type: "integer",
                minimum: 1,
                default: 2,
                description: "The least number of copies that must have a record before it is acknowledged.",
            },
        },
    },
    (resource, settings) => {
        if (resource.type === clusterType) {
            const groups = at(resource.props, "settings");
            return [...ofCluster(groups, settings), ...ofTopics(list(groups, "topics"), settings)];
        }
        // Of a cluster the settings have been judged: its files need not have what a Job sets.
        return kindOf(resource) === "ConfigMap" && !isOfCluster(resource)
            ? brokerFiles(resource.props).flatMap(([key, properties]) =>
                  problems({ ...kafkaDefaults, ...properties }, settings, {
                      where: (property) => `${nameOf(resource)}, ${key}: ${property}`,
                      advice: () => "set it",
                  }),
              )
            : [];
    },
);

/** What a cluster of this project runs with where its stack file sets nothing: held to model/replication.ts by a spec. */
export function derivedCopies(brokers: number): Values {
    const factor = Math.min(brokers, 3);
    const inSync = Math.max(1, factor - 1);
    return {
        "default.replication.factor": factor,
        "min.insync.replicas": inSync,
        "offsets.topic.replication.factor": factor,
        "transaction.state.log.replication.factor": factor,
        "transaction.state.log.min.isr": inSync,
    };
}

function ofCluster(groups: Json | undefined, settings: Settings): readonly string[] {
    const brokers = Number(at(groups, "brokers", "replicas"));
    const config = Object.fromEntries(fields(groups, "brokers", "config"));
    return problems({ ...derivedCopies(brokers), ...config }, settings, {
        where: (property) => `kafka:brokers.config["${property}"]`,
        advice: (property) =>
            Object.hasOwn(config, property)
                ? "remove it, or set another"
                : `it follows from kafka:brokers.replicas (${brokers}): have ${settings.copies} brokers or more`,
    });
}

/** How lines about properties are worded. */
interface Wording {
    readonly where: (property: string) => string;
    readonly advice: (property: string) => string;
}

function problems(values: Values, { copies, inSync }: Settings, { where, advice }: Wording): readonly string[] {
    const tooFew = [...Object.keys(kafkaDefaults)]
        .map((property) => [property, property.endsWith("factor") ? copies : inSync] as const)
        .filter(([property, least]) => isLess(values[property], least))
        .map(([property, least]) =>
            line(where(property), values[property], `must be at least ${least}`, advice(property)),
        );
    const allNeeded = pairs
        .filter(
            ([factor, needed]) => !isLess(values[needed], Number(values[factor])) && !isLess(values[factor], copies),
        )
        .map(([factor, needed]) =>
            line(
                where(needed),
                values[needed],
                `must be less than ${factor} (${shown(values[factor])}), or one broker that stops stops the writers`,
                advice(needed),
            ),
        );
    return [...tooFew, ...allNeeded];
}

/** What topics say themselves; what they do not say is the brokers'. */
function ofTopics(topics: readonly Json[], { copies, inSync }: Settings): readonly string[] {
    return topics.flatMap((topic, index) => {
        const where = `kafka:topics[${index}]`;
        const [own, needed] = [at(topic, "replication"), at(topic, "config", "min.insync.replicas")];
        const key = `${where}.config["min.insync.replicas"]`;
        return [
            ...(own !== undefined && isLess(own, copies)
                ? [line(`${where}.replication`, own, `must be at least ${copies}`, "raise it, or remove it")]
                : []),
            ...(needed !== undefined && isLess(needed, inSync)
                ? [line(key, needed, `must be at least ${inSync}`, "raise it, or remove it")]
                : []),
            ...(needed !== undefined && own !== undefined && !isLess(needed, Number(own))
                ? [
                      line(
                          key,
                          needed,
                          `must be less than ${where}.replication (${shown(own)})`,
                          "lower it, or add copies",
                      ),
                  ]
                : []),
        ];
    });
}

/** Whether a value is a number less than another; of references and of what a preview does not know yet nothing is known, and nothing is said. */
function isLess(value: Json | undefined, limit: number): boolean {
    return value !== unknownValue && Number(value) < limit;
}
