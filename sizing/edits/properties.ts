import type { BrokerSettings } from "../../settings/schema";
import { reach, steppedFrom, threadSteps } from "./dynamicProperties";
import { inPlace, nothing, refused, refusedUnlessAllowed, rolling } from "./edit";
import { effective, effectiveNumber, isReference, own } from "./effectiveProperties";
import { propertyRules } from "./propertyRules";
import type { Edit, Outcome } from "./edit";
import type { Value } from "./effectiveProperties";
import type { Facts } from "./facts";

/** Judges the edits of `kafka:brokers.config`, one for each property that is set otherwise. A number and its text mean the same. */
export function judgeProperties(old: BrokerSettings, wanted: BrokerSettings, facts: Facts): Edit[] {
    const names = [...new Set([...Object.keys(old.config), ...Object.keys(wanted.config)])].sort();
    return names.flatMap((name): Edit[] => {
        const [from, to] = [own(old.config, name), own(wanted.config, name)];
        return text(from) === text(to)
            ? []
            : [{ part: "brokers", key: `brokers.config.${name}`, from, to, ...judge(name, old, wanted, facts) }];
    });
}

function text(value: Value | undefined): string | undefined {
    return value === undefined ? undefined : String(value);
}

function judge(name: string, old: BrokerSettings, wanted: BrokerSettings, facts: Facts): Outcome {
    const outcome = applied(name, old, wanted);
    const rule = Object.hasOwn(propertyRules, name) ? propertyRules[name] : undefined;
    if (rule !== undefined && isReference(own(wanted.config, name))) {
        return refusedUnlessAllowed(
            outcome,
            "records depend on this property, and what the reference stands for cannot be judged",
            "write the value itself",
        );
    }
    return outcome.refusal === undefined && rule !== undefined ? rule({ name, old, wanted, outcome, facts }) : outcome;
}

/** What the change comes to before its meaning is looked at. */
function applied(name: string, old: BrokerSettings, wanted: BrokerSettings): Outcome {
    const [from, to] = [own(old.config, name), own(wanted.config, name)];
    if (reach(name, from, to) !== "at the start") {
        return judgeThreads(name, old, wanted) ?? inPlace();
    }
    // Setting a derived property to what it is anyway gives the same file.
    return text(effective(old, name)) === text(effective(wanted, name)) ? nothing() : rolling(["brokers"]);
}

/** A running broker refuses to more than double a number of threads, or to go below half of it. */
function judgeThreads(name: string, old: BrokerSettings, wanted: BrokerSettings): Outcome | undefined {
    const standard = steppedFrom(name);
    const from = effectiveNumber(old, name, standard);
    const to = effectiveNumber(wanted, name, standard);
    const path = standard === undefined || Number.isNaN(from + to) ? [] : threadSteps(from, to);
    return path.length > 2
        ? refused(
              "a running broker at most doubles or halves this number",
              `go ${path.join(" -> ")}, one edit at a time, each pulumi up finished before the next`,
          )
        : undefined;
}
