import { hasUnknown, isProperties } from "../wire/values";
import type { Properties, Value } from "../wire/values";
import { kindOf } from "./kinds";
import { at, withValue } from "./manifest";
import type { Manifest } from "./manifest";

const readOnly = [
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "uid",
];

/** Whether an object is a Secret. */
export function isSecret(object: Manifest): boolean {
    const { apiVersion, kind } = kindOf(object);
    return apiVersion === "v1" && kind === "Secret";
}

// The API server merges `stringData` into `data` and never shows it again, so that is how inputs have to be compared.
function withEncodedData(secret: Manifest): Manifest {
    const plain = at(secret, "stringData");
    if (!isProperties(plain) || Object.keys(plain).length === 0) {
        return secret;
    }
    const given = at(secret, "data");
    const data: Properties = { ...(isProperties(given) ? given : {}) };
    for (const [key, text] of Object.entries(plain)) {
        data[key] = typeof text === "string" ? Buffer.from(text).toString("base64") : text;
    }
    return withValue({ ...secret, data }, ["stringData"], undefined);
}

function withoutNulls(value: Value): Value {
    if (Array.isArray(value)) {
        return value.map(withoutNulls);
    }
    return isProperties(value) ? objectWithoutNulls(value) : value;
}

function objectWithoutNulls(object: Properties): Properties {
    return Object.fromEntries(
        Object.entries(object)
            .filter(([, field]) => field !== null)
            .map(([key, field]) => [key, withoutNulls(field)]),
    );
}

/** The form in which inputs are kept, sent and compared: no nulls, no fields of the server's own, Secrets encoded. */
export function normalized(object: Manifest): Manifest {
    const plain = objectWithoutNulls(object);
    const encoded = isSecret(plain) && !hasUnknown(plain) ? withEncodedData(plain) : plain;
    return readOnly.reduce((rest, field) => withValue(rest, ["metadata", field], undefined), encoded);
}

/** The part of `live` that has the shape of `inputs`: what the user set, as it is now. */
export function pruned(live: Properties, inputs: Properties): Properties {
    const kept: Properties = {};
    for (const [key, wanted] of Object.entries(inputs)) {
        const found = live[key];
        if (found !== undefined) {
            kept[key] = prunedValue(found, wanted);
        }
    }
    return kept;
}

function prunedValue(found: Value, wanted: Value): Value {
    if (isProperties(found) && isProperties(wanted)) {
        return pruned(found, wanted);
    }
    if (Array.isArray(found) && Array.isArray(wanted)) {
        return found.map((item, index) => {
            const shape = wanted[index];
            return shape === undefined ? item : prunedValue(item, shape);
        });
    }
    return found;
}
