import type { TlsSettings } from "./tls";

/**
 * The steps from brokers that everybody uses without a login to brokers that nobody does. Each is one roll away from the next: a broker that has
 * restarted and one that has not always share the listener by which each of them talks to others.
 */
export const authenticationSteps = ["none", "offered", "preferred", "required"] as const;

/** One of {@link authenticationSteps}. */
export type Authentication = (typeof authenticationSteps)[number];

/** As much of `kafka:security` as decides the brokers' listeners, checked and with every default filled in. */
export interface ListenerSecurity {
    /** Who logs in. */
    readonly authentication: Authentication;
    /** Whose certificate encrypts the connections of those who log in; undefined where these are in plain text. */
    readonly tls?: TlsSettings | undefined;
}

/** The same, and whatever else decides how the brokers are secured. */
export interface BrokerSecurity extends ListenerSecurity {
    /** Who may do what: `acl` lets nobody do what no grant allows. */
    readonly authorization: "none" | "acl";
    /** Which passwords the brokers and the console have. */
    readonly passwordVersion: number;
}

/** Brokers that anybody may use. */
export const openToAll: BrokerSecurity = { authentication: "none", authorization: "none", passwordVersion: 1 };

/** Whether there is a listener that takes logins. */
export function takesLogins(authentication: Authentication): boolean {
    return authentication !== "none";
}

/** Whether there is a listener that takes none. */
export function isOpen(authentication: Authentication): boolean {
    return authentication !== "required";
}

/** Whether the brokers themselves, and the program's own tools, log in. */
export function brokersLogIn(authentication: Authentication): boolean {
    return authentication === "preferred" || authentication === "required";
}

/** Which versions of passwords whoever has this one lets in: while passwords are replaced, one pod has its own already, and another the one before. */
export function versionsLetIn(passwordVersion: number): readonly number[] {
    return [passwordVersion - 1, passwordVersion, passwordVersion + 1].filter((version) => version > 0);
}

/** The step after `from` on the way to `to`; `to` where it is the next, or the same. */
export function nextStep(from: Authentication, to: Authentication): Authentication {
    const [at, goal] = [authenticationSteps.indexOf(from), authenticationSteps.indexOf(to)];
    return authenticationSteps[at + Math.sign(goal - at)] ?? to;
}
