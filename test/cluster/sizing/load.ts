import { text } from "../../harness";
import { isReady } from "../support/kubectl";
import type { Kubectl } from "../support/kubectl";
import { eventually } from "../support/run";
import { buildLoad } from "./loadJar";
import { loadConfigMap, loadPod, loadPort } from "./loadPod";
import type { LoadOptions } from "./loadPod";

const image = ["-o", "jsonpath={.spec.template.spec.containers[0].image}"];

/** What became of the records that were written during one edit. */
export interface Report {
    /** Records acknowledged by all in-sync replicas. */
    readonly acknowledged: number;
    /** Acknowledged ones, of all that ever were, that this edit lost. */
    readonly lost: number;
    /** Records read more than once. */
    readonly duplicated: number;
    /** Records read after one of the same key that was written later. */
    readonly disordered: number;
    /** Records that the producer gave up, and the first error. */
    readonly failed: number;
    readonly failure: string;
    /** Longest time without any acknowledgement, in milliseconds. */
    readonly longestStallMs: number;
    /** Longest time that one record waited for its acknowledgement, in milliseconds: one partition may stall while the others go on. */
    readonly slowestMs: number;
}

/** Continuous writes and reads in a pod of the namespace: acks=all, idempotent, no record given up. */
export class Load {
    readonly #kubectl: Kubectl;
    readonly #name: string;
    readonly #address: string;

    private constructor(kubectl: Kubectl, name: string, address: string) {
        this.#kubectl = kubectl;
        this.#name = name;
        this.#address = address;
    }

    /** Starts writing; returns once records are acknowledged and read. A broker must be up. */
    static async start(kubectl: Kubectl, options: LoadOptions): Promise<Load> {
        const name = `load-${options.topic}`;
        await kubectl.apply(loadConfigMap(name, await buildLoad(kubectl, "kafka-0")));
        await kubectl.apply(loadPod(name, await kubectl.call("get", "statefulset", "kafka", ...image), options));
        const address = await eventually(`${name} ready`, 90, async () => {
            const pod = await kubectl.get("pod", name);
            return isReady(pod) ? text(pod, "status", "podIP") : undefined;
        });
        const load = new Load(kubectl, name, address);
        await eventually("records acknowledged and read", 90, async () => {
            const { acknowledged, read } = (await load.#ask("state", 5)) as { acknowledged: number; read: number };
            return acknowledged > 0 && read > 0 ? true : undefined;
        });
        return load;
    }

    /** An edit begins now. */
    async begin(): Promise<void> {
        await this.#ask("begin", 30);
    }

    /** The edit that was begun last ends now. Waits until everything acknowledged until now has been read again. */
    async end(): Promise<Report> {
        return (await this.#ask("end", 400)) as Report;
    }

    /** Ends the writing. The records stay. */
    async stop(): Promise<void> {
        await this.#kubectl.call("delete", `pod/${this.#name}`, `configmap/${this.#name}`, "--ignore-not-found");
    }

    async #ask(question: string, seconds: number): Promise<unknown> {
        const answer = await fetch(`http://${this.#address}:${loadPort}/${question}`, {
            signal: AbortSignal.timeout(seconds * 1000),
        }).catch(async (error: unknown) => {
            throw new Error(`${this.#name} does not answer: ${String(error)}\n${await this.#logs()}`);
        });
        const body = await answer.text();
        if (!answer.ok) {
            throw new Error(`${this.#name}, ${question}: ${body}\n${await this.#logs()}`);
        }
        return JSON.parse(body);
    }

    async #logs(): Promise<string> {
        return this.#kubectl.call("logs", this.#name, "--tail=30").catch(String);
    }
}
