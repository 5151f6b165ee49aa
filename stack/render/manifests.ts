import { stringify } from "yaml";
import { plain } from "./json";
import type { Json } from "./json";
import type { Registration } from "./registration";

/**
 * Whether a resource is a whole object of Kubernetes. The part of a namespace that the program sets is one; of a claim it sets the size only, which
 * is none.
 */
export function isObject({ type }: Registration): boolean {
    return type.startsWith("kubernetes:") && !type.endsWith(":PersistentVolumeClaimPatch");
}

/** What is sent to the API server for a resource, secrets in plain text. */
export function manifest({ inputs }: Registration): Json {
    return plain(inputs);
}

/** Readers of Kubernetes objects go by YAML 1.1, in which `yes` without quotes is no text. In what order the SDK hands fields on is its own affair. */
const form = { aliasDuplicateObjects: false, lineWidth: 0, sortMapEntries: true, version: "1.1" } as const;

/** The objects as one YAML file, the same for the same objects. */
export function manifestFile(objects: readonly Json[]): string {
    return objects.map((object) => stringify(object, form)).join("---\n");
}
