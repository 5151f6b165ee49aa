import { ask, listAt, readAt } from "../ask";
import { inTime, kubeConfig } from "../connection";
import { pathOf } from "../object";
import { statusOf } from "../refusal";
import type { PodId } from "./decision";
import { ofDeployment, ofStatefulSet } from "./observation";
import type { Deployment, KubernetesEvent, Observation, Pod, ReplicaSet, StatefulSet } from "./observation";

/** Which workload. */
export interface Workload {
    readonly kind: "StatefulSet" | "Deployment";
    readonly namespace: string;
    readonly name: string;
}

/** Which end of which log. */
export interface LogQuery {
    /** Name of the container. */
    readonly container: string;
    /** That of its run before, where it has restarted since. */
    readonly previous: boolean;
    /** How many lines. */
    readonly lines: number;
}

/** What is asked and done in the cluster while one workload rolls out. Everything throws where there is no answer, or a refusal. */
export interface RolloutApi {
    /** The workload as it is now, with its pods. */
    readonly observe: () => Promise<Observation>;
    /** Deletes this very pod with the time it has for its end; nothing where it is gone already. */
    readonly remove: (pod: PodId) => Promise<void>;
    /** The last lines of a log. */
    readonly log: (pod: string, query: LogQuery) => Promise<string>;
}

/** Answers after which asking again is in vain: not allowed, and not there. */
const finalCodes = [403, 404];

/** Whether an error of the API will be the same the next time. */
export function isFinal(error: unknown): boolean {
    return finalCodes.includes(statusOf(error) ?? 0);
}

/** The API of the cluster that is going to be changed. Most runs only look at it, which needs no client library (see request.ts). */
export function clusterApi({ kind, namespace, name }: Workload): RolloutApi {
    const observe = kind === "StatefulSet" ? observeStatefulSet : observeDeployment;
    return {
        observe: () => answered(observe(namespace, name)),
        remove: async ({ name: pod, uid }) => {
            try {
                await answered(removePod(namespace, pod, uid));
            } catch (error) {
                // Gone, or another one has its name.
                if (![404, 409].includes(statusOf(error) ?? 0)) {
                    throw error;
                }
            }
        },
        log: (pod, { container, previous, lines }) => {
            const query = new URLSearchParams({ container, previous: String(previous), tailLines: String(lines) });
            return answered(ask(`${pathOf("v1", "Pod", namespace)}/${pod}/log?${query.toString()}`));
        },
    };
}

async function removePod(namespace: string, name: string, uid: string): Promise<Pod> {
    const [client, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    const preconditions = Object.assign(new client.V1Preconditions(), { uid });
    const body = Object.assign(new client.V1DeleteOptions(), { preconditions });
    return config.makeApiClient(client.CoreV1Api).deleteNamespacedPod({ namespace, name, body });
}

async function observeStatefulSet(namespace: string, name: string): Promise<Observation> {
    const set = await readAt<StatefulSet>(`${pathOf("apps/v1", "StatefulSet", namespace)}/${name}`);
    const pods = await listAt<Pod>(pathOf("v1", "Pod", namespace) + selected(set.spec?.selector));
    return ofStatefulSet(set, pods, await eventsFor(namespace, pods, set.spec?.replicas));
}

async function observeDeployment(namespace: string, name: string): Promise<Observation> {
    const deployment = await readAt<Deployment>(`${pathOf("apps/v1", "Deployment", namespace)}/${name}`);
    const query = selected(deployment.spec?.selector);
    const [replicaSets, pods] = await Promise.all([
        listAt<ReplicaSet>(pathOf("apps/v1", "ReplicaSet", namespace) + query),
        listAt<Pod>(pathOf("v1", "Pod", namespace) + query),
    ]);
    return ofDeployment(deployment, replicaSets, pods, await eventsFor(namespace, pods, deployment.spec?.replicas));
}

/**
 * The events of a namespace, where one may tell why a pod is not there or has not started. API servers have no cache of them, so they are
 * not asked for while pods only become ready. Whoever may not see them has none: they explain, the rollout needs none.
 */
async function eventsFor(namespace: string, pods: readonly Pod[], wanted = 1): Promise<Observation["events"]> {
    const areRunning = pods.length >= wanted && pods.every(({ status }) => status?.phase === "Running");
    if (areRunning) {
        return [];
    }
    try {
        return await listAt<KubernetesEvent>(pathOf("v1", "Event", namespace));
    } catch (error) {
        if (isFinal(error)) {
            return [];
        }
        throw error;
    }
}

/** Asks a list for the pods of a workload, or for its ReplicaSets. */
function selected(selector: NonNullable<StatefulSet["spec"]>["selector"] | undefined): string {
    const labels = Object.entries(selector?.matchLabels ?? {}).map(([label, value]) => `${label}=${value}`);
    return `?${new URLSearchParams({ labelSelector: labels.join(",") }).toString()}`;
}

async function answered<T>(work: Promise<T>): Promise<T> {
    const answer = await inTime(work);
    if (answer === undefined) {
        throw new Error("the API server is silent");
    }
    return answer;
}
