import { systemUser } from "../../../model/names";
import type { GrantSettings, Operation, UserSettings } from "./settings";

/** What an operation is possible on, by the word that a grant has for it (Kafka, AclEntry.supportedOperations). */
export const operationsOn = {
    topic: ["Read", "Write", "Create", "Delete", "Alter", "Describe", "AlterConfigs", "DescribeConfigs", "All"],
    group: ["Read", "Delete", "Describe", "All"],
    transactionalId: ["Write", "Describe", "All"],
    cluster: [
        "Create",
        "Alter",
        "Describe",
        "AlterConfigs",
        "DescribeConfigs",
        "IdempotentWrite",
        "ClusterAction",
        "All",
    ],
} as const satisfies Readonly<Record<string, readonly Operation[]>>;

/** What a grant is about. */
export type Resource = keyof typeof operationsOn;

/** The kinds of resources, in the order in which the documentation shows them. */
export const resources = Object.keys(operationsOn) as readonly Resource[];

const types: Readonly<Record<Resource, string>> = {
    topic: "TOPIC",
    group: "GROUP",
    transactionalId: "TRANSACTIONAL_ID",
    cluster: "CLUSTER",
};

/**
 * The grants of all users as lines `TYPE NAME PATTERN PRINCIPAL OPERATION`, each word as Kafka prints it, sorted and each once: what
 * grants.awk compares with what there is.
 */
export function grantLines(users: readonly Pick<UserSettings, "name" | "grants">[]): readonly string[] {
    const lines = users.flatMap(({ name, grants }) =>
        grants.flatMap((grant) =>
            resources.flatMap((resource) => {
                const given = grant[resource];
                const target = given === undefined ? undefined : targetOf(given);
                return target === undefined
                    ? []
                    : grant.operations.map((operation) =>
                          [types[resource], target, `User:${name}`, constant(operation)].join(" "),
                      );
            }),
        ),
    );
    return [...new Set(lines)].sort();
}

/** What must be granted to whoever asks for the lag of consumers: to see groups and topics, and to read neither records nor settings. */
export function lagGrants(passwordVersion: number): Pick<UserSettings, "name" | "grants"> {
    return {
        name: systemUser("kafka-lag", passwordVersion),
        grants: [
            { group: "*", operations: ["Describe"] },
            { topic: "*", operations: ["Describe"] },
        ],
    };
}

/** `NAME PATTERN`: Kafka takes the name `*` for every one, and prefixes by a pattern of their own. The cluster has one name (Resource.CLUSTER_NAME). */
function targetOf(given: NonNullable<GrantSettings[Resource]>): string {
    if (given === true) {
        return "kafka-cluster LITERAL";
    }
    return given !== "*" && given.endsWith("*") ? `${given.slice(0, -1)} PREFIXED` : `${given} LITERAL`;
}

/** `DescribeConfigs` as Kafka prints it: `DESCRIBE_CONFIGS`. */
function constant(operation: Operation): string {
    return operation.replace(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase();
}
