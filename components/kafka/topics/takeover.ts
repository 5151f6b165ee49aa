import { inPlace, refusedUnlessAllowed } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import type { UnjudgedChange } from "../../../edits/rules";
import { valueText } from "../../../edits/values";
import type { TopicSettings } from "./settings";

/** A topic as Kafka describes it: everything is known, the brokers' own properties among it. */
export type ExistingTopic = Required<Omit<TopicSettings, "name">>;

/** What is known of the running cluster's topics. Everything is optional. */
export interface TopicFacts {
    /** The topics that exist, by name; undefined where nobody was asked, or nobody answers. */
    readonly existingTopics?: Readonly<Record<string, ExistingTopic>>;
    /** Whether what nobody can tell counts as unsafe: in `pulumi up`. Default: false. */
    readonly proof?: boolean;
}

/** As much of a topic that exists as the stack file says something of: the rest stays as it is. */
function declaredOf(to: TopicSettings, existing: ExistingTopic): TopicSettings {
    const config = Object.entries(existing.config).filter(([name]) => Object.hasOwn(to.config, name));
    return {
        name: to.name,
        ...(to.partitions === undefined ? {} : { partitions: existing.partitions }),
        ...(to.replication === undefined ? {} : { replication: existing.replication }),
        config: Object.fromEntries(config),
    };
}

/**
 * What becomes of a topic that the stack file did not have before. One that exists is judged as if the file had said of it what it is: somebody's
 * records are in it. Where no broker tells whether it does, it may be one with Kafka's own properties. `edits` are those between two topics.
 */
export function judgeTakeover(
    to: TopicSettings,
    { existingTopics, proof = false }: TopicFacts,
    edits: (from: TopicSettings, to: TopicSettings) => readonly UnjudgedChange<unknown>[],
): Outcome {
    const existing = existingTopics?.[to.name];
    const judged = (from: TopicSettings) =>
        edits(from, to).map((change) => ({ change, outcome: change.rule(undefined) }));
    if (existing === undefined) {
        const unsafe =
            existingTopics === undefined && proof
                ? judged({ name: to.name, config: {} }).find(({ outcome }) => outcome.refusal !== undefined)
                : undefined;
        return unsafe?.outcome.refusal === undefined
            ? inPlace()
            : refusedUnlessAllowed(
                  inPlace(),
                  `no broker can be asked whether there is such a topic, and if there is: ${unsafe.outcome.refusal.why}`,
                  "bring the brokers up first",
              );
    }
    const changes = judged(declaredOf(to, existing));
    const refused = changes.find(({ outcome }) => outcome.refusal !== undefined);
    return {
        ...inPlace("the topic exists, and is taken over", ...changes.flatMap(({ outcome }) => outcome.notes)),
        ...(changes.some(({ outcome }) => outcome.warns === true) ? { warns: true } : {}),
        ...(refused?.outcome.refusal === undefined
            ? {}
            : {
                  refusal: {
                      ...refused.outcome.refusal,
                      why: `the topic exists with ${field(refused.change)} ${valueText(refused.change.from)}, and ${refused.outcome.refusal.why}`,
                  },
              }),
    };
}

function field({ path: [, , ...steps] }: UnjudgedChange<unknown>): string {
    return (steps[0] === "config" ? steps.slice(1) : steps).join(".");
}

/** The topics in what `kafka-topics.sh --describe` prints, by name. Of a value with commas each part is without a `=`. */
export function topicsIn(described: string): Readonly<Record<string, ExistingTopic>> {
    const lines = described.matchAll(
        /^Topic: (\S+)\t.*PartitionCount: (\d+)\tReplicationFactor: (\d+)\tConfigs: ?(.*)$/gm,
    );
    return Object.fromEntries(
        [...lines].map(([, name = "", partitions, replication, configs = ""]) => [
            name,
            {
                partitions: Number(partitions),
                replication: Number(replication),
                config: Object.fromEntries(
                    configs
                        .split(/,(?=[a-z.]+=)/)
                        .filter((pair) => pair.includes("="))
                        .map((pair) => [pair.slice(0, pair.indexOf("=")), pair.slice(pair.indexOf("=") + 1)]),
                ),
            },
        ]),
    );
}
