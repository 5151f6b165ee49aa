import type { Cluster, KubeConfig, User } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { merged, parsed } from "./kubeconfig";
import type { Kubeconfig } from "./kubeconfig";
import { proxyFor } from "./proxy";

/** Longest wait for an answer of the API server: a preview without a cluster must not hang. */
export const answerTimeoutMs = 10_000;

/** Says that no cluster is configured, so there is none that could be changed. */
export class NoCluster extends Error {}

/** The cluster that is going to be changed, and who asks. */
export interface Connection {
    /** Where it is, and which certificate it has. */
    readonly cluster: Cluster;
    /** With which credentials; undefined where the context names nobody. */
    readonly user: User | undefined;
}

let chosen: Promise<Kubeconfig> | undefined;

/**
 * The cluster that the default provider talks to: the one that is going to be changed. It is chosen by kubectl's rules (client-go,
 * tools/clientcmd): `kubernetes:kubeconfig` (a path, from `~/` too, or the text), else the files that KUBECONFIG lists, else
 * `~/.kube/config`, else the cluster that this program runs in; `kubernetes:context` and `kubernetes:cluster` choose from it. Throws
 * {@link NoCluster} where none is configured.
 */
export async function connection(): Promise<Connection> {
    chosen ??= choose();
    const { clusters, users, contexts, currentContext } = await chosen;
    const context = contexts.find(({ name }) => name === currentContext);
    const cluster = clusters.find(({ name }) => name === context?.cluster);
    if (cluster === undefined) {
        throw new Error(`the kubeconfig has no cluster for its context "${currentContext}"`);
    }
    return { cluster, user: users.find(({ name }) => name === context?.user) };
}

/** The same {@link connection} for the client library. It is slow to load (see request.ts): only for what needs it. */
export async function kubeConfig(): Promise<KubeConfig> {
    chosen ??= choose();
    const [{ KubeConfig: Config }, { clusters, users, contexts, currentContext }] = await Promise.all([
        import("@kubernetes/client-node"),
        chosen,
    ]);
    const config = new Config();
    config.loadFromOptions({ clusters: [...clusters], users: [...users], contexts: [...contexts], currentContext });
    return config;
}

async function choose(): Promise<Kubeconfig> {
    const settings = new pulumi.Config("kubernetes");
    const found = throughProxy(await configured(settings.get("kubeconfig")));
    const currentContext = settings.get("context") ?? found.currentContext;
    const cluster = settings.get("cluster");
    const contexts =
        cluster === undefined
            ? found.contexts
            : found.contexts.map((one) => (one.name === currentContext ? { ...one, cluster } : one));
    return { ...found, contexts, currentContext };
}

/** By the proxy that the provider goes through, unless the kubeconfig names one: the client library knows the kubeconfig's only. */
function throughProxy(config: Kubeconfig): Kubeconfig {
    const clusters = config.clusters.map((cluster) => {
        const proxyUrl = proxyFor(cluster.server, process.env);
        return cluster.proxyUrl || proxyUrl === undefined ? cluster : { ...cluster, proxyUrl };
    });
    return { ...config, clusters };
}

async function configured(kubeconfig: string | undefined): Promise<Kubeconfig> {
    const files = kubeconfig === undefined ? defaultFiles() : [fromHome(kubeconfig)];
    const found = files.filter((file) => existsSync(file));
    if (found.length > 0) {
        return merged(await Promise.all(found.map((file) => parsed(readFileSync(file, "utf8"), dirname(file)))));
    }
    if (kubeconfig !== undefined) {
        return parsed(kubeconfig, "");
    }
    if (process.env["KUBERNETES_SERVICE_HOST"] !== undefined) {
        return ofThisPod();
    }
    throw new NoCluster(`no kubeconfig at ${files.join(", ")}`);
}

/** The address of the API server and the pod's own token, where Kubernetes puts them. */
async function ofThisPod(): Promise<Kubeconfig> {
    const { KubeConfig: Config } = await import("@kubernetes/client-node");
    const config = new Config();
    config.loadFromCluster();
    const { clusters, users, contexts } = config;
    return { clusters, users, contexts, currentContext: config.getCurrentContext() };
}

function defaultFiles(): readonly string[] {
    const listed = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
    return listed.length > 0 ? listed : [join(homedir(), ".kube", "config")];
}

/** The provider does the same (parseKubeconfigPropertyValue). */
function fromHome(path: string): string {
    return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}

/** What `work` comes to, or undefined when it takes longer than `limitMs`. */
export async function inTime<T>(work: Promise<T>, limitMs = answerTimeoutMs): Promise<T | undefined> {
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<undefined>((resolve) => {
        timer = setTimeout(resolve, limitMs, undefined);
    });
    try {
        return await Promise.race([work, tooLate]);
    } finally {
        clearTimeout(timer);
    }
}
