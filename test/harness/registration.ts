import type { Deployment, Registration } from "../../stack/render/registration";

export type { Deployment, Registration } from "../../stack/render/registration";

/** The registrations of one Kubernetes kind, in the order of their names. */
export function all(deployment: Deployment, kind: string): readonly Registration[] {
    return deployment.resources.filter((r) => r.type.endsWith(`:${kind}`));
}

/** The one registration of a Kubernetes kind and name. Throws where there is none. */
export function find(deployment: Deployment, kind: string, name: string): Registration {
    const found = deployment.resources.find((r) => r.type.endsWith(`:${kind}`) && r.name === name);
    if (found === undefined) {
        throw new Error(
            `no ${kind} ${name} among ${deployment.resources.map((r) => `${r.type} ${r.name}`).join(", ")}`,
        );
    }
    return found;
}
