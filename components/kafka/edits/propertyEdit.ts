import type { BrokerSettings } from "../settings";
import type { Outcome } from "../../../edits/edit";
import type { Facts } from "../../../edits/facts";

/** One changed property, and what its change comes to as far as only the way to apply it counts. */
export interface PropertyEdit {
    readonly name: string;
    readonly old: BrokerSettings;
    readonly wanted: BrokerSettings;
    readonly outcome: Outcome;
    readonly facts: Facts;
}
