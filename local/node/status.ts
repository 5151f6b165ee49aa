import { existsSync } from "node:fs";
import { paths } from "../paths";
import { get } from "./api";
import { type NodeObject } from "./kubelet";
import { cluster } from "./layout";
import { logFile, runningServers, type ServerName, serverNames } from "./processes";

/** One server of the node. */
interface ServerStatus {
    readonly name: ServerName;
    /** Undefined when it does not run. */
    readonly pid: number | undefined;
    /** Its log file, which stays after it has ended. */
    readonly log: string;
}

/** What `nodeStatus` found. */
export interface NodeStatus {
    readonly servers: readonly ServerStatus[];
    readonly apiReady: boolean;
    readonly nodeReady: boolean;
    /** Pods in all namespaces that have not ended; undefined when the API does not answer. */
    readonly pods: number | undefined;
}

/** Looks at the node without changing it. */
export async function nodeStatus(): Promise<NodeStatus> {
    const running = runningServers().filter(({ state }) => state === paths.state);
    const servers = serverNames.map((name) => ({
        name,
        pid: running.find((server) => server.name === name)?.pid,
        log: logFile(name),
    }));
    const apiReady = existsSync(paths.pki) && (await answers(get("/readyz"))) !== undefined;
    if (!apiReady) {
        return { servers, apiReady, nodeReady: false, pods: undefined };
    }
    const node = await answers(get<NodeObject>(`/api/v1/nodes/${cluster.node}`));
    const nodeReady =
        node?.status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True") === true;
    const ended = encodeURIComponent("status.phase!=Succeeded,status.phase!=Failed");
    const pods = await answers(get<{ readonly items: readonly unknown[] }>(`/api/v1/pods?fieldSelector=${ended}`));
    return { servers, apiReady, nodeReady, pods: pods?.items.length };
}

async function answers<T>(question: Promise<T>): Promise<T | undefined> {
    try {
        return await question;
    } catch {
        return undefined;
    }
}
