import { harmless } from "../../edits/edit";
import type { Outcome } from "../../edits/edit";
import type { Rules } from "../../edits/rules";
import type { Spread } from "./spread";

/** Volumes of most clouds can be attached in one zone only, and a StatefulSet keeps its claims. */
const staysInZone =
    "a pod stays in the zone of its disk: where a zone has two replicas more than another already, or where there are fewer zones than it asks for, " +
    "the first pod that restarts stays pending and the roll stops there, with the others still running; set it back then";

/** The edits of `spread`, of a part whose pods keep disks. */
export function spreadRules(wanted: Spread): Rules<Spread, unknown> {
    const ofZones = (): Outcome => (wanted.zones === "required" ? harmless(staysInZone) : harmless());
    return { hosts: () => harmless(), zones: ofZones, minDomains: ofZones };
}
