import { createHash } from "node:crypto";
import { at, text } from "../../harness";
import type { Json } from "../../harness";
import { attempt, eventually, run } from "./run";

/** One namespace of the cluster, through kubectl. */
export class Kubectl {
    readonly #namespace: string;

    constructor(namespace: string) {
        this.#namespace = namespace;
    }

    /** An object, or a list of them, as JSON. */
    async get(...args: readonly string[]): Promise<Json> {
        return JSON.parse(await run("kubectl", ["-n", this.#namespace, "get", "-o", "json", ...args])) as Json;
    }

    /** The items of a list. */
    async list(kind: string, ...args: readonly string[]): Promise<readonly Json[]> {
        return at(await this.get(kind, ...args), "items") as readonly Json[];
    }

    /** Runs any command of kubectl in the namespace. */
    async call(...args: readonly string[]): Promise<string> {
        return run("kubectl", ["-n", this.#namespace, ...args]);
    }

    /** Makes an object from its manifest, or makes the one that exists equal to it. */
    async apply(manifest: object): Promise<void> {
        await run("kubectl", ["-n", this.#namespace, "apply", "--server-side", "-f", "-"], {
            input: JSON.stringify(manifest),
        });
    }

    /** Runs a command in a pod; the text is its standard output. */
    async exec(pod: string, ...command: readonly string[]): Promise<string> {
        return run("kubectl", ["-n", this.#namespace, "exec", pod, "--", ...command]);
    }

    /** Deletes a pod, with further options of `kubectl delete`, and waits until another of the same name is ready. */
    async replacePod(pod: string, ...options: readonly string[]): Promise<void> {
        const uid = at(await this.get("pod", pod), "metadata", "uid");
        await this.call("delete", "pod", pod, "--wait=false", ...options);
        await eventually(`${pod} ready again`, 180, async () => {
            const now = await this.get("pod", pod);
            return at(now, "metadata", "uid") !== uid && isReady(now) ? true : undefined;
        });
    }

    /**
     * What every object that a stack makes is to be, as a digest by kind and name: equal before and after means that nothing was changed. What
     * becomes of them by themselves is left out: a pod that answers late is not ready for a moment, and its set and its budget say so.
     */
    async versions(): Promise<Readonly<Record<string, string>>> {
        const kinds =
            "statefulsets,deployments,services,configmaps,secrets,persistentvolumeclaims,poddisruptionbudgets,jobs,pods,networkpolicies";
        const items = await this.list(kinds);
        return Object.fromEntries(
            items.map((item) => [`${text(item, "kind")}/${text(item, "metadata", "name")}`, wantedDigest(item)]),
        );
    }

    /** Deletes the namespace with everything in it, at once (brokers whose ensemble goes with them would use up all their grace), and the stack's StorageClass. */
    async remove(): Promise<void> {
        const name = this.#namespace;
        await attempt("kubectl", ["delete", "namespace", name, "--ignore-not-found", "--wait=false"]);
        await attempt("kubectl", ["-n", name, "delete", "pods", "--all", "--grace-period=0", "--force"]);
        await attempt("kubectl", ["wait", "--for=delete", `namespace/${name}`, "--timeout=180s"]);
        await attempt("kubectl", ["delete", "storageclass", `${name}-storage`, "--ignore-not-found"]);
    }
}

function wantedDigest(object: Json): string {
    const leftOut = ["status", "resourceVersion", "managedFields"];
    const wanted = JSON.stringify(object, (key, value: unknown) => (leftOut.includes(key) ? undefined : value));
    return createHash("sha256").update(wanted).digest("hex");
}

/** Whether a pod is ready and stays. */
export function isReady(pod: Json): boolean {
    const conditions = (at(pod, "status", "conditions") ?? []) as readonly Json[];
    return (
        at(pod, "metadata", "deletionTimestamp") === undefined &&
        conditions.some((c) => at(c, "type") === "Ready" && at(c, "status") === "True")
    );
}
