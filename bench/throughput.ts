import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "../test/harness";
import { Kubectl } from "../test/cluster/support/kubectl";
import { run } from "../test/cluster/support/run";
import { BareBrokers } from "./bareBrokers";
import { ratio } from "./report";
import type { Report } from "./report";
import { paired } from "./rounds";
import { withStack } from "./stack";

const brokers = 3;

/** Records that are written at once, and those that are read, of 1,000 bytes each. */
const [written, filled] = [60_000, 200_000];

/**
 * The control group of the clients, which makes one of all their threads. Beside them all pods together are one, too, but plain brokers are as many as they
 * have threads: where cores are few, pods would get less of them, as if clients were on the machines of brokers.
 */
const ownShare = join(
    existsSync("/sys/fs/cgroup/cpu") ? "/sys/fs/cgroup/cpu" : "/sys/fs/cgroup",
    "kafka-bench-clients",
);

function removeShare(): void {
    if (existsSync(ownShare)) {
        rmdirSync(ownShare);
    }
}

/** Brokers, as a client of this machine reaches them. */
interface Reached {
    readonly bootstrap: string;
    /** A file of hosts with their names, for Java. */
    readonly hosts?: string;
}

/**
 * What the brokers of dev take and give, three copies of each record, over the same brokers as plain processes: as many records as go, and the slowest
 * of a hundred where 1,000 are written in a second. The same client on this machine, Kafka's own, writes to and reads from both.
 */
export async function throughput(rounds: number): Promise<Report> {
    const measured = await withStack("dev", "kafka-bench", async (stack) => {
        stack.edit({
            "kafka:brokers.replicas": brokers,
            "kafka:kafkaManager.enabled": false,
            // Dev's heap. With its memory the page cache would be what is compared, of which plain processes have the machine's; with a test's CPU, how
            // little of it a client on the same machine leaves to a pod.
            "kafka:brokers.heap": "320Mi",
            "kafka:brokers.memory": "2Gi",
            "kafka:brokers.cpu": "500m",
        });
        await stack.up();
        const kubectl = new Kubectl(stack.namespace);
        const bare = await BareBrokers.like(kubectl, stack.namespace);
        const scratch = mkdtempSync(join(tmpdir(), "kafka-clients-"));
        try {
            await bare.start(brokers);
            const clients = new Clients(bare.tools, scratch);
            mkdirSync(ownShare, { recursive: true });
            const plain: Reached = { bootstrap: bare.bootstrap };
            const deployed = await inCluster(kubectl, stack.namespace, scratch);
            for (const reached of [plain, deployed]) {
                await clients.makeTopics(reached);
            }
            return await paired(rounds, {
                "bare written": { run: () => clients.write(plain) },
                written: { run: () => clients.write(deployed) },
                "bare slowest": { run: () => clients.slowest(plain) },
                slowest: { run: () => clients.slowest(deployed) },
                "bare read": { run: () => clients.read(plain) },
                read: { run: () => clients.read(deployed) },
            });
        } finally {
            await bare.dispose();
            removeShare();
            rmSync(scratch, { recursive: true, force: true });
        }
    });
    const row = (what: string, unit: "records/s" | "ms", part: keyof (typeof measured)[number]) => ({
        what,
        unit,
        figures: measured.map((round) => round[part]),
    });
    return {
        bench: "throughput",
        rows: [
            row("written, plain processes", "records/s", "bare written"),
            row("written, deployed", "records/s", "written"),
            row("read, plain processes", "records/s", "bare read"),
            row("read, deployed", "records/s", "read"),
            row("acknowledged, 99 of 100, plain processes", "ms", "bare slowest"),
            row("acknowledged, 99 of 100, deployed", "ms", "slowest"),
            ratio("written over plain processes", measured, (round) => round.written / round["bare written"], {
                atLeast: 0.95,
            }),
            ratio("read over plain processes", measured, (round) => round.read / round["bare read"], { atLeast: 0.95 }),
            ratio("99 of 100 over plain processes", measured, (round) => round.slowest / round["bare slowest"]),
        ],
    };
}

