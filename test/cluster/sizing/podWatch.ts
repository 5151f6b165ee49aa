import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** One pod at one moment. */
interface Sighting {
    readonly workload: string;
    readonly uid: string;
    readonly restarts: number;
}

/** How often pods of each workload started anew, by the name of the workload. */
export type Restarts = Readonly<Record<string, number>>;

const line = [
    "{.metadata.labels.app\\.kubernetes\\.io/name}",
    "{.metadata.ownerReferences[0].kind}",
    "{.metadata.uid}",
    "{.status.containerStatuses[0].restartCount}",
].join("|");

/** Follows the pods of a namespace: between two looks a pod may be replaced more than once. */
export class PodWatch {
    readonly #namespace: string;
    readonly #first = new Map<string, Sighting>();
    readonly #all = new Map<string, Sighting>();
    #process: ChildProcess | undefined;
    #ended: Promise<unknown> = Promise.resolve();
    #begun = false;
    #stopping = false;

    private constructor(namespace: string) {
        this.#namespace = namespace;
        this.#follow();
    }

    /** Begins to follow; returns when the pods that are there have been seen. `count` is how many they are. */
    static async start(namespace: string, count: number): Promise<PodWatch> {
        const watch = new PodWatch(namespace);
        const deadline = Date.now() + 30_000;
        while (watch.#all.size < count) {
            if (Date.now() > deadline) {
                await watch.#end();
                throw new Error(`saw ${watch.#all.size} of ${count} pods in 30 s`);
            }
            await new Promise((resolve) => setTimeout(resolve, 50));
        }
        watch.#begun = true;
        return watch;
    }

    /**
     * Ends. Pods that took the place of others, and containers that were started again. `added` says how many pods more each workload
     * has now: those took nobody's place.
     */
    async stop(added: Restarts = {}): Promise<Restarts> {
        await this.#end();
        const restarts: Record<string, number> = {};
        for (const [uid, { workload, restarts: now }] of this.#all) {
            const before = this.#first.get(uid);
            const times = before === undefined ? now + 1 : now - before.restarts;
            restarts[workload] = (restarts[workload] ?? 0) + times;
        }
        return Object.fromEntries(
            Object.entries(restarts).map(([workload, times]) => [workload, times - (added[workload] ?? 0)]),
        );
    }

    /** Ends with the API server, and begins again when that is back: then all pods are listed anew. */
    #follow(): void {
        const args = ["-n", this.#namespace, "get", "pods", "--watch", "-o", `jsonpath=${line}{"\\n"}`];
        const child = spawn("kubectl", args, { stdio: ["ignore", "pipe", "ignore"] });
        createInterface(child.stdout).on("line", (seen) => {
            this.#note(seen);
        });
        this.#process = child;
        this.#ended = new Promise((resolve) => child.once("close", resolve));
        child.once("close", () => {
            if (!this.#stopping) {
                setTimeout(() => {
                    if (!this.#stopping) {
                        this.#follow();
                    }
                }, 200);
            }
        });
    }

    async #end(): Promise<void> {
        this.#stopping = true;
        this.#process?.kill();
        await this.#ended;
    }

    #note(seen: string): void {
        const [workload = "", owner = "", uid = "", restarts = "0"] = seen.split("|");
        // The pods of Jobs come and go by themselves.
        if (uid === "" || owner === "Job" || owner === "") {
            return;
        }
        const sighting = { workload, uid, restarts: Number(restarts) };
        this.#all.set(uid, sighting);
        if (!this.#begun) {
            this.#first.set(uid, sighting);
        }
    }
}
