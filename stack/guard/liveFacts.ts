import { disksOf } from "../../components/args";
import { kafkaTool } from "../../components/kafka/scripts";
import { brokerName } from "../../components/kafka/tls/names";
import { topicsIn } from "../../components/kafka/topics/takeover";
import { textsOf, trustEachOther } from "../../components/kafka/tls/secret";
import { secretAt } from "../../components/kubernetes/secret";
import { runLive } from "../../components/live/exec";
import { readLive } from "../../components/live/object";
import type { SecurityFacts } from "../../components/security/edits";
import { tlsSecret } from "../../components/security/tls";
import type { TlsSettings } from "../../components/security/tls";
import type { Change } from "../../edits/edit";
import { podName } from "../../model/names";
import type { Facts } from "../judge";
import type { Settings } from "../settings";
import { liveDisks } from "./liveDisks";
import type { Observation, Observed } from "./observed";

/** How the cluster is asked. */
export interface Cluster {
    /** Looks an object up. */
    readonly read: typeof readLive;
    /** Runs a command in a container. */
    readonly run: typeof runLive;
}

/** How many brokers are asked before none is taken to answer: with three copies, no topic survives the loss of more. */
const asked = 3;

/** What of the running cluster the judgement of these edits depends on, and nothing else; `live` is what was seen of it. */
export async function liveFacts(
    edits: readonly Change[],
    old: Settings,
    live: Observation,
    cluster: Cluster = { read: readLive, run: runLive },
): Promise<Facts> {
    const fewer = edits.some(({ key, from, to }) => key === "brokers.replicas" && Number(to) < Number(from));
    const declares = edits.some(
        ({ group, path, from }) => group === "topics" && path.length === 2 && from === undefined,
    );
    const [described, certificates, disks] = await Promise.all([
        fewer || declares ? describedTopics(cluster, old) : undefined,
        certificatesOf(cluster, edits, old),
        live === undefined ? {} : liveDisks(cluster.read, edits, old, live),
    ]);
    return {
        ...(described === undefined || !fewer ? {} : { holding: countCopies(described, old.brokers.replicas) }),
        ...(declares ? existing(described, live) : {}),
        ...certificates,
        ...(live === undefined
            ? {}
            : { ...serversOf(edits, live.zookeeper), ...imagesOf(edits, live), ...loginsOf(edits, live) }),
        ...disks,
    };
}

/** Whether there are servers, and how long the fixed lists are that they have. */
function serversOf(edits: readonly Change[], live: Observed): Pick<Facts, "hasServers" | "serverLists"> {
    return edits.some(({ key }) => key === "zookeeper.replicas")
        ? { hasServers: live.replicas !== undefined, serverLists: live.fixedLists }
        : {};
}

const ofLogins = ["security.authentication", "security.passwordVersion", "security.tls"];

/** How the brokers and servers log in that run, where that is edited: a roll may have ended half-way, inside the ensemble too. */
function loginsOf(edits: readonly Change[], { brokers, zookeeper }: NonNullable<Observation>): SecurityFacts {
    const logins = [...zookeeper.logins, ...brokers.logins];
    return edits.some(({ key }) => ofLogins.includes(key))
        ? {
              steps: [...new Set(logins.map(({ step }) => step))],
              passwordVersions: [...new Set(logins.flatMap(({ passwordVersion }) => passwordVersion ?? []))],
              certificates: [...new Set(brokers.logins.map(({ certificate }) => certificate))],
          }
        : {};
}

/** Whether brokers trust each other with both certificates, where they come from another Secret. */
async function certificatesOf(
    { read }: Cluster,
    edits: readonly Change[],
    { namespace, security }: Settings,
): Promise<Pick<SecurityFacts, "trustEachOther">> {
    const wanted = edits.find(({ key }) => key === "security.tls")?.to as TlsSettings | undefined;
    if (wanted === undefined || security.tls === undefined) {
        return {};
    }
    const [one, other] = await Promise.all(
        [security.tls, wanted].map(async (tls) => textsOf(await read(secretAt(namespace.name, tlsSecret(tls))))),
    );
    return { trustEachOther: trustEachOther(one ?? {}, other ?? {}) };
}

const imageKeys = { zookeeper: "images.zookeeper", brokers: "images.kafka" } as const;

/** The images that have run, of the parts whose image is edited. Disks without a pod may be of any. */
function imagesOf(edits: readonly Change[], live: NonNullable<Observation>): Pick<Facts, "ran"> {
    const ran = (["zookeeper", "brokers"] as const).flatMap((part) => {
        const { pods, ran: images } = live[part];
        const isKnown = pods > 0 || disksOf(live[part]).length === 0;
        return isKnown && edits.some(({ key }) => key === imageKeys[part]) ? [[part, images] as const] : [];
    });
    return ran.length === 0 ? {} : { ran: Object.fromEntries(ran) };
}

/** What `kafka-topics.sh --describe` prints, as the first broker tells that answers; undefined where none does. */
async function describedTopics(
    cluster: Cluster,
    { namespace, brokers, security }: Settings,
): Promise<string | undefined> {
    for (let id = 0; id < Math.min(brokers.replicas, asked); id++) {
        const place = { namespace: namespace.name, clusterDomain: namespace.clusterDomain };
        // A certificate is for the broker's name.
        const host = security.tls === undefined ? "127.0.0.1" : brokerName(id, place);
        const described = await cluster.run(
            { namespace: namespace.name, pod: podName("brokers", id), container: "kafka" },
            kafkaTool("topics", host, security, "--describe"),
        );
        if (described !== undefined) {
            return described;
        }
    }
    return undefined;
}

/** The topics that there are; none where no broker ever had a disk to keep one on. */
function existing(described: string | undefined, live: Observation): Pick<Facts, "existingTopics"> {
    const isEmpty = live !== undefined && disksOf(live.brokers).length === 0;
    return described === undefined && !isEmpty ? {} : { existingTopics: topicsIn(described ?? "") };
}

/** The number of partitions of each broker, by its id: counts the copies in what `kafka-topics.sh --describe` prints, for each of so many brokers. */
function countCopies(described: string, brokers: number): Readonly<Record<number, number>> {
    const held = new Map(Array.from({ length: brokers }, (_, id) => [id, 0]));
    for (const [, replicas = ""] of described.matchAll(/\tReplicas: ([\d,]+)/g)) {
        for (const id of replicas.split(",").map(Number)) {
            held.set(id, (held.get(id) ?? 0) + 1);
        }
    }
    return Object.fromEntries(held);
}
