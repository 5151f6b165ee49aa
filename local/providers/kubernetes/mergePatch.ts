import { equal } from "../wire/changes";
import { isProperties } from "../wire/values";
import type { Properties } from "../wire/values";

/** The JSON merge patch (RFC 7386) that turns one object into another: lists as a whole, null for what is removed. */
export function mergePatch(before: Properties, after: Properties): Properties {
    const patch: Properties = {};
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const [was, is] = [before[key], after[key]];
        if (is === undefined) {
            patch[key] = null;
        } else if (isProperties(was) && isProperties(is)) {
            const inner = mergePatch(was, is);
            if (Object.keys(inner).length > 0) {
                patch[key] = inner;
            }
        } else if (was === undefined || !equal(was, is)) {
            patch[key] = is;
        }
    }
    return patch;
}
