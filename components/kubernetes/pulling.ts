import type * as k8s from "@pulumi/kubernetes";
import { withoutRegistry } from "../../model/imageReference";

/** How the images of all parts are pulled. */
export interface Pulling {
    /** Registry that stands in for the one of every image; undefined leaves the references as they are. */
    readonly registry?: string | undefined;
    /** When the kubelet pulls. Default of the settings: `IfNotPresent`. */
    readonly pullPolicy: "IfNotPresent" | "Always" | "Never";
    /** Names of existing Secrets with registry credentials. Default of the settings: none. */
    readonly pullSecrets: readonly string[];
}

/** The reference to pull: the image as it is, or the same repository and tag on the registry given. */
export function imageFrom(pulling: Pulling, reference: string): string {
    return pulling.registry === undefined ? reference : `${pulling.registry}/${withoutRegistry(reference)}`;
}

/** Image and pull policy of a container. */
export function pulled(
    pulling: Pulling,
    reference: string,
): Pick<k8s.types.input.core.v1.Container, "image" | "imagePullPolicy"> {
    return { image: imageFrom(pulling, reference), imagePullPolicy: pulling.pullPolicy };
}

/** The pull secrets of a pod, or nothing. */
export function pullSecrets(pulling: Pulling): Pick<k8s.types.input.core.v1.PodSpec, "imagePullSecrets"> {
    return pulling.pullSecrets.length > 0 ? { imagePullSecrets: pulling.pullSecrets.map((name) => ({ name })) } : {};
}
