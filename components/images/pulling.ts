import type * as k8s from "@pulumi/kubernetes";

/** How the images of all parts are pulled. */
export interface Pulling {
    /** Registry that stands in for the one of every image; undefined leaves the references as they are. */
    readonly registry?: string | undefined;
    readonly pullPolicy: "IfNotPresent" | "Always" | "Never";
    readonly pullSecrets: readonly string[];
}

/** A part before the first slash names a registry where it has a dot or a port (the rule of the distribution reference grammar). */
function withoutRegistry(reference: string): string {
    const [first = "", ...rest] = reference.split("/");
    return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? rest.join("/") : reference;
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
