import { harmless, inPlace } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import { changedEntries } from "../../../edits/rules";
import type { UnjudgedChange } from "../../../edits/rules";
import { valueOf } from "../../../edits/values";
import { allBrokerLevels, canBeAltered, isAlwaysThere } from "../../../model/logLevels";
import type { BrokerSettings } from "../settings";

/** The edits of `kafka:brokers.logLevels`, one for each logger whose level is set otherwise. */
export function logLevelEdits(
    { logLevels: old }: Pick<BrokerSettings, "logLevels">,
    { logLevels: wanted }: Pick<BrokerSettings, "logLevels">,
): UnjudgedChange<unknown>[] {
    return changedEntries("brokers", "logLevels", old, wanted, (name) =>
        judge(name, valueOf(allBrokerLevels(old), name), valueOf(allBrokerLevels(wanted), name)),
    );
}

/** What an edit comes to that leads from one level to another; undefined is the one that is inherited. */
function judge(name: string, from: string | undefined, to: string | undefined): Outcome {
    if (from === to) {
        return harmless();
    }
    if (to !== undefined && !canBeAltered(name)) {
        return harmless(
            "brokers take it when they restart: kafka-configs.sh sets no logger with a dollar sign in its name",
        );
    }
    return to === undefined || isAlwaysThere(name)
        ? inPlace()
        : inPlace("a running broker that has no logger of this name yet takes it when it restarts");
}
