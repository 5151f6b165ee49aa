import { harmless, inPlace, refused, warned } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import { changedFields } from "../../edits/rules";
import type { UnjudgedChange } from "../../edits/rules";
import { valueText } from "../../edits/values";
import { brokersLogIn, nextStep, takesLogins } from "./authentication";
import type { Authentication } from "./authentication";
import { everyNamespace } from "./settings";
import type { SecuritySettings } from "./settings";
import { halfEncrypted, tlsEdit } from "./tlsEdits";
import type { TlsFacts } from "./tlsEdits";

/** What is known of the running brokers and ZooKeeper servers. Everything is optional: less knowledge refuses more. */
export interface SecurityFacts extends TlsFacts {
    /** The steps of authentication that they run with, each once; none where none has ever started. */
    readonly steps?: readonly Authentication[];
    /** The versions of the passwords that they have, each once. */
    readonly passwordVersions?: readonly number[];
    /** True in `pulumi up`: what could not be looked up counts as unsafe. */
    readonly proof?: boolean;
}

/**
 * The edits of `kafka:security`. That somebody is cut off is said as a warning; refused is what would keep brokers from each other. Clients may
 * come from outside of the cluster (`isReachedFromOutside`).
 */
export function securityEdits(
    old: SecuritySettings,
    wanted: SecuritySettings,
    isReachedFromOutside: boolean,
): UnjudgedChange<SecurityFacts>[] {
    const [before, after] = [old.networkPolicies, wanted.networkPolicies];
    const listed = (list: "clients" | "console" | "metrics", what: string) => (): Outcome =>
        before.enabled && after.enabled ? narrowed(before[list], after[list], what) : harmless();
    return changedFields<SecuritySettings, SecurityFacts>("security", old, wanted, {
        authentication: (facts) =>
            (brokersLogIn(wanted.authentication) && !brokersLogIn(old.authentication)
                ? halfEncrypted(wanted, facts)
                : undefined) ?? step(old.authentication, wanted.authentication, facts, isReachedFromOutside),
        authorization: () => (wanted.authorization === "acl" ? denied : permitted),
        passwordVersion: (facts) =>
            takesLogins(old.authentication) && takesLogins(wanted.authentication)
                ? rotated(old.passwordVersion, wanted.passwordVersion, facts)
                : harmless(),
        tls: (facts) => {
            const running = facts.steps ?? taken(old.authentication, facts);
            return running === undefined ? unknown : tlsEdit(old, wanted, running, facts);
        },
        networkPolicies: {
            enabled: () => (after.enabled ? closed(after) : inPlace("whoever reaches a port may use it")),
            clients: listed("clients", "the brokers (9092, 9093)"),
            console: listed("console", "the console (9000)"),
            metrics: listed("metrics", "metrics (9464, 7000) and the brokers' JMX (9999)"),
        },
    });
}

/** A roll by which somebody is cut off who is not asked. */
function cutsOff(...notes: readonly string[]): Outcome {
    return { ...harmless(...notes), warns: true };
}

/** What each step does to clients, and what may follow. */
function stepsOf(isReachedFromOutside: boolean): StepsOfAuthentication {
    const offered = "brokers listen at 9093 too, for users of kafka:users; the next step is preferred";
    const outside = "whoever comes from outside the cluster has to log in from now on";
    return {
        none: { offered: isReachedFromOutside ? cutsOff(offered, outside) : harmless(offered) },
        offered: {
            none: cutsOff("9093 is closed: clients that log in are cut off as each broker restarts"),
            preferred: harmless(
                "brokers and console log in from now on, to ZooKeeper too; move clients to 9093 and their users, and then set required",
            ),
        },
        preferred: {
            offered: harmless("brokers and console no longer log in; the next step back is none"),
            required: cutsOff(
                "9092 is closed: clients that do not log in are cut off as each broker restarts",
                "ZooKeeper lets in nobody else than the program's own",
            ),
        },
        required: { preferred: cutsOff("9092 is open again, to whoever reaches it, and so is ZooKeeper") },
    };
}

type StepsOfAuthentication = Readonly<Record<Authentication, Readonly<Partial<Record<Authentication, Outcome>>>>>;

/**
 * Two brokers must always have a listener in common by which each talks to the other, two servers must understand each other, and servers their
 * clients: of all that run, each may be one step away (components/kafka/listeners.ts, components/zookeeper/logins.ts).
 */
function step(from: Authentication, to: Authentication, facts: SecurityFacts, isReachedFromOutside: boolean): Outcome {
    const running = facts.steps ?? taken(from, facts);
    if (running === undefined) {
        return unknown;
    }
    const far = running.find((one) => nextStep(one, to) !== to);
    if (far !== undefined) {
        return refused(
            far === from
                ? "brokers and servers that have restarted and those that have not would lose each other on the way"
                : `brokers or servers still run with ${far}, for the last edit was not carried out to its end, and would lose those that have restarted`,
            `set it to ${nextStep(far, to)} first, run pulumi up, and go on from there`,
        );
    }
    return running.length === 0 ? harmless() : (stepsOf(isReachedFromOutside)[from][to] ?? harmless());
}

/** Brokers and servers let in those with the password before their own and after it (components/kafka/logins.ts, components/zookeeper/jaas.ts). */
function rotated(from: number, to: number, facts: SecurityFacts): Outcome {
    const running = facts.passwordVersions ?? taken(from, facts);
    if (running === undefined) {
        return unknown;
    }
    const far = running.find((version) => Math.abs(version - to) > 1);
    if (far !== undefined) {
        return refused(
            `brokers or servers run with the passwords of version ${far}, and let in those of the next and of the one before only`,
            `set it to ${far + Math.sign(to - far)} first, run pulumi up, and go on from there`,
        );
    }
    return running.length === 0
        ? harmless()
        : harmless("servers, brokers and console get new passwords; the old ones are removed at the end");
}

/** What those that could not be looked up are taken to run with: as they were asked to, in a preview; nothing, where it counts. */
function taken<T>(from: T, { proof = false }: SecurityFacts): readonly T[] | undefined {
    return proof ? undefined : [from];
}

const unknown = refused(
    "the running brokers and servers cannot be looked up, and might lose each other",
    "make sure that the cluster can be asked",
);

const denied = cutsOff("whoever is not granted something in kafka:users is refused it as each broker restarts");
const permitted = cutsOff("every user may do everything");

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
