import type { KubernetesObjectApi } from "@kubernetes/client-node";
import { kubeConfig } from "./connection";
import type { KubernetesObject } from "./object";
import { statusOf } from "./refusal";

/** Longest wait until something that was deleted is gone: the pods of a Job end on the first signal, a claim goes with the last pod that uses it. */
const removalTimeoutMs = 60_000;

async function connect(): Promise<KubernetesObjectApi> {
    const [{ KubernetesObjectApi: Api }, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    return Api.makeApiClient(config);
}

/** Deletes an object with what belongs to it, and returns when it is gone; nothing where there is none. Throws where it stays. */
export async function removeLive(object: KubernetesObject): Promise<void> {
    const api = await connect();
    const { apiVersion, kind, metadata } = object;
    const header = { apiVersion, kind, metadata: { ...metadata, namespace: metadata.namespace ?? "default" } };
    const end = Date.now() + removalTimeoutMs;
    try {
        // In the foreground an object is gone when all that belongs to it is.
        await api.delete(header, undefined, undefined, undefined, undefined, "Foreground");
        while (Date.now() < end) {
            await api.read(header);
            await new Promise((resolve) => setTimeout(resolve, 200));
        }
    } catch (error) {
        if (statusOf(error) === 404) {
            return;
        }
        throw error;
    }
    throw new Error(`${kind} ${metadata.name} is still there after ${removalTimeoutMs / 1000} s`);
}

/** Lets a claim ask for a larger disk. Throws where the cluster refuses. */
export async function growClaim(namespace: string, name: string, size: string): Promise<void> {
    const [api, { PatchStrategy }] = await Promise.all([connect(), import("@kubernetes/client-node")]);
    const claim = {
        apiVersion: "v1",
        kind: "PersistentVolumeClaim",
        metadata: { name, namespace },
        spec: { resources: { requests: { storage: size } } },
    };
    await api.patch(claim, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
}
