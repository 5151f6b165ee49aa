import { text } from "../../harness";
import { brokerTool } from "../support/brokerTool";
import type { Kubectl } from "../support/kubectl";
import { eventually } from "../support/run";

/** Sizes of a workload's disks as the cluster has them, by ordinal. */
export async function diskSizes(kubectl: Kubectl, workload: string): Promise<readonly string[]> {
    const claims = await kubectl.list("persistentvolumeclaims");
    return claims
        .filter((claim) => text(claim, "metadata", "name").startsWith(`data-${workload}-`))
        .map((claim) => text(claim, "status", "capacity", "storage"));
}

/** The Java heap that the main process of a pod, or the first that this one started, runs with, such as 320m. */
export async function heapOf(kubectl: Kubectl, pod: string): Promise<string> {
    const read = "for id in 1 $(cat /proc/1/task/1/children); do tr '\\0' '\\n' < /proc/$id/cmdline; done";
    const commandLine = await kubectl.exec(pod, "/bin/sh", "-c", read);
    return /^-Xmx(\S+)$/m.exec(commandLine)?.[1] ?? "";
}

/** The value of a property that a broker works with now, whether from its file or set while it runs. */
export async function brokerProperty(kubectl: Kubectl, broker: number, name: string): Promise<string> {
    const about = ["--describe", "--all", "--entity-type", "brokers", "--entity-name", String(broker)];
    const all = await brokerTool(kubectl, "configs", ...about);
    const found = all.split("\n").find((candidate) => candidate.trim().startsWith(`${name}=`));
    return (
        found
            ?.trim()
            .slice(name.length + 1)
            .split(" ")[0] ?? ""
    );
}

/** The level in effect of a logger that a broker has; empty where it has none of this name. */
export async function loggerLevel(kubectl: Kubectl, broker: number, logger: string): Promise<string> {
    const about = ["--describe", "--entity-type", "broker-loggers", "--entity-name", String(broker)];
    const lines = (await brokerTool(kubectl, "configs", ...about)).split("\n").map((line) => line.trim());
    const found = lines.find((line) => line.startsWith(`${logger}=`));
    return found?.slice(logger.length + 1).split(" ")[0] ?? "";
}

/** One partition and the brokers that have a copy of it. */
export interface Partition {
    readonly topic: string;
    readonly replicas: readonly number[];
}

/** Every partition of every topic. */
export async function partitions(kubectl: Kubectl): Promise<readonly Partition[]> {
    const lines = (await brokerTool(kubectl, "topics", "--describe")).split("\n");
    return lines.flatMap((line) => {
        const [, topic, replicas] = /Topic: (\S+)\s+Partition: .*Replicas: ([\d,]+)/.exec(line) ?? [];
        return topic === undefined || replicas === undefined
            ? []
            : [{ topic, replicas: replicas.split(",").map(Number) }];
    });
}

/** How many partitions a broker has a copy of. */
export async function held(kubectl: Kubectl, broker: number): Promise<number> {
    return (await partitions(kubectl)).filter(({ replicas }) => replicas.includes(broker)).length;
}

/** What each server of the ensemble says of itself, by ordinal: leader or follower; empty while it serves nobody. */
export async function serverModes(kubectl: Kubectl): Promise<readonly string[]> {
    const pods = await kubectl.list("pods", "-l", "app.kubernetes.io/name=zookeeper");
    const modes: string[] = [];
    for (const pod of pods) {
        const answer = await ask(kubectl, text(pod, "metadata", "name"), "srvr");
        modes.push(/^Mode: (\w+)/m.exec(answer)?.[1] ?? "");
    }
    return modes;
}

/** The ordinal of the ensemble's leader, once there is one that answers: a server that is too busy for two seconds looks as if it had no mode. */
export async function leadingServer(kubectl: Kubectl): Promise<number> {
    return eventually("a leader of the ensemble", 60, async () => {
        const leader = (await serverModes(kubectl)).indexOf("leader");
        return leader < 0 ? undefined : leader;
    });
}

/** Followers that the ensemble's leader counts as in sync. */
export async function syncedFollowers(kubectl: Kubectl): Promise<number> {
    const leader = await leadingServer(kubectl);
    const answer = await ask(kubectl, `zookeeper-${leader}`, "mntr");
    return Number(/^zk_synced_followers\s+(\d+)/m.exec(answer)?.[1] ?? "0");
}

async function ask(kubectl: Kubectl, server: string, word: string): Promise<string> {
    return kubectl.exec(server, "/bin/bash", "-c", `echo ${word} | nc -w 2 127.0.0.1 2181`);
}

/** The image that a workload's pods have. */
export async function imageOf(kubectl: Kubectl, workload: string): Promise<readonly string[]> {
    const pods = await kubectl.list("pods", "-l", `app.kubernetes.io/name=${workload}`);
    return pods.map((pod) => text(pod, "spec", "containers", 0, "image"));
}

/** The requested CPU of a workload's pods. */
export async function cpuOf(kubectl: Kubectl, workload: string): Promise<readonly string[]> {
    const pods = await kubectl.list("pods", "-l", `app.kubernetes.io/name=${workload}`);
    return pods.map((pod) => text(pod, "spec", "containers", 0, "resources", "requests", "cpu"));
}
