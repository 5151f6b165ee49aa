import type { AppsV1Api, CoreV1Api, V1LabelSelector, V1Pod } from "@kubernetes/client-node";
import { inTime, kubeConfig } from "../connection";
import { statusOf } from "../refusal";
import type { PodId } from "./decision";
import { ofDeployment, ofStatefulSet } from "./observation";
import type { Observation } from "./observation";

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

/** The API of the cluster that is going to be changed. */
export async function clusterApi({ kind, namespace, name }: Workload): Promise<RolloutApi> {
    const [client, config] = await Promise.all([import("@kubernetes/client-node"), kubeConfig()]);
    const apps = config.makeApiClient(client.AppsV1Api);
    const core = config.makeApiClient(client.CoreV1Api);
    const observe = kind === "StatefulSet" ? observeStatefulSet : observeDeployment;
    return {
        observe: () => answered(observe(apps, core, namespace, name)),
        remove: async (pod) => {
            const preconditions = Object.assign(new client.V1Preconditions(), { uid: pod.uid });
            const body = Object.assign(new client.V1DeleteOptions(), { preconditions });
            try {
                await answered(core.deleteNamespacedPod({ namespace, name: pod.name, body }));
            } catch (error) {
                // Gone, or another one has its name.
                if (![404, 409].includes(statusOf(error) ?? 0)) {
                    throw error;
                }
            }
        },
        log: (pod, { container, previous, lines }) => {
            return answered(core.readNamespacedPodLog({ namespace, name: pod, container, previous, tailLines: lines }));
        },
    };
}

async function observeStatefulSet(
    apps: AppsV1Api,
    core: CoreV1Api,
    namespace: string,
    name: string,
): Promise<Observation> {
    const set = await apps.readNamespacedStatefulSet({ namespace, name });
    const labelSelector = selectorOf(set.spec?.selector);
    const { items: pods } = await core.listNamespacedPod({ namespace, labelSelector });
    return ofStatefulSet(set, pods, await eventsFor(core, namespace, pods, set.spec?.replicas));
}

async function observeDeployment(
    apps: AppsV1Api,
    core: CoreV1Api,
    namespace: string,
    name: string,
): Promise<Observation> {
    const deployment = await apps.readNamespacedDeployment({ namespace, name });
    const labelSelector = selectorOf(deployment.spec?.selector);
    const [{ items: replicaSets }, { items: pods }] = await Promise.all([
        apps.listNamespacedReplicaSet({ namespace, labelSelector }),
        core.listNamespacedPod({ namespace, labelSelector }),
    ]);
    const events = await eventsFor(core, namespace, pods, deployment.spec?.replicas);
    return ofDeployment(deployment, replicaSets, pods, events);
}

/**
 * The events of a namespace, where one may tell why a pod is not there or has not started. API servers have no cache of them, so they are
 * not asked for while pods only become ready. Whoever may not see them has none: they explain, the rollout needs none.
 */
async function eventsFor(
    core: CoreV1Api,
    namespace: string,
    pods: readonly V1Pod[],
    wanted = 1,
): Promise<Observation["events"]> {
    const areRunning = pods.length >= wanted && pods.every(({ status }) => status?.phase === "Running");
    if (areRunning) {
        return [];
    }
    try {
        return (await core.listNamespacedEvent({ namespace })).items;
    } catch (error) {
        if (isFinal(error)) {
            return [];
        }
        throw error;
    }
}

function selectorOf(selector: V1LabelSelector | undefined): string {
    return Object.entries(selector?.matchLabels ?? {})
        .map(([label, value]) => `${label}=${value}`)
        .join(",");
}

async function answered<T>(work: Promise<T>): Promise<T> {
    const answer = await inTime(work);
    if (answer === undefined) {
        throw new Error("the API server is silent");
    }
    return answer;
}
