import { strict as assert } from "node:assert";
import { at, text } from "../../harness";
import { eventually } from "../support/run";
import type { Result } from "../support/run";
import { useClusterDns } from "../support/clusterDns";
import { consume, makeTopic, produce } from "../support/kafka";
import type { Entry } from "../support/kafka";
import { isReady, Kubectl } from "../support/kubectl";
import { TestStack } from "../support/stack";
import type { Changes } from "../support/stackFile";
import { record } from "./table";

/** Small and quick: one of each, without a console. */
export const small: Changes = {
    "kafka:zookeeper.replicas": 1,
    "kafka:brokers.replicas": 1,
    "kafka:kafkaManager.enabled": false,
};

/** Name of the topic whose records are counted after every cure. */
const topic = "records";

/** Records that each broker is given, of which it has others copy. */
const recordsEach = 1000;

/** A stack that is brought into some state, and expected to come out of it. */
export class Patient {
    readonly stack: TestStack;
    readonly kubectl: Kubectl;
    readonly #section: string;
    readonly #written = new Set<string>();
    #restoreDns = (): void => undefined;

    constructor(section: string, namespace: string) {
        this.#section = section;
        this.stack = new TestStack("dev", namespace);
        this.kubectl = new Kubectl(namespace);
    }

    /** Makes the stack, in an empty namespace. */
    async admit(changes: Changes = small): Promise<void> {
        this.#restoreDns = await useClusterDns();
        await this.kubectl.remove();
        await this.stack.init();
        this.stack.edit(changes);
    }

    /** Removes everything. */
    async discharge(): Promise<void> {
        await this.stack.tryPulumi(["cancel", "--yes"]);
        await this.stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await this.kubectl.remove();
        this.stack.dispose();
        this.#restoreDns();
    }

    /** Destroys the stack with its disks, for the next state. */
    async restart(changes: Changes): Promise<void> {
        await this.stack.tryPulumi(["cancel", "--yes"]);
        await this.stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await this.kubectl.call("delete", "persistentvolumeclaims", "--all");
        this.giveUpRecords();
        this.stack.edit(changes);
    }

    /** Writes as many records to each broker that there is, acknowledged by all in-sync replicas: every cure from here on counts them. */
    async write(): Promise<void> {
        const brokers = await this.#brokers();
        await makeTopic(brokers, topic, Math.min(brokers.length, 3));
        for (const partition of brokers.keys()) {
            const entries = Array.from({ length: recordsEach }, (_, index): Entry => {
                return { key: `${partition}-${index}`, value: `record ${index}` };
            });
            await produce(brokers, topic, partition, entries);
            entries.forEach(({ key }) => this.#written.add(key));
        }
    }

    /** The disks of the brokers are given up knowingly: nothing is counted any more. */
    giveUpRecords(): void {
        this.#written.clear();
    }

    /** Carries out the work that cures a state, measures it, and expects every pod to be ready and nothing left to do. */
    async cured(state: string, ran: string, work: () => Promise<unknown>): Promise<void> {
        const begun = Date.now();
        await work();
        const seconds = (Date.now() - begun) / 1000;
        await this.stack.up("--expect-no-changes");
        const pods = await this.kubectl.list("pods");
        const unready = pods.filter((pod) => at(pod, "status", "phase") !== "Succeeded" && !isReady(pod));
        assert.deepEqual(
            unready.map((pod) => text(pod, "metadata", "name")),
            [],
        );
        record({ section: this.#section, state, ran, outcome: `converged${await this.#counted()}`, seconds });
    }

    /** What became of the records that were written, in the words of a row; nothing where none were. */
    async #counted(): Promise<string> {
        const count = this.#written.size;
        if (count === 0) {
            return "";
        }
        const brokers = await this.#brokers();
        // The first group of a cluster is answered only once Kafka has made the topic of its offsets.
        const entries = await eventually("an answer to the reader", 240, () => consume(brokers, topic, count, 180));
        const read = new Set(entries.map(({ key }) => key));
        const lost = [...this.#written].filter((key) => !read.has(key));
        assert.deepEqual(lost, [], "records that are lost");
        return `; ${count} records, ${lost.length} lost`;
    }

    async #brokers(): Promise<readonly string[]> {
        const pods = await this.kubectl.list("pods", "-l", "app.kubernetes.io/name=kafka");
        return pods.map((pod) => {
            return `${text(pod, "metadata", "name")}.kafka-headless.${this.stack.namespace}.svc.cluster.local:9092`;
        });
    }

    /** Expects a command to fail by itself, with a line that says this, and no stack trace. */
    async told(state: string, line: RegExp, ...command: readonly string[]): Promise<Result> {
        const begun = Date.now();
        const all = command.length === 0 ? ["up", "--yes", "--skip-preview"] : command;
        const result = await this.stack.tryPulumi([...all, "--non-interactive"]);
        assert.notEqual(result.code, 0, result.output);
        assert.match(result.output, line);
        assert.doesNotMatch(result.output, /\n\s+at .*\.[jt]s:\d+/);
        const seconds = (Date.now() - begun) / 1000;
        const said = line.exec(result.output)?.[0] ?? "";
        record({ section: this.#section, state, ran: `pulumi ${all[0] ?? ""}`, outcome: `says: ${said}`, seconds });
        return result;
    }

    /** Waits until so many claims are in a phase. */
    async claims(phase: string, count: number): Promise<void> {
        await eventually(`${count} claims ${phase}`, 120, async () => {
            const claims = await this.kubectl.list("persistentvolumeclaims");
            const found = claims.filter((claim) => at(claim, "status", "phase") === phase);
            return found.length === count ? true : undefined;
        });
    }

    /** The size that each claim of a workload asks for. */
    async sizes(workload: string): Promise<readonly string[]> {
        const claims = await this.kubectl.list("persistentvolumeclaims");
        return claims
            .filter((claim) => text(claim, "metadata", "name").startsWith(`data-${workload}-`))
            .map((claim) => text(claim, "spec", "resources", "requests", "storage"));
    }

    /** The uid of each pod that is no Job's. */
    async uids(): Promise<Readonly<Record<string, string>>> {
        const pods = (await this.kubectl.list("pods")).filter(
            (pod) => at(pod, "metadata", "ownerReferences", 0, "kind") !== "Job",
        );
        return Object.fromEntries(pods.map((pod) => [text(pod, "metadata", "name"), text(pod, "metadata", "uid")]));
    }
}