/** The brokers of the stack by the names that they give: those of pods, whose addresses this machine reaches. */
async function inCluster(kubectl: Kubectl, namespace: string, scratch: string): Promise<Reached> {
    const pods = Array.from({ length: brokers }, (_, id) => `kafka-${id}`);
    const names = await Promise.all(
        pods.map(async (pod) => [
            text(await kubectl.get("pod", pod), "status", "podIP"),
            `${pod}.kafka-headless.${namespace}.svc.cluster.local`,
        ]),
    );
    const hosts = join(scratch, "hosts");
    writeFileSync(hosts, names.map(([address, name]) => `${address} ${name}\n`).join(""));
    return { bootstrap: names.map(([, name]) => `${name}:9092`).join(","), hosts };
}

/** Kafka's own tools that measure. */
class Clients {
    readonly #tools: string;
    readonly #logs: string;

    constructor(tools: string, logs: string) {
        this.#tools = tools;
        this.#logs = logs;
    }

    /** Makes the topics, and fills the one that is read. */
    async makeTopics(reached: Reached): Promise<void> {
        const copies = ["--partitions", "6", "--replication-factor", String(brokers)];
        for (const topic of ["written", "read"]) {
            await this.#tool("topics", reached, [
                ...["--bootstrap-server", reached.bootstrap, "--create", "--topic", topic, ...copies],
            ]);
        }
        await this.#produce(reached, "read", filled, -1);
    }

    /** Records a second, acknowledged by all copies. */
    async write(reached: Reached): Promise<number> {
        return this.#produce(reached, "written", written, -1).then(({ rate }) => rate);
    }

    /** Milliseconds in which 99 of 100 records are acknowledged, at 1,000 a second. */
    async slowest(reached: Reached): Promise<number> {
        return this.#produce(reached, "written", 10_000, 1000).then(({ p99 }) => p99);
    }

    /** Records a second, without the time in which the group finds together. */
    async read(reached: Reached): Promise<number> {
        const said = await this.#tool("consumer-perf-test", reached, [
            ...["--bootstrap-server", reached.bootstrap, "--topic", "read", "--messages", String(filled)],
            ...["--group", `read-${performance.now()}`, "--timeout", "60000", "--hide-header"],
        ]);
        return figure(said, said.trim().split("\n").at(-1)?.split(",").at(-1));
    }

    async #produce(reached: Reached, topic: string, records: number, rate: number) {
        const said = await this.#tool("producer-perf-test", reached, [
            ...["--topic", topic, "--num-records", String(records), "--record-size", "1000", "--throughput"],
            ...[String(rate), "--producer-props", `bootstrap.servers=${reached.bootstrap}`, "acks=all"],
        ]);
        const last = said.trim().split("\n").at(-1) ?? "";
        const [, persecond, p99] = /([\d.]+) records\/sec .* (\d+) ms 99th/.exec(last) ?? [];
        return { rate: figure(said, persecond), p99: figure(said, p99) };
    }

    async #tool(name: string, { hosts }: Reached, args: readonly string[]): Promise<string> {
        const options = hosts === undefined ? "" : `-Djdk.net.hosts.file=${hosts}`;
        return run("sh", [
            ...["-c", 'echo $$ > "$0/cgroup.procs" && exec env "$@"', ownShare],
            ...[`KAFKA_OPTS=${options}`, `LOG_DIR=${this.#logs}`, "KAFKA_HEAP_OPTS=-Xmx256m"],
            ...[join(this.#tools, `kafka-${name}.sh`), ...args],
        ]);
    }
}

function figure(said: string, text: string | undefined): number {
    const found = Number(text);
    if (text === undefined || !Number.isFinite(found)) {
        throw new Error(`no figure in: ${said}`);
    }
    return found;
}
