import type { V1Job } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { ownerAnnotation } from "../../model/names";
import { kubeConfig } from "./connection";
import type { KubernetesObject } from "./object";

/** Longest wait until the pods of a Job are gone: they end on the first signal. */
const removalTimeoutMs = 60_000;

const kindOfWork = ["app.kubernetes.io/name", "app.kubernetes.io/instance"] as const;

/** The Jobs of one namespace. */
export interface Jobs {
    /** Those that a label selector chooses. */
    readonly list: (namespace: string, labelSelector: string) => Promise<readonly V1Job[]>;
    /** Deletes one with its pods, and returns when they are gone. */
    readonly remove: (namespace: string, name: string) => Promise<void>;
}

/** Whose Jobs of the same work as `wanted` are still there, under another name: those of a run that was killed before its state knew of them. */
export function leftoversOf(wanted: KubernetesObject, jobs: readonly V1Job[]): readonly string[] {
    const owner = wanted.metadata.annotations?.[ownerAnnotation];
    return jobs.flatMap(({ metadata }) => {
        const name = metadata?.name ?? wanted.metadata.name;
        return name === wanted.metadata.name || metadata?.annotations?.[ownerAnnotation] !== owner ? [] : [name];
    });
}

/**
 * Deletes the Jobs that a killed run has left: they would work on beside the one that is made now, for another goal, for hours. Where they
 * cannot be looked up a warning says so.
 */
export async function removeLeftovers(
    wanted: KubernetesObject,
    connect: () => Promise<Jobs> = jobsOfCluster,
): Promise<void> {
    const { namespace = "default", labels = {} } = wanted.metadata;
    const selector = kindOfWork.map((label) => `${label}=${labels[label] ?? ""}`).join(",");
    try {
        const jobs = await connect();
        const left = leftoversOf(wanted, await jobs.list(namespace, selector));
        await Promise.all(left.map((name) => jobs.remove(namespace, name)));
    } catch (error) {
        const first = String(error).split("\n", 1).join("");
        await pulumi.log.warn(
            `Jobs that an interrupted run may have left beside ${wanted.metadata.name} cannot be removed: ${first}`,
        );
    }
}

async function jobsOfCluster(): Promise<Jobs> {
    const [{ BatchV1Api }, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    const api = config.makeApiClient(BatchV1Api);
    return {
        list: async (namespace, labelSelector) => (await api.listNamespacedJob({ namespace, labelSelector })).items,
        remove: async (namespace, name) => {
            // In the foreground the Job is gone when its pods are.
            await api.deleteNamespacedJob({ namespace, name, propagationPolicy: "Foreground" });
            const end = Date.now() + removalTimeoutMs;
            const fieldSelector = `metadata.name=${name}`;
            while ((await api.listNamespacedJob({ namespace, fieldSelector })).items.length > 0) {
                if (Date.now() > end) {
                    throw new Error(`Job ${name} is still there after ${removalTimeoutMs / 1000} s`);
                }
                await new Promise((resolve) => setTimeout(resolve, 200));
            }
        },
    };
}
