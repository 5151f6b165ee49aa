import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { labels } from "./labels";

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
