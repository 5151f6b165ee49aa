import { effectiveNumber } from "../../../model/brokerProperties/effective";
import type { BrokerSettings } from "../settings";
import type { TopicSettings } from "./settings";

/** The broker properties by which a new topic gets what the stack file does not say. */
export const creationDefaults = {
    partitions: "num.partitions",
    replication: "default.replication.factor",
} as const satisfies Readonly<Partial<Record<keyof TopicSettings, string>>>;

/** How many copies a topic has that is made now; NaN where only the brokers know. */
export function copiesOf({ replication }: TopicSettings, brokers: BrokerSettings): number {
    return replication ?? effectiveNumber(brokers, creationDefaults.replication);
}
