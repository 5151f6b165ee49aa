import type { Cluster, Context, User } from "@kubernetes/client-node";
import { resolve } from "node:path";

/** What kubeconfig files say, and which cluster is meant. */
export interface Kubeconfig {
    /** The clusters by name. */
    readonly clusters: readonly Cluster[];
    /** Who can ask them, by name. */
    readonly users: readonly User[];
    /** Which user asks which cluster, by name. */
    readonly contexts: readonly Context[];
    /** The context that is meant; empty where none is. */
    readonly currentContext: string;
}

/** Reads a kubeconfig; `directory` is where the files are that it names without a full path. Throws where an entry lacks what it must have. */
export async function parsed(text: string, directory: string): Promise<Kubeconfig> {
    const [{ parse }, { newClusters, newContexts, newUsers }] = await Promise.all([
        import("yaml"),
        // This file of the library loads none of its models.
        import("@kubernetes/client-node/dist/config_types.js"),
    ]);
    const config = (parse(text) ?? {}) as Readonly<Record<string, unknown>>;
    const clusters = newClusters(config["clusters"]);
    for (const cluster of clusters) {
        if (cluster.caFile) {
            cluster.caFile = resolve(directory, cluster.caFile);
        }
    }
    const users = newUsers(config["users"]);
    for (const user of users) {
        if (user.certFile) {
            user.certFile = resolve(directory, user.certFile);
        }
        if (user.keyFile) {
            user.keyFile = resolve(directory, user.keyFile);
        }
    }
    const current = config["current-context"];
    return {
        clusters,
        users,
        contexts: newContexts(config["contexts"]),
        currentContext: typeof current === "string" ? current : "",
    };
}

/** Of contexts, clusters and users of one name the first file's counts, and so does the first current context. */
export function merged(configs: readonly Kubeconfig[]): Kubeconfig {
    return {
        clusters: firstOfName(configs.flatMap(({ clusters }) => clusters)),
        users: firstOfName(configs.flatMap(({ users }) => users)),
        contexts: firstOfName(configs.flatMap(({ contexts }) => contexts)),
        currentContext: configs.map((one) => one.currentContext).find(Boolean) ?? "",
    };
}

function firstOfName<T extends { readonly name: string }>(items: readonly T[]): T[] {
    return items.filter((item, index) => items.findIndex(({ name }) => name === item.name) === index);
}
