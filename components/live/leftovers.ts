import * as pulumi from "@pulumi/pulumi";
import { ownerAnnotation } from "../../model/names";
import { removeLive } from "./change";
import { listLive } from "./object";
import type { KubernetesObject } from "./object";

const kindOfWork = ["app.kubernetes.io/name", "app.kubernetes.io/instance"] as const;

/** The Jobs of one namespace. */
export interface Jobs {
    /** All of them; undefined where they cannot be looked up. */
    readonly list: (namespace: string) => Promise<readonly KubernetesObject[] | undefined>;
    /** Deletes one with its pods, and returns when they are gone. */
    readonly remove: (job: KubernetesObject) => Promise<void>;
}

/** Jobs of the same work and owner as `wanted` that are still there, under another name: those of a run that was killed before its state knew of them. */
export function leftoversOf(wanted: KubernetesObject, jobs: readonly KubernetesObject[]): readonly KubernetesObject[] {
    const { annotations, labels, name } = wanted.metadata;
    return jobs.filter(
        ({ metadata }) =>
            metadata.name !== name &&
            metadata.annotations?.[ownerAnnotation] === annotations?.[ownerAnnotation] &&
            kindOfWork.every((label) => metadata.labels?.[label] === labels?.[label]),
    );
}

/**
 * Deletes the Jobs that a killed run has left: they would work on beside the one that is made now, for another goal, for hours. Where they
 * cannot be removed a warning says so.
 */
export async function removeLeftovers(
    wanted: KubernetesObject,
    jobs: Jobs = { list: (namespace) => listLive("batch/v1", "Job", namespace), remove: removeLive },
): Promise<void> {
    try {
        const found = (await jobs.list(wanted.metadata.namespace ?? "default")) ?? [];
        await Promise.all(
            leftoversOf(wanted, found).map(({ metadata }) =>
                jobs.remove({ apiVersion: wanted.apiVersion, kind: wanted.kind, metadata }),
            ),
        );
    } catch (error) {
        const first = String(error).split("\n", 1).join("");
        await pulumi.log.warn(
            `Jobs that an interrupted run may have left beside ${wanted.metadata.name} cannot be removed: ${first}`,
        );
    }
}
