import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";

// Signatures and sentinels of the wire format, from pulumi's sdk/go/common/resource (properties.go) and .../plugin/rpc.go.
const signatureKey = "4dabf18193072939515e22adb298388d";
const secretSignature = "1b47061264138c4ac30d75fd1eb44270";
const outputSignature = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const unknownSentinels = new Set([
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
    "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
    "030794c1-ac77-496b-92df-f27374a8bd58",
    "e48ece36-62e2-4504-bad9-02848725956a",
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);
const unknownString = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that is not known before the deployment runs; there is one instance, {@link unknown}. */
export class Unknown {
    /** Makes the type distinct from every other. */
    readonly kind = "unknown";
}

/** The unknown value. */
export const unknown = new Unknown();

/** A value that the engine keeps encrypted in state and hides in its output. */
export class Secret {
    readonly value: Value;
    constructor(value: Value) {
        this.value = value;
    }
}

/**
 * A property as providers see it. Assets, archives and resource references stay plain objects that carry the engine's
 * signature key, so that handing them back hands back the same thing.
 */
export type Value = string | number | boolean | null | Unknown | Secret | Value[] | Properties;

/** Named properties: the inputs or the state of a resource. */
export interface Properties {
    [key: string]: Value;
}

/** Whether a value is an object of named properties: no array, secret, unknown or null. */
export function isProperties(value: Value | undefined): value is Properties {
    return (
        typeof value === "object" &&
        value !== null &&
        !Array.isArray(value) &&
        !(value instanceof Secret) &&
        !(value instanceof Unknown)
    );
}

function fromWire(value: JavaScriptValue): Value {
    if (typeof value === "string") {
        return unknownSentinels.has(value) ? unknown : value;
    }
    if (Array.isArray(value)) {
        return value.map(fromWire);
    }
    if (value === null || typeof value !== "object") {
        return value;
    }
    const fields = Object.fromEntries(
        Object.entries(value as Record<string, JavaScriptValue>).map(([key, field]) => [key, fromWire(field)]),
    );
    switch (fields[signatureKey]) {
        case secretSignature:
            return new Secret(fields["value"] ?? null);
        case outputSignature: {
            const known = "value" in fields ? (fields["value"] ?? null) : unknown;
            return fields["secret"] === true ? new Secret(known) : known;
        }
        default:
            return fields;
    }
}

function toWire(value: Value): JavaScriptValue {
    if (value instanceof Unknown) {
        return unknownString;
    }
    if (value instanceof Secret) {
        return { [signatureKey]: secretSignature, value: toWire(value.value) };
    }
    if (Array.isArray(value)) {
        return value.map(toWire);
    }
    if (isProperties(value)) {
        return Object.fromEntries(Object.entries(value).map(([key, field]) => [key, toWire(field)]));
    }
    return value;
}

/** Reads properties off the wire; an absent struct reads as no properties. */
export function fromStruct(struct: Struct | undefined): Properties {
    const read = struct === undefined ? {} : fromWire(struct.toJavaScript());
    return isProperties(read) ? read : {};
}

/** Writes properties for the wire. */
export function toStruct(properties: Properties): Struct {
    return Struct.fromJavaScript(
        Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, toWire(field)])),
    );
}

/** The same value without its secret marks, at any depth; unknowns stay. */
export function reveal(value: Value): Value {
    if (value instanceof Secret) {
        return reveal(value.value);
    }
    if (Array.isArray(value)) {
        return value.map(reveal);
    }
    return isProperties(value) ? revealAll(value) : value;
}

/** {@link reveal} for named properties. */
export function revealAll(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, reveal(field)]));
}

/** Whether an unknown hides in the value, at any depth. */
export function hasUnknown(value: Value | undefined): boolean {
    if (value instanceof Secret) {
        return hasUnknown(value.value);
    }
    if (Array.isArray(value)) {
        return value.some(hasUnknown);
    }
    return isProperties(value) ? Object.values(value).some(hasUnknown) : value instanceof Unknown;
}
