import { harmless, inPlace, refused, warned } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { valueText } from "../../edits/values";
import { nextStep, takesLogins } from "./authentication";
import type { Authentication } from "./authentication";
import { everyNamespace } from "./settings";
import type { SecuritySettings } from "./settings";

/** What is known of the running brokers. Everything is optional: less knowledge refuses more. */
export interface SecurityFacts {
    /** Whether a broker has ever started; false where none has. */
    readonly brokersRan?: boolean;
    /** Whether all brokers run as their StatefulSet wants them, and are ready. */
    readonly rolledOut?: boolean;
    /** True in `pulumi up`: what could not be looked up counts as unsafe. */
    readonly proof?: boolean;
}

/** The edits of `kafka:security`. That somebody is cut off is said as a warning; refused is what would keep brokers from each other. */
export function securityEdits(old: SecuritySettings, wanted: SecuritySettings): UnjudgedChange<SecurityFacts>[] {
    const [before, after] = [old.networkPolicies, wanted.networkPolicies];
    const listed = (list: "clients" | "console" | "metrics", what: string) => (): Outcome =>
        before.enabled && after.enabled ? narrowed(before[list], after[list], what) : harmless();
    return changedFields<SecuritySettings, SecurityFacts>("security", old, wanted, {
        authentication: (facts) => step(old.authentication, wanted.authentication, facts),
        authorization: () => (wanted.authorization === "acl" ? denied : permitted),
        passwordVersion: (facts) => rotated(old, wanted, facts),
        networkPolicies: {
            enabled: () => (after.enabled ? closed(after) : inPlace("whoever reaches a port may use it")),
            clients: listed("clients", "the brokers (9092, 9093)"),
            console: listed("console", "the console (9000)"),
            metrics: listed("metrics", "the brokers' JMX (9999)"),
        },
    });
}

/** What each step does to clients, and what may follow. */
const steps: Readonly<Record<Authentication, Readonly<Partial<Record<Authentication, Outcome>>>>> = {
    none: {
        offered: warned(
            "brokers listen at 9093 too, for users of kafka:users; whoever comes from outside the cluster has to log in now",
            "the next step is preferred",
        ),
    },
    offered: {
        none: warned("9093 is closed: clients that log in are cut off as each broker restarts"),
        preferred: inPlace(
            "brokers and console log in from now on; move clients to 9093 and their users, and then set required",
        ),
    },
    preferred: {
        offered: inPlace("brokers and console no longer log in", "the next step back is none"),
        required: warned("9092 is closed: clients that do not log in are cut off as each broker restarts"),
    },
    required: { preferred: warned("9092 is open again, to whoever reaches it") },
};

/** Two brokers must always have a listener in common by which each talks to the other: one step at a time, and each to its end. */
function step(from: Authentication, to: Authentication, facts: SecurityFacts): Outcome {
    if (facts.brokersRan === false) {
        return harmless();
    }
    const next = nextStep(from, to);
    if (next !== to) {
        return refused(
            `brokers that have restarted and brokers that have not would lose each other on the way`,
            `set it to ${next} first, run pulumi up, and go on from there`,
        );
    }
    return unfinished(facts, `run pulumi up with ${from} first`) ?? steps[from][to] ?? inPlace();
}

/** Both passwords are valid until every broker has the new one, of which each knows the next one only (components/kafka/logins.ts). */
function rotated(old: SecuritySettings, wanted: SecuritySettings, facts: SecurityFacts): Outcome {
    const [from, to] = [old.passwordVersion, wanted.passwordVersion];
    if (facts.brokersRan === false || !takesLogins(old.authentication) || !takesLogins(wanted.authentication)) {
        return harmless();
    }
    return to === from + 1
        ? (unfinished(facts, `run pulumi up with ${from} first`) ??
              inPlace("brokers and console get new passwords; the old ones are removed at the end"))
        : refused("brokers know the next password only, and would not let each other in", `set it to ${from + 1}`);
}

function unfinished({ rolledOut, proof = false }: SecurityFacts, instead: string): Outcome | undefined {
    return rolledOut === false || (rolledOut === undefined && proof)
        ? refused(
              rolledOut === false
                  ? "not every broker runs as the last edit wants it, or is ready"
                  : "whether every broker runs as the last edit wants it cannot be looked up",
              instead,
          )
        : undefined;
}

const denied = warned("whoever is not granted something in kafka:users is refused it as each broker restarts");
const permitted = warned("every user may do everything");

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
