import { z } from "zod";
import { matching, oneOf, whole } from "../../../schema/fields";

const operation = oneOf(
    "Read",
    "Write",
    "Create",
    "Delete",
    "Alter",
    "Describe",
    "AlterConfigs",
    "DescribeConfigs",
    "IdempotentWrite",
    "ClusterAction",
    "All",
);

/** An operation of Kafka's authorizer. */
export type Operation = z.output<typeof operation>;

const topicName = "the name of a topic: letters, digits, '.', '_' and '-', at most 249";

/** Kafka takes any text for these, but some letters would have to be quoted wherever they are written down. */
function named(what: string): string {
    return `${what}: letters, digits and . _ : @ / + -, at most 255`;
}

function pattern(shape: RegExp, what: string): z.ZodOptional<z.ZodString> {
    return matching(shape, `must be ${what}, with '*' at its end for all that begin so`).optional();
}

const grant = z
    .strictObject(
        {
            topic: pattern(/^(?=.{1,249}$)([\w.-]+\*?|\*)$/, topicName).describe(
                "A topic; `orders-*` is every one that begins so, `*` every one.",
            ),
            group: pattern(/^(?=.{1,255}$)([\w.:@/+-]+\*?|\*)$/, named("the name of a consumer group")).describe(
                "Or a consumer group, in the same way.",
            ),
            transactionalId: pattern(/^(?=.{1,255}$)([\w.:@/+-]+\*?|\*)$/, named("a transactional id")).describe(
                "Or a transactional id, in the same way.",
            ),
            cluster: z
                .literal(true, { error: "must be true, or be left out" })
                .optional()
                .describe("Or the cluster itself, to make topics of any name for instance."),
            operations: z
                .array(operation, { error: "must be a list of operations, such as [Read]" })
                .min(1, { error: "must name one operation at least, such as [Read]" })
                .describe("What the user may do with it. `Read`, `Write`, `Delete` and `Alter` include `Describe`."),
        },
        { error: "must be a map with topic, group, transactionalId or cluster, and operations" },
    )
    .describe("What a user may do.");

const user = z.strictObject(
    {
        name: matching(
            /^[a-z0-9]([-a-z0-9]{0,50}[a-z0-9])?$/,
            "must be lower-case letters, digits and '-', at most 52, no '-' at either end: it is part of a Secret's name",
        ).describe("Its name; its principal is `User:<name>`."),
        passwordVersion: whole(1, 1000000).default(1).describe("Raise it to have a new password generated."),
        grants: z
            .array(grant, { error: "must be a list of grants, such as {topic: orders, operations: [Read]}" })
            .default([])
            .describe("What it may do, with `security.authorization: acl`."),
    },
    { error: "must be a map with name, passwordVersion, grants" },
);

/** `kafka:users`: who logs in to the brokers, beside these and the console. */
export const users = z
    .array(user, { error: "must be a list of users, such as {name: orders}" })
    .describe(
        "Who logs in to the brokers, beside themselves and the console. Each has a Secret `kafka-user-<name>` with a `client.properties`; whoever is " +
            "not listed is removed (docs/authentication.md).",
    );

/** A grant, checked. */
export type GrantSettings = z.output<typeof grant>;

/** A user, checked, with every default filled in. */
export type UserSettings = z.output<typeof user>;

/** `kafka:users` as a stack file says it. */
export type UsersInput = z.input<typeof users>;
