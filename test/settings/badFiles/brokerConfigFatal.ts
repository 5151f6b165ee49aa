import type { BadFile } from "../refusal";

/** `kafka:brokers.config`: values that stop a broker at its start although the definition of the property allows them. */
export const brokerConfigFatal: readonly BadFile[] = [
    {
        name: "compression.gzip.level 0",
        yaml: "kafka:brokers: { config: { compression.gzip.level: 0 } }",
        errors: ['kafka:brokers.config["compression.gzip.level"] is 0: must be -1, or a whole number from 1 to 9'],
        valid: "kafka:brokers: { config: { compression.gzip.level: -1 } }",
    },
    {
        name: "compression.gzip.level 10",
        yaml: "kafka:brokers: { config: { compression.gzip.level: 10 } }",
        errors: ['kafka:brokers.config["compression.gzip.level"] is 10: must be -1, or a whole number from 1 to 9'],
        valid: "kafka:brokers: { config: { compression.gzip.level: 9 } }",
    },
    {
        name: "a policy that is none",
        yaml: "kafka:brokers: { config: { group.consumer.migration.policy: zzz } }",
        errors: [
            'kafka:brokers.config["group.consumer.migration.policy"] is "zzz": must be one of DISABLED, DOWNGRADE, UPGRADE, BIDIRECTIONAL, disabled, downgrade, upgrade, bidirectional',
        ],
        valid: "kafka:brokers: { config: { group.consumer.migration.policy: disabled } }",
    },
];
