import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configDirectory } from "../components/kafka/scripts";
import { attempt } from "../local/child";
import { connects, until } from "../local/wait";
import { Companion } from "../test/cluster/support/companion";
import type { Kubectl } from "../test/cluster/support/kubectl";
import { closedPort } from "../test/components/bash";

/**
 * The brokers of a stack as plain processes of this machine: the same Kafka, properties and heap, without containers, Kubernetes or scripts, on loopback,
 * with one server of ZooKeeper from Kafka's own libraries. They run beside those of the stack.
 */
export class BareBrokers {
    /** Where a copy of the image's Kafka has its tools. */
    readonly tools: string;
    readonly #directory: string;
    readonly #properties: string;
    readonly #logging: string;
    readonly #heapMiB: string;
    #running: Companion[] = [];
    #listeners: readonly number[] = [];

    private constructor(directory: string, files: readonly [properties: string, logging: string, heapMiB: string]) {
        this.#directory = directory;
        this.tools = join(directory, "kafka", "bin");
        [this.#properties, this.#logging, this.#heapMiB] = files;
    }

    /** Copies what the brokers of the namespace run. One must be up. */
    static async like(kubectl: Kubectl, namespace: string): Promise<BareBrokers> {
        const directory = mkdtempSync(join(tmpdir(), "kafka-bare-"));
        const broker = `kubectl -n ${namespace} exec kafka-0 --`;
        const { code } = await attempt("bash", [
            ...["-o", "pipefail", "-c"],
            `${broker} tar -C /opt -cf - kafka/bin kafka/libs kafka/config | tar -C ${directory} -xf -`,
        ]);
        if (code !== 0) {
            throw new Error("the image's Kafka cannot be copied");
        }
        const read = (file: string) => kubectl.exec("kafka-0", "cat", join(configDirectory, file));
        return new BareBrokers(directory, [
            await read("server.properties"),
            await read("log4j.properties"),
            (await kubectl.exec("kafka-0", "/bin/sh", "-c", 'echo "$BROKER_HEAP_MIB"')).trim(),
        ]);
    }

    /** Where clients find them: `host:port,host:port`. */
    get bootstrap(): string {
        return this.#listeners.map((port) => `127.0.0.1:${port}`).join(",");
    }

    /** Starts so many, without records, and the server at the same moment; returns once all brokers listen. */
    async start(count: number): Promise<void> {
        const run = mkdtempSync(join(this.#directory, "run-"));
        const zookeeper = await closedPort();
        const ids = Array.from({ length: count }, (_, id) => id);
        this.#listeners = await Promise.all(ids.map(closedPort));
        const logging = this.#file(run, "log4j.properties", this.#logging);
        const server = [`dataDir=${join(run, "zookeeper")}`, `clientPort=${zookeeper}`, "admin.enableServer=false", ""];
        const configuration = this.#file(run, "zookeeper.properties", server.join("\n"));
        await this.#run(
            run,
            ["kafka-run-class.sh", "org.apache.zookeeper.server.quorum.QuorumPeerMain", configuration],
            {
                KAFKA_HEAP_OPTS: "-Xmx128m",
            },
        );
        for (const [id, port] of this.#listeners.entries()) {
            const own = [
                `broker.id=${id}`,
                `listeners=INTERNAL://127.0.0.1:${port}`,
                `advertised.listeners=INTERNAL://127.0.0.1:${port}`,
                `zookeeper.connect=127.0.0.1:${zookeeper}/kafka`,
                `log.dirs=${join(run, `broker-${id}`)}`,
            ];
            // Of a property that is there twice the last counts.
            const file = this.#file(run, `broker-${id}.properties`, [this.#properties, ...own, ""].join("\n"));
            await this.#run(run, ["kafka-server-start.sh", file], {
                KAFKA_HEAP_OPTS: `-Xms${this.#heapMiB}m -Xmx${this.#heapMiB}m`,
                KAFKA_LOG4J_OPTS: `-Dlog4j.configuration=file:${logging}`,
                EXTRA_ARGS: "-name kafkaServer",
            });
        }
        const hopeless = () => this.#running.map((companion) => companion.hopeless()).find((why) => why !== undefined);
        for (const port of this.#listeners) {
            await until("a broker listens", { seconds: 120, hopeless }, () => connects({ host: "127.0.0.1", port }));
        }
    }

    /** Kills them: their records are wanted no more. */
    async stop(): Promise<void> {
        await Promise.all(this.#running.map((companion) => companion.stop()));
        this.#running = [];
    }

    /** Stops them and removes all files. */
    async dispose(): Promise<void> {
        await this.stop();
        rmSync(this.#directory, { recursive: true, force: true });
    }

    #file(run: string, name: string, text: string): string {
        const file = join(run, name);
        writeFileSync(file, text);
        return file;
    }

    async #run(run: string, command: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Promise<void> {
        const [tool, ...args] = command;
        const logs = join(run, `${this.#running.length}`);
        mkdirSync(logs);
        const companion = await Companion.start(join(this.tools, tool), args, {
            // A container's goes to a file, too.
            log: join(logs, "console.log"),
            // What Java is found by, and nothing that would change a broker.
            env: { PATH: process.env["PATH"], LOG_DIR: logs, ...env },
            signal: "KILL",
        });
        this.#running.push(companion);
    }
}
