import { harmless, inPlace } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import type { UnjudgedChange } from "../../../edits/rules";
import { allBrokerLevels, canBeAltered, isAlwaysThere } from "../../../model/logLevels";
import type { LogLevels } from "../../../model/logLevels";
import type { BrokerSettings } from "../settings";

/** The edits of `kafka:brokers.logLevels`, one for each logger whose level is set otherwise. */
export function logLevelEdits(
    { logLevels: old }: Pick<BrokerSettings, "logLevels">,
    { logLevels: wanted }: Pick<BrokerSettings, "logLevels">,
): UnjudgedChange<unknown>[] {
    const names = [...new Set([...Object.keys(old), ...Object.keys(wanted)])].sort();
    return names.flatMap((name): UnjudgedChange<unknown>[] => {
        const [from, to] = [levelIn(old, name), levelIn(wanted, name)];
        return from === to
            ? []
            : [
                  {
                      group: "brokers",
                      path: ["brokers", "logLevels", name],
                      key: `brokers.logLevels.${name}`,
                      from,
                      to,
                      rule: () =>
                          judge(name, levelIn(allBrokerLevels(old), name), levelIn(allBrokerLevels(wanted), name)),
                  },
              ];
    });
}

function levelIn(levels: LogLevels, name: string): string | undefined {
    return Object.hasOwn(levels, name) ? levels[name] : undefined;
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
