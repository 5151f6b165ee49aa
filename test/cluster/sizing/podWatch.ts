import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
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
    readonly #process: ChildProcess;
    readonly #first = new Map<string, Sighting>();
    readonly #all = new Map<string, Sighting>();
    #begun = false;

    private constructor(namespace: string) {
        const args = ["-n", namespace, "get", "pods", "--watch", "-o", `jsonpath=${line}{"\\n"}`];
        this.#process = spawn("kubectl", args, { stdio: ["ignore", "pipe", "inherit"] });
        if (this.#process.stdout !== null) {
            createInterface(this.#process.stdout).on("line", (seen) => {
                this.#note(seen);
            });
        }
    }

    /** Begins to follow; returns when the pods that are there have been seen. `count` is how many they are. */
    static async start(namespace: string, count: number): Promise<PodWatch> {
        const watch = new PodWatch(namespace);
        const deadline = Date.now() + 30_000;
        while (watch.#all.size < count) {
            if (Date.now() > deadline) {
                watch.#process.kill();
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
        const ended = new Promise((resolve) => this.#process.once("close", resolve));
        this.#process.kill();
        await ended;
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
