import * as pulumi from "@pulumi/pulumi";
import { NoCluster } from "../connection";
import { wordsOf } from "../refusal";
import { clusterApi, isFinal } from "./api";
import type { RolloutApi, Workload } from "./api";
import { decide, isSettled, overdue } from "./decision";
import type { Decision, PodId, Seen } from "./decision";

/** Pause between two looks at the cluster. */
const pauseMs = 1000;

/** How much of a log an error shows: its last lines, and of each so many characters. */
const logLines = 5;
const logWidth = 200;

/** How many lines are read for that: between them stand the frames of Java's stack traces, which tell a person nothing and hide what was thrown. */
const readLines = 200;
const stackFrame = /^\s+(at |\.\.\. \d+ more)/;

/** How to wait for a rollout. */
export interface RolloutOptions {
    /** Seconds after which it has failed in any case. */
    readonly deadlineSeconds: number;
    /** Whether this run changes the workload. One that it leaves as it is may have pods that are not ready: then `warn` is told, and that is all. */
    readonly isChanged: boolean;
    /** Is told how far it is, one line each time that this changes. */
    readonly progress: (line: string) => void | Promise<void>;
    /** Is told what is wrong with a workload that this run leaves as it is. */
    readonly warn: (line: string) => void | Promise<void>;
    /** Ends the wait, as if all were done. Default: nothing does. */
    readonly signal?: AbortSignal;
    /** How the cluster is asked. Default: the API of the cluster that is going to be changed. */
    readonly connect?: (workload: Workload) => RolloutApi;
    /** What the time is (ms), and how to let it pass. Default: the clock of this machine. */
    readonly clock?: Clock;
}

/** Milliseconds. */
interface Clock {
    readonly now: () => number;
    readonly sleep: (ms: number) => Promise<unknown>;
}

const machineClock: Clock = {
    now: Date.now,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/**
 * Waits until every pod of a workload is ready and as it is wanted now. Pods of a StatefulSet that cannot start and that its controller would
 * never replace are deleted meanwhile. Throws a `pulumi.RunError` as soon as it cannot succeed without somebody changing something: what
 * is wrong with which pod, what to do, and the end of its log. A cluster that does not answer is asked again until the deadline.
 */
export async function rollout(workload: Workload, options: RolloutOptions): Promise<void> {
    const { deadlineSeconds, connect = clusterApi, clock = machineClock } = options;
    const { kind, name } = workload;
    const tell = onChange(options.progress);
    const deleted = new Set<string>();
    let seen: Seen = { started: clock.now(), hopeless: new Map() };
    const api = connect(workload);
    while (options.signal?.aborted !== true) {
        try {
            const observed = await api.observe();
            const next = decide(observed, seen, clock.now(), deadlineSeconds);
            seen = next.seen;
            if (next.decision.kind === "done") {
                return;
            }
            if (!options.isChanged && isSettled(observed)) {
                await options.warn(next.decision.kind === "fail" ? next.decision.message : next.decision.line);
                return;
            }
            await act(next.decision, api, deleted, tell);
        } catch (error) {
            if (error instanceof NoCluster) {
                // Nothing has been changed either.
                return;
            }
            if (error instanceof pulumi.RunError) {
                throw error;
            }
            const words = wordsOf(error);
            if (isFinal(error)) {
                throw new pulumi.RunError(`${kind} ${name}: cannot wait for its pods: ${words}`);
            }
            const state = `no answer from the cluster: ${words}`;
            if (clock.now() - seen.started >= deadlineSeconds * 1000) {
                throw new pulumi.RunError(`${kind} ${name}: ${overdue(deadlineSeconds, state)}`);
            }
            await tell(`${name}: ${state}`);
        }
        await clock.sleep(pauseMs);
    }
}

async function act(
    decision: Exclude<Decision, { kind: "done" }>,
    api: RolloutApi,
    deleted: Set<string>,
    tell: (line: string) => Promise<void>,
): Promise<void> {
    if (decision.kind === "fail") {
        throw new pulumi.RunError([decision.message, ...(await logOf(decision, api))].join("\n"));
    }
    await tell(decision.line);
    if (decision.kind === "replace") {
        const pods = decision.pods.filter(({ uid }) => !deleted.has(uid));
        await Promise.all(pods.map((pod) => remove(pod, api, deleted)));
    }
}

/** Once is enough: a pod whose node is gone stays until somebody forces it away, and that may lose records. */
async function remove(pod: PodId, api: RolloutApi, deleted: Set<string>): Promise<void> {
    await api.remove(pod);
    deleted.add(pod.uid);
}

async function logOf({ of }: Extract<Decision, { kind: "fail" }>, api: RolloutApi): Promise<readonly string[]> {
    if (of?.log === undefined) {
        return [];
    }
    try {
        const text = await api.log(of.pod, { ...of.log, lines: readLines });
        const lines = text.split("\n").filter((line) => line.trim() !== "" && !stackFrame.test(line));
        return lines.slice(-logLines).map((line) => `    ${line.trimEnd().slice(0, logWidth)}`);
    } catch (error) {
        // A container that has been removed has no log any more; the error is complete without it.
        await pulumi.log.debug(`cannot read the log of ${of.pod}: ${wordsOf(error)}`);
        return [];
    }
}

function onChange(progress: RolloutOptions["progress"]): (line: string) => Promise<void> {
    let last: string | undefined;
    return async (line) => {
        if (line !== last) {
            last = line;
            await progress(line);
        }
    };
}
