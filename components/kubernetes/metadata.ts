import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Labels of one part, as Kubernetes recommends them. */
export type Labels = Readonly<Record<string, string>>;

/** The labels that select the pods of a part. They never change: a selector cannot be edited. */
export function selectorLabels(part: string, instance: string): Labels {
    return { "app.kubernetes.io/name": part, "app.kubernetes.io/instance": instance };
}

/** The labels of every object of a part. No version among them: it would roll the pods for nothing. */
export function labels(part: string, instance: string): Labels {
    return {
        ...selectorLabels(part, instance),
        "app.kubernetes.io/part-of": "kafka",
        "app.kubernetes.io/managed-by": "pulumi",
    };
}

type ObjectMeta = k8s.types.input.meta.v1.ObjectMeta;

/** Makes the metadata of an object of its own name, with further annotations where there are any. */
export type NamedMetadata = (
    object: pulumi.Input<string>,
    annotations?: Readonly<Record<string, string>>,
) => ObjectMeta & { readonly name: pulumi.Input<string> };

/** The metadata of every named object of a part: its labels, and whose it is. */
export function metadataOf(
    part: string,
    instance: string,
    namespace: pulumi.Input<string>,
    ownerAnnotations: Readonly<Record<string, string>>,
): NamedMetadata {
    return (object, annotations = {}) => ({
        name: object,
        namespace,
        labels: labels(part, instance),
        annotations: { ...ownerAnnotations, ...annotations },
    });
}
