import { listAt, readAt } from "../../../components/live/ask";
import { pathOf } from "../../../components/live/object";
import type { LiveObject } from "../../../components/live/object";
import { statusOf, wordsOf } from "../../../components/live/refusal";
import { clusterApi } from "../../../components/live/rollout/api";
import type { Observation } from "../../../components/live/rollout/observation";
import { workloadNames } from "../../../model/names";
import type { Workload } from "../../../model/names";
import type { Known } from "../model";
import { isKnown } from "../model";

/** What the API server says of a namespace; undefined for a workload that does not exist. */
export interface Objects {
    readonly zookeeper: Known<Observation | undefined>;
    readonly brokers: Known<Observation | undefined>;
    readonly kafkaManager: Known<Observation | undefined>;
    readonly claims: Known<readonly LiveObject[]>;
    readonly jobs: Known<readonly LiveJob[]>;
    /** Zones of the nodes that have pods, by the node's name; none where nobody may look. */
    readonly zones: ReadonlyMap<string, string>;
}

/** A Job as the API has it, as far as it is looked at. */
interface LiveJob {
    readonly metadata: { readonly name: string; readonly creationTimestamp?: Date };
    readonly status?: {
        readonly active?: number;
        readonly conditions?: readonly {
            readonly type: string;
            readonly status: string;
            readonly message?: string;
            readonly lastTransitionTime?: Date;
        }[];
    };
}

/** Looks at everything that a namespace has of the program's. What may not be asked, or has no answer, is unknown. */
export async function objectsOf(namespace: string): Promise<Objects> {
    const workload = (part: Workload) =>
        known(async () => {
            const kind = part === "kafkaManager" ? ("Deployment" as const) : ("StatefulSet" as const);
            try {
                return await clusterApi({ kind, namespace, name: workloadNames[part] }).observe();
            } catch (error) {
                if (statusOf(error) === 404) {
                    return undefined;
                }
                throw error;
            }
        });
    const [zookeeper, brokers, kafkaManager, claims, jobs] = await Promise.all([
        workload("zookeeper"),
        workload("brokers"),
        workload("kafkaManager"),
        known(() => listAt<LiveObject>(pathOf("v1", "PersistentVolumeClaim", namespace))),
        known(() => listAt<LiveJob>(pathOf("batch/v1", "Job", namespace))),
    ]);
    const zones = await zonesOf([zookeeper, brokers].flatMap((one) => (isKnown(one) ? (one?.pods ?? []) : [])));
    return { zookeeper, brokers, kafkaManager, claims, jobs, zones };
}

/** What `look` comes to, or the words of its failure. */
export async function known<T>(look: () => Promise<T>): Promise<Known<T>> {
    try {
        return await look();
    } catch (error) {
        return { unknown: wordsOf(error) };
    }
}

const zoneLabel = "topology.kubernetes.io/zone";

/** Nodes hardly move: each is asked for once in the life of the process. One that may not be seen is not asked for again. */
const nodeZones = new Map<string, string | undefined>();

async function zonesOf(pods: Observation["pods"]): Promise<ReadonlyMap<string, string>> {
    const nodes = new Set(pods.flatMap(({ pod }) => pod.spec?.nodeName ?? []));
    await Promise.all(
        [...nodes]
            .filter((node) => !nodeZones.has(node))
            .map(async (node) => {
                const found = await known(() => readAt<LiveObject>(`${pathOf("v1", "Node", undefined)}/${node}`));
                nodeZones.set(node, isKnown(found) ? found.metadata.labels?.[zoneLabel] : undefined);
            }),
    );
    return new Map([...nodeZones].flatMap(([node, zone]) => (zone === undefined ? [] : [[node, zone] as const])));
}
