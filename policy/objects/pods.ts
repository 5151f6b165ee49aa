import { at, fields, list, text, word } from "./json";
import type { Json } from "./json";
import { kindOf } from "./object";
import type { Declared } from "./object";

const templated = new Set(["DaemonSet", "Deployment", "Job", "ReplicaSet", "ReplicationController", "StatefulSet"]);

/** The pods that an object makes: its template, or the object itself where it is a Pod; undefined where it makes none. */
export function podOf(object: Declared): Json | undefined {
    const kind = kindOf(object);
    if (kind === "Pod") {
        return object.props;
    }
    if (kind === "CronJob") {
        return at(object.props, "spec", "jobTemplate", "spec", "template");
    }
    return kind !== undefined && templated.has(kind) ? at(object.props, "spec", "template") : undefined;
}

/** A container of a pod, and how a message calls it. */
export interface Container {
    /** `container kafka`. */
    readonly title: string;
    /** Its manifest. */
    readonly spec: Json;
}

/** Every container of the pods, those that run before the others included. */
export function containersOf(pod: Json | undefined): readonly Container[] {
    return ["initContainers", "containers", "ephemeralContainers"].flatMap((group) =>
        list(pod, "spec", group).map((spec, index) => ({
            title: `container ${text(spec, "name") ?? index}`,
            spec,
        })),
    );
}

/** The labels of a pod, by name. */
export function labelsOf(pod: Json | undefined): Readonly<Record<string, string>> {
    return Object.fromEntries(fields(pod, "metadata", "labels").map(([name, value]) => [name, word(value) ?? ""]));
}

/** The part that pods belong to, by the label that Kubernetes recommends. */
export function partOf(pod: Json | undefined): string | undefined {
    return labelsOf(pod)["app.kubernetes.io/name"];
}

/**
 * Whether a label selector takes pods of these labels. No selector takes none, an empty one all
 * (kubernetes.io/docs/concepts/overview/working-with-objects/labels).
 */
export function selects(selector: Json | undefined, labels: Readonly<Record<string, string>>): boolean {
    return (
        selector !== undefined &&
        fields(selector, "matchLabels").every(([name, value]) => labels[name] === value) &&
        list(selector, "matchExpressions").every((expression) => matches(expression, labels))
    );
}

function matches(expression: Json, labels: Readonly<Record<string, string>>): boolean {
    const value = labels[text(expression, "key") ?? ""];
    const isListed = value !== undefined && list(expression, "values").includes(value);
    switch (at(expression, "operator")) {
        case "In":
            return isListed;
        case "NotIn":
            return !isListed;
        case "Exists":
            return value !== undefined;
        case "DoesNotExist":
            return value === undefined;
        default:
            return false;
    }
}
