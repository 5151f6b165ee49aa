import { lastLine } from "../child";
import type { Result } from "../child";
import { LocalError, say, step } from "../progress";
import { until } from "../wait";
import { outputOf, runInShell } from "./shell";

/** How long everything may take to be ready after a start, in seconds: ZooKeeper, the brokers' recovery, the console. */
const readySeconds = 300;

/**
 * Waits until every StatefulSet and Deployment of a namespace has all of its replicas ready. Pulumi waits only for what it
 * changes: after a stop and a start of the node it changes nothing. Throws a LocalError that names what did not become ready in time.
 */
export async function untilReady(namespace: string): Promise<void> {
    await step("waiting until everything is ready", async () => {
        const names = await outputOf("kubectl", ["-n", namespace, "get", "statefulsets,deployments", "-o", "name"]);
        await Promise.all(
            names
                .split("\n")
                .filter((name) => name !== "")
                .map((name) => untilRolledOut(namespace, name)),
        );
    });
}

async function untilRolledOut(namespace: string, name: string): Promise<void> {
    const { code } = await runInShell("kubectl", [
        "-n",
        namespace,
        "rollout",
        "status",
        name,
        `--timeout=${readySeconds}s`,
    ]);
    if (code === 0) {
        return;
    }
    throw new LocalError(
        `${name} is not ready after ${readySeconds} s: look at it with kubectl -n ${namespace} describe ${name}, ` +
            'in a shell made local by eval "$(npm run -s local -- env)"',
    );
}

/** How many records are sent and read back. */
const records = 100;

/** How long the brokers may take to answer at all, in seconds. */
const patience = 180;

// Two of these run beside a broker in its container: small, and without the broker's own settings (the console tools'
// default collector and the broker's would be one too many).
const small = ["env", "KAFKA_HEAP_OPTS=-Xmx64m", "KAFKA_JVM_PERFORMANCE_OPTS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"];

/**
 * Proves that Kafka works: makes a topic, writes records to it from one broker's pod, reads them back in another's, both
 * through the bootstrap Service, compares them, and removes the topic. Throws a LocalError when the brokers do not answer in time, or
 * the records that come back are not those that were sent.
 */
export async function roundTrip(namespace: string, bootstrapServers: string): Promise<void> {
    await step("writing and reading records", async () => {
        const list = ["-n", namespace, "get", "pods", "-l", "app.kubernetes.io/name=kafka", "-o", "name"];
        const pods = (await outputOf("kubectl", list)).split("\n").filter((pod) => pod !== "");
        const [first] = pods;
        const last = pods.at(-1);
        if (first === undefined || last === undefined) {
            throw new LocalError(`there are no brokers in ${namespace}`);
        }
        const kafka = (pod: string, script: string, args: readonly string[], input = ""): Promise<Result> =>
            runInShell(
                "kubectl",
                ["-n", namespace, "exec", "-i", pod, "--", ...small, `/opt/kafka/bin/${script}`].concat(
                    ["--bootstrap-server", bootstrapServers],
                    args,
                ),
                { input, seconds: patience },
            );

        const topic = `start-check-${Date.now()}`;
        await untilAnswered(() => kafka(first, "kafka-topics.sh", ["--create", "--topic", topic, "--partitions", "3"]));
        const sent = Array.from({ length: records }, (_, index) => `${topic} record ${index}`);
        try {
            const [written, read] = await Promise.all([
                kafka(
                    first,
                    "kafka-console-producer.sh",
                    ["--topic", topic, "--producer-property", "acks=all"],
                    `${sent.join("\n")}\n`,
                ),
                kafka(
                    last,
                    "kafka-console-consumer.sh",
                    ["--topic", topic, "--from-beginning", "--timeout-ms", "60000"].concat([
                        "--max-messages",
                        String(records),
                    ]),
                ),
            ]);
            if (written.code !== 0) {
                throw new LocalError(`records cannot be written: ${lastLine(written.stderr)}`);
            }
            const received = read.stdout.split("\n").filter((line) => line !== "");
            if (received.sort().join() !== sent.sort().join()) {
                throw new LocalError(
                    `${records} records were written, ${received.length} read: ${lastLine(read.stderr)}`,
                );
            }
            say(`${records} records written and read back through ${bootstrapServers}`);
        } finally {
            await kafka(first, "kafka-topics.sh", ["--delete", "--topic", topic]);
        }
    });
}

/** Repeats a command until it succeeds: after a restart of the node the brokers take some time to find each other. */
async function untilAnswered(command: () => Promise<Result>): Promise<void> {
    await until("the brokers' answer", { seconds: patience, every: 1000 }, async () => {
        const { code, stdout, stderr } = await command();
        if (code !== 0) {
            throw new Error(lastLine(stderr || stdout));
        }
        return true;
    });
}
