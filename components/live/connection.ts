import * as pulumi from "@pulumi/pulumi";
import { existsSync } from "node:fs";
import type { KubeConfig } from "@kubernetes/client-node";

/** Longest wait for an answer of the API server: a preview without a cluster must not hang. */
const answerTimeoutMs = 10_000;

let config: Promise<KubeConfig> | undefined;

/** The cluster that the default provider talks to: `kubernetes:kubeconfig` (a path or the text), else what kubectl would use. */
export async function kubeConfig(): Promise<KubeConfig> {
    config ??= load();
    return config;
}

async function load(): Promise<KubeConfig> {
    // Loaded only when a hook runs: a program that changes nothing should not pay for it at its start.
    const { KubeConfig: Config } = await import("@kubernetes/client-node");
    const loaded = new Config();
    const settings = new pulumi.Config("kubernetes");
    const kubeconfig = settings.get("kubeconfig");
    if (kubeconfig === undefined) {
        loaded.loadFromDefault();
    } else if (existsSync(kubeconfig)) {
        loaded.loadFromFile(kubeconfig);
    } else {
        loaded.loadFromString(kubeconfig);
    }
    const context = settings.get("context");
    if (context !== undefined) {
        loaded.setCurrentContext(context);
    }
    return loaded;
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
