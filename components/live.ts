import * as pulumi from "@pulumi/pulumi";
import { existsSync } from "node:fs";
import type { KubeConfig, KubernetesObjectApi } from "@kubernetes/client-node";
import type { OwnedObject } from "./manifests/owner";

/** Longest wait for the API server, in milliseconds: a preview without a cluster must not hang. */
const deadline = 10_000;

type Client = Pick<KubernetesObjectApi, "read">;

/** The cluster that the default provider talks to: `kubernetes:kubeconfig` (a path or the text), else what kubectl would use. */
function loadConfig(config: KubeConfig): void {
    const settings = new pulumi.Config("kubernetes");
    const kubeconfig = settings.get("kubeconfig");
    if (kubeconfig === undefined) {
        config.loadFromDefault();
    } else if (existsSync(kubeconfig)) {
        config.loadFromFile(kubeconfig);
    } else {
        config.loadFromString(kubeconfig);
    }
    const context = settings.get("context");
    if (context !== undefined) {
        config.setCurrentContext(context);
    }
}

let client: Promise<Client> | undefined;

async function connect(): Promise<Client> {
    // Loaded only when a hook runs: a program that changes nothing should not pay for it at its start.
    const { KubeConfig, KubernetesObjectApi } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    loadConfig(config);
    return KubernetesObjectApi.makeApiClient(config);
}

function isNotFound(error: unknown): boolean {
    return typeof error === "object" && error !== null && "code" in error && error.code === 404;
}

/**
 * The object as the cluster has it now. Undefined where it does not exist, and where the cluster cannot be asked: then nothing can be
 * taken over either, and a preview without a cluster stays possible.
 */
export async function readLive(wanted: OwnedObject): Promise<OwnedObject | undefined> {
    const { apiVersion, kind, metadata } = wanted;
    const header = {
        apiVersion,
        kind,
        metadata: {
            name: metadata.name,
            ...(metadata.namespace === undefined ? {} : { namespace: metadata.namespace }),
        },
    };
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, deadline, undefined);
    });
    try {
        client ??= connect();
        const live = await Promise.race([(await client).read(header), tooLate]);
        return live as OwnedObject | undefined;
    } catch (error) {
        if (!isNotFound(error)) {
            await pulumi.log.debug(`cannot look up ${kind} ${metadata.name}: ${String(error)}`);
        }
        return undefined;
    } finally {
        clearTimeout(timer);
    }
}
