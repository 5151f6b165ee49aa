import type { KubeConfig } from "@kubernetes/client-node";
import * as pulumi from "@pulumi/pulumi";
import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

/** Longest wait for an answer of the API server: a preview without a cluster must not hang. */
const answerTimeoutMs = 10_000;

/** Says that no cluster is configured, so there is none that could be changed. */
export class NoCluster extends Error {}

let config: Promise<KubeConfig> | undefined;

/**
 * The cluster that the default provider talks to: the one that is going to be changed. It is chosen by kubectl's rules (client-go,
 * tools/clientcmd): `kubernetes:kubeconfig` (a path, from `~/` too, or the text), else the files that KUBECONFIG lists, else
 * `~/.kube/config`, else the cluster that this program runs in; `kubernetes:context` and `kubernetes:cluster` choose from it. Throws
 * {@link NoCluster} where none is configured.
 */
export async function kubeConfig(): Promise<KubeConfig> {
    config ??= load();
    return config;
}

async function load(): Promise<KubeConfig> {
    // Loaded only when a hook runs: a program that changes nothing should not pay for it at its start.
    const { KubeConfig: Config } = await import("@kubernetes/client-node");
    const settings = new pulumi.Config("kubernetes");
    const loaded = new Config();
    const kubeconfig = settings.get("kubeconfig");
    const files = kubeconfig === undefined ? defaultFiles() : [fromHome(kubeconfig)];
    const found = files.filter((file) => existsSync(file));
    if (found.length > 0) {
        merge(loaded, found, () => new Config());
    } else if (kubeconfig !== undefined) {
        loaded.loadFromString(kubeconfig);
    } else if (process.env["KUBERNETES_SERVICE_HOST"] !== undefined) {
        loaded.loadFromCluster();
    } else {
        throw new NoCluster(`no kubeconfig at ${files.join(", ")}`);
    }
    const context = settings.get("context");
    if (context !== undefined) {
        loaded.setCurrentContext(context);
    }
    const cluster = settings.get("cluster");
    if (cluster !== undefined) {
        loaded.contexts = loaded.contexts.map((one) =>
            one.name === loaded.getCurrentContext() ? { ...one, cluster } : one,
        );
    }
    return loaded;
}

function defaultFiles(): readonly string[] {
    const listed = (process.env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
    return listed.length > 0 ? listed : [join(homedir(), ".kube", "config")];
}

/** The provider does the same (parseKubeconfigPropertyValue). */
function fromHome(path: string): string {
    return path.startsWith("~/") ? join(homedir(), path.slice(2)) : path;
}

/** Of contexts, clusters and users of one name the first file's counts, and so does the first current context; the client library takes the last. */
function merge(into: KubeConfig, files: readonly string[], empty: () => KubeConfig): void {
    const configs = files.map((file) => {
        const one = empty();
        one.loadFromFile(file);
        return one;
    });
    into.loadFromOptions({
        clusters: firstOfName(configs.flatMap(({ clusters }) => clusters)),
        users: firstOfName(configs.flatMap(({ users }) => users)),
        contexts: firstOfName(configs.flatMap(({ contexts }) => contexts)),
        currentContext: configs.map((one) => one.getCurrentContext()).find(Boolean) ?? "",
    });
}

function firstOfName<T extends { readonly name: string }>(items: readonly T[]): T[] {
    return items.filter((item, index) => items.findIndex(({ name }) => name === item.name) === index);
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
