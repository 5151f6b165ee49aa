import { kafkaTool } from "../../components/kafka/scripts";
import { runLive } from "../../components/live/exec";
import { readLive } from "../../components/live/object";
import type { LiveObject } from "../../components/live/object";
import type { Change } from "../../edits/edit";
import { mostServers, podName, ports, workloadNames } from "../../model/names";
import type { Facts } from "../judge";
import type { Settings } from "../settings";
import { liveDisks } from "./liveDisks";

/** How the cluster is asked. */
export interface Cluster {
    /** Looks an object up. */
    readonly read: typeof readLive;
    /** Runs a command in a container. */
    readonly run: typeof runLive;
}

/** How many brokers are asked before none is taken to answer: with three copies, no topic survives the loss of more. */
const asked = 3;

/** Looks up in the running cluster what the judgement of these edits depends on, and nothing else. */
export async function liveFacts(
    edits: readonly Change[],
    old: Settings,
    cluster: Cluster = { read: readLive, run: runLive },
): Promise<Facts> {
    const namespace = old.namespace.name;
    const fewer = edits.some(({ key, from, to }) => key === "brokers.replicas" && Number(to) < Number(from));
    const resized = edits.some(({ key }) => key === "zookeeper.replicas");
    const [holding, servers, disks] = await Promise.all([
        fewer ? partitionsHeld(cluster, namespace, old.brokers.replicas) : undefined,
        resized ? liveServers(cluster, namespace) : undefined,
        liveDisks(cluster.read, edits, old),
    ]);
    return {
        ...(holding === undefined ? {} : { holding }),
        ...servers,
        ...disks,
    };
}

/** The number of partitions of each broker, by its id, as the first broker tells that answers; undefined where none does. */
async function partitionsHeld(
    cluster: Cluster,
    namespace: string,
    brokers: number,
): Promise<Readonly<Record<number, number>> | undefined> {
    for (let id = 0; id < Math.min(brokers, asked); id++) {
        const described = await cluster.run(
            { namespace, pod: podName("brokers", id), container: "kafka" },
            kafkaTool("topics", `127.0.0.1:${ports.kafka}`, "--describe"),
        );
        if (described !== undefined) {
            return countReplicas(described, brokers);
        }
    }
    return undefined;
}

/** Counts the replicas in what `kafka-topics.sh --describe` prints, for each of so many brokers. */
function countReplicas(described: string, brokers: number): Readonly<Record<number, number>> {
    const held = new Map(Array.from({ length: brokers }, (_, id) => [id, 0]));
    for (const [, replicas = ""] of described.matchAll(/\tReplicas: ([\d,]+)/g)) {
        for (const id of replicas.split(",").map(Number)) {
            held.set(id, (held.get(id) ?? 0) + 1);
        }
    }
    return Object.fromEntries(held);
}

/** Whether there are servers, and how long the fixed lists are that pods of the ensemble were made with. */
async function liveServers({ read }: Cluster, namespace: string): Promise<Pick<Facts, "hasServers" | "serverLists">> {
    const metadata = { name: workloadNames.zookeeper, namespace };
    const set = read({ apiVersion: "apps/v1", kind: "StatefulSet", metadata });
    const pods = await Promise.all(
        Array.from({ length: mostServers }, (_, ordinal) =>
            read({ apiVersion: "v1", kind: "Pod", metadata: { name: podName("zookeeper", ordinal), namespace } }),
        ),
    );
    const sizes = new Set(pods.flatMap((pod) => (pod === undefined ? [] : listOf(pod))));
    return { hasServers: (await set) !== undefined, serverLists: [...sizes].sort((a, b) => a - b) };
}

interface PodSpec {
    readonly containers?: readonly { readonly env?: readonly { readonly name: string; readonly value?: string }[] }[];
}

function listOf({ spec }: LiveObject): number[] {
    const { containers = [] } = (spec ?? {}) as PodSpec;
    return containers
        .flatMap(({ env = [] }) => env)
        .flatMap(({ name, value = "" }) => (name === "ZOO_SERVERS" ? [value.split(" ").length] : []));
}
