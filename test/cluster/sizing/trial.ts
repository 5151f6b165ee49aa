import { strict as assert } from "node:assert";
import { readFileSync, writeFileSync } from "node:fs";
import { brokerHeap, heapMiB } from "../../../model/heap";
import { authority } from "../../certificates";
import { at, text } from "../../harness";
import { certificateSecret, putCertificate } from "../support/brokerCertificate";
import { Kubectl } from "../support/kubectl";
import { TestStack } from "../support/stack";
import type { Changes } from "../support/stackFile";
import { Load } from "./load";
import type { Report } from "./load";
import { PodWatch } from "./podWatch";
import type { Restarts } from "./podWatch";
import { table } from "./table";
import type { Row } from "./table";

const noReport: Report = {
    acknowledged: 0,
    lost: 0,
    duplicated: 0,
    disordered: 0,
    failed: 0,
    failure: "",
    longestStallMs: 0,
    slowestMs: 0,
};

/** Who writes and reads where everybody logs in, by TLS. */
const client = {
    name: "load",
    grants: [
        { topic: "*", operations: ["All"] },
        { group: "load", operations: ["Read"] },
    ],
};

/** What a stack may have beside its size, all of it. */
const everything: Changes = {
    "kafka:namespace.manage": false,
    "kafka:security.authentication": "required",
    "kafka:security.tls": { secret: certificateSecret },
    "kafka:security.authorization": "acl",
    "kafka:users": [client],
    "kafka:topics": [{ name: "listed", partitions: 3 }],
    "kafka:metrics.enabled": true,
};

/** Where a refusal ends in a stack trace instead of a line. */
const stackTrace = /\n\s+at .*\.[jt]s:\d+/;

/** A stack that is edited while records are written to it and read from it, and what came of each edit. */
export class Trial {
    readonly stack: TestStack;
    readonly kubectl: Kubectl;
    readonly #rows: Row[] = [];
    readonly #hasEverything: boolean;
    #load: Load | undefined;

    /** `hasEverything` is whether everybody logs in and may do only what is granted, and there are metrics and listed topics; else there is none of it. */
    constructor(namespace: string, hasEverything = false) {
        this.#hasEverything = hasEverything;
        this.stack = new TestStack("dev", namespace);
        this.kubectl = new Kubectl(namespace);
    }

    /** Brings the stack up with these settings, from nothing. */
    async begin(changes: Changes): Promise<void> {
        await this.kubectl.remove();
        await this.stack.init();
        this.stack.edit({ ...(this.#hasEverything ? everything : {}), ...changes });
        if (this.#hasEverything) {
            await this.kubectl.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: this.stack.namespace } });
            await putCertificate(this.kubectl, this.stack.namespace, await authority("sizing"));
        }
        await this.stack.up();
    }

    /** Writes to a new topic from now on, instead of the one before: as a user of the stack, or without a login. */
    async write(
        topic: string,
        replication: number,
        user = this.#hasEverything ? client.name : undefined,
    ): Promise<void> {
        await this.#load?.stop();
        this.#load = await Load.start(this.kubectl, { topic, replication, rate: 100, user });
    }

    /** The Java heap of a broker with this memory, such as 320m. */
    heap(memory: string): string {
        return `${heapMiB(brokerHeap(this.#hasEverything), memory)}m`;
    }

    /** Prints all rows, and removes everything. */
    async end(): Promise<void> {
        console.log(`\n${table(this.#rows)}\n`);
        await this.stack.tryPulumi(["cancel", "--yes"]);
        await this.stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await this.kubectl.remove();
        this.stack.dispose();
    }

    /** Edits the stack file, runs `pulumi up` under load, and expects these restarts and no others. */
    async carriedOut(edit: string, changes: Changes, restarts: Restarts = {}): Promise<Row> {
        const row = await this.during(edit, async () => {
            this.stack.edit(changes);
            await this.stack.up();
            // The provider may take a Deployment for rolled out between the end of its old pod and the making of the new one.
            await this.kubectl.call("rollout", "status", "deployment/kafka-manager", "--timeout=180s");
        });
        assert.deepEqual(onlySome(row.restarts), restarts, "restarts");
        return row;
    }

    /** Expects `pulumi preview` to refuse an edit with this line, and nothing in the cluster to change. Takes the edit back. */
    async refused(
        edit: string,
        changes: Changes,
        line: RegExp,
        command: readonly string[] = ["preview"],
    ): Promise<void> {
        const file = readFileSync(this.stack.stackFile, "utf8");
        await this.during(
            edit,
            async () => {
                const before = await this.kubectl.versions();
                this.stack.edit(changes);
                const { code, output } = await this.stack.tryPulumi([...command, "--non-interactive"]);
                assert.notEqual(code, 0, `not refused:\n${output}`);
                assert.match(output, line);
                assert.doesNotMatch(output, stackTrace);
                assert.deepEqual(await this.kubectl.versions(), before, "objects that changed");
            },
            "refused",
        ).finally(() => {
            writeFileSync(this.stack.stackFile, file);
        });
    }

    /** Does something to the cluster while records are written; expects every record to be acknowledged, and read once and in order. */
    async during(edit: string, work: () => Promise<void>, outcome: Row["outcome"] = "carried out"): Promise<Row> {
        const load = this.#load;
        assert.ok(load, "records are written");
        const before = await this.#countPods();
        const watch = await PodWatch.start(this.stack.namespace, total(before));
        await load.begin();
        const begun = Date.now();
        let failure: Error | undefined;
        await work().catch((error: unknown) => {
            failure = asError(error);
        });
        const seconds = (Date.now() - begun) / 1000;
        const report = await load.end().catch((error: unknown) => {
            failure ??= asError(error);
            return noReport;
        });
        const restarts = await watch.stop(added(before, await this.#countPods()));
        const row: Row = { edit, outcome: failure === undefined ? outcome : "FAILED", ...report, restarts, seconds };
        this.#rows.push(row);
        console.log(table([row]).split("\n")[2]);
        if (failure !== undefined) {
            throw failure;
        }
        const { lost, duplicated, disordered, failed } = report;
        assert.deepEqual(
            { lost, duplicated, disordered, failed },
            { lost: 0, duplicated: 0, disordered: 0, failed: 0 },
        );
        return row;
    }

    /** Pods of each workload that should stay, by the workload's name. */
    async #countPods(): Promise<Restarts> {
        const count: Record<string, number> = {};
        for (const pod of await this.kubectl.list("pods")) {
            const owner = at(pod, "metadata", "ownerReferences", 0, "kind");
            if (owner !== undefined && owner !== "Job" && at(pod, "metadata", "deletionTimestamp") === undefined) {
                const workload = text(pod, "metadata", "labels", "app.kubernetes.io/name");
                count[workload] = (count[workload] ?? 0) + 1;
            }
        }
        return count;
    }
}

function asError(error: unknown): Error {
    return error instanceof Error ? error : new Error(String(error));
}

function total(counts: Restarts): number {
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function added(before: Restarts, after: Restarts): Restarts {
    return Object.fromEntries(
        Object.entries(after).map(([workload, count]) => [workload, Math.max(0, count - (before[workload] ?? 0))]),
    );
}

function onlySome(restarts: Restarts): Restarts {
    return Object.fromEntries(Object.entries(restarts).filter(([, times]) => times !== 0));
}
