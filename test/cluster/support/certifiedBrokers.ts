import { strict as assert } from "node:assert";
import { text } from "../../harness";
import type { ClientPod } from "../authentication/clientPod";
import type { Kubectl } from "./kubectl";
import { eventually } from "./run";

const server = "kafka:9093";
const topic = "orders";

/** Two brokers that encrypt, seen by a user with nothing but its client.properties. */
export class CertifiedBrokers {
    readonly pods: readonly string[] = ["kafka-0", "kafka-1"];
    readonly #kubectl: Kubectl;
    readonly #clients: ClientPod;
    readonly #user: string;
    readonly #written: string[] = [];

    constructor(kubectl: Kubectl, clients: ClientPod, user: string) {
        this.#kubectl = kubectl;
        this.#clients = clients;
        this.#user = user;
    }

    /** Makes the topic of what is written. */
    async makeTopic(): Promise<void> {
        const args = ["--create", "--topic", topic, "--partitions", "2", "--replication-factor", "2"];
        const who = { user: this.#user };
        const made = await this.#clients.as(who, "topics", "--command-config", ["--bootstrap-server", server, ...args]);
        assert.equal(made.code, 0, made.output);
    }

    /** Writes a line, acknowledged by both. `trusts` is another authority than the file's (PEM). */
    async write(line: string, trusts?: string): Promise<void> {
        const args = ["--bootstrap-server", server, "--topic", topic, "--request-required-acks", "all"];
        const who = { user: this.#user, ...(trusts === undefined ? {} : { trusts }) };
        const written = await this.#clients.as(who, "console-producer", "--producer.config", args, `${line}\n`);
        assert.equal(written.code, 0, written.output);
        assert.doesNotMatch(written.output, /ERROR|Exception/);
        this.#written.push(line);
    }

    /** What a client says that cannot connect. */
    async refusal(): Promise<string> {
        const args = ["--bootstrap-server", server, "--topic", topic, "--timeout-ms", "12000"];
        const refused = await this.#clients.as({ user: this.#user }, "console-consumer", "--consumer.config", args);
        return refused.output;
    }

    /** Reads every line that was written. */
    async readAll(): Promise<void> {
        const wanted = ["--from-beginning", "--max-messages", String(this.#written.length), "--timeout-ms", "12000"];
        const args = ["--bootstrap-server", server, "--topic", topic, ...wanted];
        const read = await this.#clients.as({ user: this.#user }, "console-consumer", "--consumer.config", args);
        assert.deepEqual(read.stdout.trim().split("\n").sort(), [...this.#written].sort(), read.output);
    }

    /**
     * Waits until each of them shows to whoever connects what is asked for: the kubelet brings the Secret within two minutes, another authority is trusted
     * for three before, and the tools share the cores of this machine.
     */
    async shown(what: string, isShown: (pod: string, index: number) => Promise<boolean | undefined>): Promise<void> {
        await eventually(what, 600, async () =>
            (await Promise.all(this.pods.map(isShown))).every((shown) => shown === true) ? true : undefined,
        );
    }

    /** Which pods they are: others after a restart. */
    async uids(): Promise<readonly string[]> {
        const pods = await this.#kubectl.list("pods", "-l", "app.kubernetes.io/name=kafka");
        return pods.map((pod) => text(pod, "metadata", "uid")).sort();
    }
}
