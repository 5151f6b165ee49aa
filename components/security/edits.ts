import { harmless, inPlace, warned } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { valueText } from "../../edits/values";
import { everyNamespace } from "./settings";
import type { SecuritySettings } from "./settings";

/** The edits of `kafka:security`: none can touch a record, so all are allowed; that somebody is cut off is said as a warning. */
export function securityEdits(old: SecuritySettings, wanted: SecuritySettings): UnjudgedChange<unknown>[] {
    const [before, after] = [old.networkPolicies, wanted.networkPolicies];
    const listed = (list: "clients" | "console" | "metrics", what: string) => (): Outcome =>
        before.enabled && after.enabled ? narrowed(before[list], after[list], what) : harmless();
    return changedFields<SecuritySettings, unknown>("security", old, wanted, {
        networkPolicies: {
            enabled: () => (after.enabled ? closed(after) : inPlace("whoever reaches a port may use it")),
            clients: listed("clients", "the brokers (9092)"),
            console: listed("console", "the console (9000)"),
            metrics: listed("metrics", "the brokers' JMX (9999)"),
        },
    });
}

/** Clients in other namespaces have run all the time, and would be cut off. */
function closed({ clients, console, metrics }: SecuritySettings["networkPolicies"]): Outcome {
    const lists = Object.entries({ clients, console, metrics }).map(([name, list]) => `${name} ${valueText(list)}`);
    return warned(
        `pods of other namespaces are cut off, but for those that kafka:security.networkPolicies lists (${lists.join(", ")}): list yours before`,
        "the program's own pods are cut off from everything but DNS and each other (docs/security.md)",
    );
}

function narrowed(from: readonly string[], to: readonly string[], what: string): Outcome {
    const lost = to.includes(everyNamespace) ? [] : from.filter((name) => !to.includes(name));
    const whose = lost.includes(everyNamespace) ? "namespaces that are not listed" : lost.join(", ");
    return lost.length === 0 ? inPlace() : warned(`pods of ${whose} no longer reach ${what}`);
}
