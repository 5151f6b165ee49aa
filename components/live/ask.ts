import { get } from "./request";

/** The fields of those that are read here that hold a time (k8s.io/apimachinery, Time and MicroTime: RFC 3339). */
const times = new Set([
    "creationTimestamp",
    "deletionTimestamp",
    "eventTime",
    "finishedAt",
    "lastObservedTime",
    "lastTimestamp",
    "lastTransitionTime",
    "startedAt",
]);

/** What the API server has at a path, as text. Throws what `statusOf` and `wordsOf` read where it refuses. */
export async function ask(path: string): Promise<string> {
    const { status, body } = await get(path);
    if (status !== 200) {
        throw Object.assign(new Error(), { code: status, body });
    }
    return body;
}

/** The object at a path, times as dates. Throws as {@link ask}. */
export async function readAt<T>(path: string): Promise<T> {
    return parsed(await ask(path)) as T;
}

/** The objects at the path of a list. Throws as {@link ask}. */
export async function listAt<T>(path: string): Promise<readonly T[]> {
    return (await readAt<{ readonly items: readonly T[] }>(path)).items;
}

function parsed(body: string): unknown {
    return JSON.parse(body, (field, value: unknown) => {
        return times.has(field) && typeof value === "string" ? new Date(value) : value;
    });
}
