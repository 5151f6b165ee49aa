import { at, textAt, withValue } from "./manifest";
import type { Manifest } from "./manifest";

/** Annotations that the official provider reads (its provider/pkg/metadata/annotations.go). */
export const annotations = {
    autonamed: "pulumi.com/autonamed",
    skipAwait: "pulumi.com/skipAwait",
    timeoutSeconds: "pulumi.com/timeoutSeconds",
    waitFor: "pulumi.com/waitFor",
    patchForce: "pulumi.com/patchForce",
    patchFieldManager: "pulumi.com/patchFieldManager",
    replaceUnready: "pulumi.com/replaceUnready",
    deletionPropagationPolicy: "pulumi.com/deletionPropagationPolicy",
} as const;

/** The value of an annotation, or the empty string. */
export function annotation(object: Manifest, key: string): string {
    return textAt(object, "metadata", "annotations", key);
}

/** Whether an annotation is `"true"`. */
export function isTrue(object: Manifest, key: string): boolean {
    // A bare `true` is not a valid annotation value, but it means the same until the API server refuses it.
    return annotation(object, key) === "true" || at(object, "metadata", "annotations", key) === true;
}

/** The object with an annotation set to `"true"`. */
export function withTrue(object: Manifest, key: string): Manifest {
    return withValue(object, ["metadata", "annotations", key], "true");
}

/** How long to wait, in seconds: the user's `customTimeouts`, else the annotation; undefined where neither is set. */
export function timeoutOf(requested: number, object: Manifest): number | undefined {
    if (requested !== 0) {
        return requested;
    }
    const annotated = annotation(object, annotations.timeoutSeconds);
    return /^\d+$/.test(annotated) ? Number(annotated) : undefined;
}

/** What happens to the dependents of a deleted object; `Foreground` by default: they go first. */
export function propagationOf(object: Manifest): "Foreground" | "Background" | "Orphan" {
    switch (annotation(object, annotations.deletionPropagationPolicy).toLowerCase()) {
        case "orphan":
            return "Orphan";
        case "background":
            return "Background";
        default:
            return "Foreground";
    }
}
