import type { KubernetesObject, LiveObject } from "../../../components/live/object";
import { observe } from "../../../stack/guard/observed";
import type { Observation } from "../../../stack/guard/observed";

/** Objects of a cluster, each `Kind name` with what it has beside its name. */
export type Objects = Readonly<Record<string, object>>;

/** All of them that are of a kind. */
export function listIn(objects: Objects) {
    return (apiVersion: string, kind: string, namespace: string): Promise<readonly LiveObject[]> =>
        Promise.resolve(
            Object.entries(objects).flatMap(([key, object]) => {
                const [of = "", name = ""] = key.split(" ");
                const { metadata = {} } = object as { readonly metadata?: object };
                return of === kind ? [{ ...object, apiVersion, kind, metadata: { ...metadata, name, namespace } }] : [];
            }),
        );
}

/** One of them. */
export function readIn(objects: Objects) {
    return async ({ apiVersion, kind, metadata }: KubernetesObject): Promise<LiveObject | undefined> =>
        (await listIn(objects)(apiVersion, kind, metadata.namespace ?? "")).find(
            (one) => one.metadata.name === metadata.name,
        );
}

/** What the guard sees of a cluster with these objects. */
export async function seen(objects: Objects): Promise<NonNullable<Observation>> {
    const found = await observe("kafka", listIn(objects));
    if (found === undefined) {
        throw new Error("the cluster could not be asked");
    }
    return found;
}

/** A claim with a disk of this size, or one that has none. */
export function claim(asked: string, capacity: string | undefined = asked, className?: string): object {
    return {
        spec: {
            resources: { requests: { storage: asked } },
            ...(className === undefined ? {} : { storageClassName: className }),
        },
        status: capacity === "" ? { phase: "Pending" } : { phase: "Bound", capacity: { storage: capacity } },
    };
}

/** A pod whose one container has an image, and has started or not. */
export function pod(image: string, hasStarted: boolean, env: readonly object[] = []): object {
    return {
        spec: { containers: [{ name: "main", image, env }] },
        status: {
            containerStatuses: [
                {
                    name: "main",
                    restartCount: 0,
                    state: hasStarted ? { running: {} } : { waiting: { reason: "ImagePullBackOff" } },
                },
            ],
        },
    };
}
