import { z } from "zod";
import { images } from "../components/images/settings";
import { brokers } from "../components/kafka/settings";
import { passwords } from "../components/kafka/users/passwords";
import { topics } from "../components/kafka/topics/settings";
import { users } from "../components/kafka/users/settings";
import { kafkaManager } from "../components/kafkaManager/settings";
import { metrics } from "../components/metrics/settings";
import { namespace } from "../components/namespace/settings";
import { security } from "../components/security/settings";
import { storage } from "../components/storage/settings";
import { zookeeper } from "../components/zookeeper/settings";

const rule = 'must name one edit as the refusal shows it, such as "brokers.replicas 5 -> 3"';

/** `kafka:allow`: refused edits that are to be carried out all the same, each by its own name. */
const allow = z
    .array(z.string({ error: rule }).regex(/^\S+ .+ -> .+$/, { error: rule }), {
        error: "must be a list of edits, each named as its refusal shows it",
    })
    .describe("Refused edits that are to be carried out all the same, each by the name that its refusal shows.");

/** Everything a stack file may set below `kafka:`, group by group, in the order in which the documentation shows it. */
export const groups = {
    namespace,
    images,
    storage,
    zookeeper,
    brokers,
    topics,
    kafkaManager,
    metrics,
    security,
    users,
    passwords,
    allow,
} as const;

/** The whole of a stack's settings: every group may be left out. Passwords are none of them, for settings are written down in plain. */
export const schema = z.strictObject({
    namespace: namespace.prefault({}),
    images: images.prefault({}),
    storage: storage.prefault({}),
    zookeeper: zookeeper.prefault({}),
    brokers: brokers.prefault({}),
    topics: topics.prefault([]),
    kafkaManager: kafkaManager.prefault({}),
    metrics: metrics.prefault({}),
    security: security.prefault({}),
    users: users.prefault([]),
    allow: allow.prefault([]),
});

/** Everything that has a name below `kafka:`: the settings, and what is none. */
export const named = schema.extend({ passwords: passwords.optional() });

/** The settings of one stack: checked, with every default filled in. */
export type Settings = z.output<typeof schema>;
