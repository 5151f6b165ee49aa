import { readFileSync } from "node:fs";
import { join } from "node:path";
import { connection } from "../../../components/live/connection";
import { execLive } from "../../../components/live/exec";
import type { LiveObject } from "../../../components/live/object";
import { isReady } from "../../../components/live/rollout/diagnosis";
import { claimName, workloadNames } from "../../../model/names";
import type { Replicated } from "../../../model/names";
import { parseQuantity } from "../../../model/quantity";
import { isKnown } from "../model";
import type { Known } from "../model";
import { blocksOf } from "./blocks";
import type { Block } from "./blocks";
import { kafkaAnswers } from "./kafkaAnswers";
import type { KafkaAnswers } from "./kafkaAnswers";
import { known, objectsOf } from "./objects";
import type { Objects } from "./objects";

/** Everything that one look at a cluster has seen. */
export interface Facts extends Objects {
    /** When, in milliseconds. */
    readonly at: number;
    /** Address of the API server. */
    readonly server: string;
    /** What the pods said that run, by their names. */
    readonly pods: ReadonlyMap<string, Known<ReadonlyMap<string, Block>>>;
    /** What one broker knows of all, and when it said so (ms); undefined where none was asked yet. */
    readonly kafka: { readonly at: number; readonly answers: Known<KafkaAnswers> } | undefined;
}

/** How a pod is asked: the text that a command prints in its container. */
export type Ask = typeof execLive;

/** Longest wait for a pod without Java tools, and for one with them (cluster.sh ends within 70 s by itself). */
const podTimeoutMs = 15_000;
const toolsTimeoutMs = 75_000;

/** Pods that are asked at a time. */
const atOnce = 10;

const script = (name: string): string => readFileSync(join(__dirname, "..", "scripts", name), "utf8");

/** Looks at the cluster of a namespace. With `withTools`, one broker is asked for what all know, which costs it about 4 s of CPU. */
export async function gather(namespace: string, withTools: boolean, run: Ask = execLive): Promise<Facts> {
    const [{ cluster }, objects] = await Promise.all([connection(), objectsOf(namespace)]);
    const brokers = running(objects, "brokers");
    const chosen = withTools ? (brokers.find(({ ready }) => ready) ?? brokers[0]) : undefined;
    const pods = [...brokers, ...running(objects, "zookeeper")];
    const answers = new Map<string, Known<ReadonlyMap<string, Block>>>();
    const waiting = [...pods].sort((a, b) => Number(b === chosen) - Number(a === chosen));
    const next = async (): Promise<void> => {
        for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
            const { name, part, claimKiB } = one;
            const isChosen = one === chosen;
            const names = ["disk.sh", ...(part === "zookeeper" ? ["server.sh"] : isChosen ? ["cluster.sh"] : [])];
            const where = { namespace, pod: name, container: workloadNames[part] };
            // One text: what runs in a pod need not be there, and pods of every version of the program can be asked.
            const command = ["/bin/bash", "-c", names.map(script).join("\n"), "status", String(claimKiB)];
            answers.set(
                name,
                await known(async () => blocksOf(await run(where, command, isChosen ? toolsTimeoutMs : podTimeoutMs))),
            );
        }
    };
    await Promise.all(Array.from({ length: atOnce }, next));
    const said = chosen === undefined ? undefined : answers.get(chosen.name);
    return {
        ...objects,
        at: Date.now(),
        server: cluster.server,
        pods: answers,
        kafka: said === undefined ? undefined : { at: Date.now(), answers: isKnown(said) ? kafkaAnswers(said) : said },
    };
}

interface RunningPod {
    readonly name: string;
    readonly part: Replicated;
    readonly ready: boolean;
    /** What its claim has, in KiB; 0 where nobody knows. */
    readonly claimKiB: number;
}

function running({ claims, ...objects }: Objects, part: Replicated): readonly RunningPod[] {
    const observed = objects[part];
    const pods = isKnown(observed) ? (observed?.pods ?? []) : [];
    return pods
        .filter(({ pod }) => pod.status?.containerStatuses?.some(({ state }) => state?.running !== undefined))
        .map(({ pod }, index) => {
            const name = pod.metadata?.name ?? "";
            const ordinal = Number(/-(\d+)$/.exec(name)?.[1] ?? index);
            const claim = isKnown(claims)
                ? claims.find(({ metadata }) => metadata.name === claimName(part, ordinal))
                : undefined;
            return { name, part, ready: isReady(pod), claimKiB: Math.floor(capacityOf(claim) / 1024) };
        });
}

/** Bytes that a claim has; 0 where nobody knows. */
function capacityOf(claim: LiveObject | undefined): number {
    const { capacity } = (claim?.status ?? {}) as { readonly capacity?: { readonly storage?: string } };
    return parseQuantity(capacity?.storage ?? "") ?? 0;
}
