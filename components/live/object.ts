import type { KubernetesObjectApi } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { inTime, kubeConfig } from "./connection";

/** As much of a Kubernetes object as tells which one it is, and whose. */
export interface KubernetesObject {
    /** Group and version: `apps/v1`. */
    readonly apiVersion: string;
    /** Kind: `StatefulSet`. */
    readonly kind: string;
    /** Name, and for most kinds a namespace; what it is marked with. */
    readonly metadata: {
        readonly name: string;
        readonly namespace?: string;
        readonly annotations?: Readonly<Record<string, string>>;
        readonly labels?: Readonly<Record<string, string>>;
    };
}

/** An object as the API server has it. */
export interface LiveObject extends KubernetesObject {
    /** What is wanted of it; its shape is that of the kind. */
    readonly spec?: unknown;
    /** What is so; its shape is that of the kind. */
    readonly status?: unknown;
    /** Of a StorageClass: whether disks can grow. */
    readonly allowVolumeExpansion?: unknown;
}

type Client = Pick<KubernetesObjectApi, "read">;

let client: Promise<Client> | undefined;

async function connect(): Promise<Client> {
    const [{ KubernetesObjectApi: Api }, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    return Api.makeApiClient(config);
}

function isNotFound(error: unknown): boolean {
    return typeof error === "object" && error !== null && "code" in error && error.code === 404;
}

/**
 * The object as the cluster has it now. Undefined where it does not exist, and where the cluster cannot be asked: then nothing can be
 * taken over either, and a preview without a cluster stays possible.
 */
export async function readLive(wanted: KubernetesObject): Promise<LiveObject | undefined> {
    const { apiVersion, kind, metadata } = wanted;
    const header = {
        apiVersion,
        kind,
        metadata: {
            name: metadata.name,
            ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        },
    };
    try {
        client ??= connect();
        const live = await inTime((await client).read(header));
        return live as LiveObject | undefined;
    } catch (error) {
        if (!isNotFound(error)) {
            await pulumi.log.debug(`cannot look up ${kind} ${metadata.name}: ${String(error)}`);
        }
        return undefined;
    }
}
