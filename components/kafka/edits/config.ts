import { harmless, inPlace, refusedUnlessAllowed } from "../../../edits/edit";
import type { Outcome } from "../../../edits/edit";
import type { UnjudgedChange } from "../../../edits/rules";
import { liveProperties, reach, startProperties } from "../../../model/brokerProperties/dynamic";
import { userValue } from "../../../model/brokerProperties/effective";
import { isReference } from "../../../model/brokerProperties/value";
import type { Value } from "../../../model/brokerProperties/value";
import type { BrokerSettings } from "../settings";
import { propertyRules } from "./propertyRules";
import type { BrokerImages } from "./protocol";
import { retentionMs } from "./retention";

/** The edits of `kafka:brokers.config`, one for each property that is set otherwise. A number and its text mean the same. */
export function propertyEdits(
    old: BrokerSettings,
    wanted: BrokerSettings,
    images: BrokerImages,
): UnjudgedChange<unknown>[] {
    const names = [...new Set([...Object.keys(old.config), ...Object.keys(wanted.config)])].sort();
    return names.flatMap((name): UnjudgedChange<unknown>[] => {
        const [from, to] = [userValue(old.config, name), userValue(wanted.config, name)];
        return text(from) === text(to)
            ? []
            : [
                  {
                      group: "brokers",
                      path: ["brokers", "config", name],
                      key: `brokers.config.${name}`,
                      from,
                      to,
                      rule: () => judge(name, old, wanted, images),
                  },
              ];
    });
}

function text(value: Value | undefined): string | undefined {
    return value === undefined ? undefined : String(value);
}

function judge(name: string, old: BrokerSettings, wanted: BrokerSettings, images: BrokerImages): Outcome {
    const outcome = applied(name, old, wanted);
    const rule = Object.hasOwn(propertyRules, name) ? propertyRules[name] : undefined;
    if (rule !== undefined && isReference(userValue(wanted.config, name))) {
        return refusedUnlessAllowed(
            outcome,
            "records depend on this property, and what the reference stands for cannot be judged",
            "write the value itself",
        );
    }
    const judged = rule === undefined ? outcome : rule({ name, old, wanted, outcome, images });
    return name === "log.retention.ms" && judged.refusal === undefined ? meanwhile(old, wanted, judged) : judged;
}

/** What the change comes to before its meaning is looked at. */
function applied(name: string, old: BrokerSettings, wanted: BrokerSettings): Outcome {
    const [from, to] = [userValue(old.config, name), userValue(wanted.config, name)];
    return reach(name, from, to) === "all brokers" ? inPlace() : harmless();
}

/**
 * The time in milliseconds is changed while the brokers run, the ones in minutes and hours by their restart, one broker after the other.
 * In between some have the old one of these and the new one of those; what a broker deletes meanwhile is gone.
 */
function meanwhile(old: BrokerSettings, wanted: BrokerSettings, outcome: Outcome): Outcome {
    const mixed = (file: BrokerSettings, live: BrokerSettings) =>
        known(retentionMs({ ...file, config: { ...startProperties(file.config), ...liveProperties(live.config) } }));
    const least = Math.min(known(retentionMs(old)), known(retentionMs(wanted)));
    return Math.min(mixed(old, wanted), mixed(wanted, old)) < least
        ? refusedUnlessAllowed(
              outcome,
              "while the brokers restart one by one, some would keep records for a shorter time than before and after",
              steps(old, wanted),
          )
        : outcome;
}

/** Edits on the way between which no broker keeps records for a shorter time. */
function steps(old: BrokerSettings, wanted: BrokerSettings): string {
    const [from, to] = [old, wanted].map(({ config }) => userValue(config, "log.retention.ms"));
    if (isReference(from)) {
        // It stands in the brokers' file, where a number does not: while they restart only the hours hold.
        return "make three edits of it: first set log.retention.hours to the longer time, then log.retention.ms, then remove the hours";
    }
    const first = to === undefined ? "log.retention.hours or log.retention.minutes" : "log.retention.ms";
    return `make two edits of it: first set ${first}, then remove the other`;
}

/** What a reference stands for is not known: at the worst, for ever. */
function known(time: number): number {
    return Number.isNaN(time) ? Infinity : time;
}
