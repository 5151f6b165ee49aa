import { createHash, randomBytes } from "node:crypto";
import type { Autonaming } from "../wire/provider";
import { Unknown } from "../wire/values";
import { annotations, isTrue, withTrue } from "./annotations";
import { at, nameOf, withValue } from "./manifest";
import type { Manifest } from "./manifest";

/** A name of the given prefix and eight hexadecimal digits; the same seed gives the same name. */
export function uniqueName(prefix: string, seed: Uint8Array): string {
    const digits =
        seed.length === 0
            ? randomBytes(4).toString("hex")
            : createHash("sha256").update(prefix).update(seed).digest("hex").slice(0, 8);
    return prefix + digits;
}

function isNamed(object: Manifest): boolean {
    return [at(object, "metadata", "name"), at(object, "metadata", "generateName")].some(
        (name) => name instanceof Unknown || (typeof name === "string" && name !== ""),
    );
}

/** Whether the provider made up the object's name. */
export function isAutonamed(object: Manifest): boolean {
    return isTrue(object, annotations.autonamed);
}

function withAutoname(object: Manifest, name: string): Manifest {
    return withTrue(withValue(object, ["metadata", "name"], name), annotations.autonamed);
}

/** Names a new object that has no name, by the stack's autonaming setting or after its logical name, and marks it. */
export function named(object: Manifest, logicalName: string, seed: Uint8Array, setting?: Autonaming): Manifest {
    if (isNamed(object) || setting?.mode === "disable") {
        return object;
    }
    return withAutoname(object, setting?.proposedName ?? uniqueName(`${logicalName}-`, seed));
}

/** Gives an object without a name the one that was made up for it before. */
export function namedAs(object: Manifest, old: Manifest): Manifest {
    return isNamed(object) || !isAutonamed(old) ? object : withAutoname(object, nameOf(old));
}
