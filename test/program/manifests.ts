import { stringify } from "yaml";
import { at, isSecret } from "../harness";
import type { Deployment, Json } from "../harness";

/** A value without the marks of secrets. */
export function plain(value: Json): Json {
    if (Array.isArray(value)) {
        return (value as readonly Json[]).map(plain);
    }
    if (isSecret(value)) {
        return plain(at(value, "value") ?? null);
    }
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
        : value;
}

/** What a deployment sends to the API server, object by object, secrets in plain text. */
export function manifests(deployment: Deployment): readonly Json[] {
    // The part of a namespace that the program sets is a whole one; of a claim it sets the size only, which is none.
    return deployment.resources
        .filter(({ type }) => type.startsWith("kubernetes:") && !type.endsWith(":PersistentVolumeClaimPatch"))
        .map(({ inputs }) => plain(inputs));
}

/** The objects as one YAML file. */
export function manifestFile(objects: readonly Json[]): string {
    // Readers of Kubernetes objects go by YAML 1.1, in which `yes` without quotes is no text.
    return objects.map((object) => stringify(object, { aliasDuplicateObjects: false, version: "1.1" })).join("---\n");
}
