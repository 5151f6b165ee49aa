import { z } from "zod";
import { matching, propertyMap, whole } from "../../../schema/fields";

/** Kafka's rule of names (org.apache.kafka.common.internals.Topic). */
const name = matching(/^[a-zA-Z0-9._-]{1,249}$/, "must be letters, digits, '.', '_' and '-', at most 249");

const topic = z.strictObject(
    {
        name: name.describe("Its name."),
        partitions: whole(1, 10000)
            .optional()
            .describe(
                "How many partitions; may be raised, never lowered. Default: the brokers' `num.partitions` for a new topic, what there is of another.",
            ),
        replication: whole(1, 99)
            .optional()
            .describe(
                "How many copies. Default: the brokers' `default.replication.factor` for a new topic, what there is of another.",
            ),
        config: propertyMap("topic")
            .default({})
            .describe(
                "Properties, such as `retention.ms`. What is removed here is reset, and what was never here is left as it is.",
            ),
    },
    { error: "must be a map with name, partitions, replication, config" },
);

/** `kafka:topics`: what topics are to be like. */
export const topics = z
    .array(topic, { error: "must be a list of topics, such as {name: orders, partitions: 6}" })
    .describe(
        "Topics that are made, and kept as they are said to be. One that exists is taken over, and one that is not listed any more is left as it is " +
            "(docs/topics.md).",
    );

/** A topic, checked, with every default filled in. */
export type TopicSettings = z.output<typeof topic>;

/** `kafka:topics` as a stack file says it. */
export type TopicsInput = z.input<typeof topics>;
