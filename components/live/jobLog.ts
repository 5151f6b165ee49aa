import { pathOf } from "./object";
import { get } from "./request";

/** A Job that works. */
export interface WorkingJob {
    /** Its namespace. */
    readonly namespace: string;
    /** Its name. */
    readonly name: string;
}

/** How a Job is followed. */
export interface Following {
    /** Ends it. */
    readonly signal: AbortSignal;
    /** Is told the last line of the Job's log, each time that this is another one. */
    readonly progress: (line: string) => void | Promise<void>;
    /** Milliseconds between two looks. Default: 2,000. */
    readonly pauseMs?: number;
    /** Asks the API server. Default: that of the cluster that is going to be changed. */
    readonly ask?: typeof get;
}

interface Pod {
    readonly metadata: { readonly name: string; readonly creationTimestamp: string };
}

/** When the scripts of Jobs said something (functions.sh, say): whoever follows them knows. */
const time = /^\d\d:\d\d:\d\d /;

/**
 * Tells what a Job says while it works, until it is ended. It is there for whoever waits, and changes nothing: what cannot be asked is not told, and
 * no program lives on for it.
 */
export async function followJob(job: WorkingJob, following: Following): Promise<void> {
    const { signal, progress, pauseMs = 2000, ask = get } = following;
    let last = "";
    await pause(pauseMs);
    while (!signal.aborted) {
        const line = await lastLineOf(job, ask).catch(() => undefined);
        const isNews = line !== undefined && line !== "" && line !== last;
        // The Job may have ended while the API server answered.
        if (isNews && !isEnded(signal)) {
            last = line;
            await progress(line);
        }
        await pause(pauseMs);
    }
}

function isEnded({ aborted }: AbortSignal): boolean {
    return aborted;
}

async function pause(ms: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** The last line of the newest pod of a Job, for one that was killed has another; undefined where there is none. */
async function lastLineOf({ namespace, name }: WorkingJob, ask: typeof get): Promise<string | undefined> {
    const path = pathOf("v1", "Pod", namespace);
    const selector = new URLSearchParams({ labelSelector: `batch.kubernetes.io/job-name=${name}` });
    const { items } = JSON.parse((await ask(`${path}?${selector.toString()}`)).body) as {
        readonly items: readonly Pod[];
    };
    const [newest] = [...items].sort((a, b) => (a.metadata.creationTimestamp < b.metadata.creationTimestamp ? 1 : -1));
    if (newest === undefined) {
        return undefined;
    }
    const { status, body } = await ask(`${path}/${newest.metadata.name}/log?tailLines=1`);
    return status === 200 ? body.trim().replace(time, "") : undefined;
}
