import type { KubernetesObjectApi } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { inTime, kubeConfig, NoCluster } from "./connection";

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

type Client = Pick<KubernetesObjectApi, "read" | "list">;

let client: Promise<Client> | undefined;

async function connect(): Promise<Client> {
    const [{ KubernetesObjectApi: Api }, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    return Api.makeApiClient(config);
}

function codeOf(error: unknown): unknown {
    return typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
}

/**
 * The object as the cluster has it now; undefined where it does not exist. Where the cluster cannot be asked a preview warns and goes on, as
 * if there were none, and a run throws one `pulumi.RunError`: what nobody can look up must not be changed.
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
    return answered(`${kind} ${metadata.name}`, async (api) => {
        try {
            return await api.read<LiveObject>(header);
        } catch (error) {
            if (codeOf(error) === 404) {
                return undefined;
            }
            throw error;
        }
    });
}

/** Every object of a kind that a namespace has; undefined where a preview cannot ask, and otherwise as {@link readLive}. */
export async function listLive(
    apiVersion: string,
    kind: string,
    namespace: string,
): Promise<readonly LiveObject[] | undefined> {
    return answered(`the ${kind}s of namespace ${namespace}`, async (api) => {
        const { items } = await api.list(apiVersion, kind, namespace);
        return items as readonly LiveObject[];
    });
}

async function answered<T>(what: string, ask: (api: Client) => Promise<T>): Promise<T | undefined> {
    let problem: string;
    try {
        client ??= connect();
        const api = await client;
        const answer = await inTime(ask(api).then((value) => ({ value })));
        if (answer !== undefined) {
            return answer.value;
        }
        problem = "no answer in time";
    } catch (error) {
        if (error instanceof NoCluster) {
            // Nothing can be changed either.
            return undefined;
        }
        problem = String(error).split("\n", 1).join("");
    }
    return unanswered(what, problem);
}

let warned = false;

async function unanswered(what: string, problem: string): Promise<undefined> {
    if (!pulumi.runtime.isDryRun()) {
        throw new pulumi.RunError(
            `cannot look up ${what} in the cluster that would be changed: ${problem}; nothing is changed without: ` +
                "check kubernetes:kubeconfig, kubernetes:context, and that you may get and list it",
        );
    }
    if (!warned) {
        warned = true;
        await pulumi.log.warn(
            `this preview cannot ask the cluster (${what}: ${problem}): what is refused for what runs there shows only in pulumi up`,
        );
    }
    return undefined;
}
