import { setTimeout as pause } from "node:timers/promises";
import { LocalError, say, step } from "../progress";
import type { CommandResult } from "./child";
import { outputOf, runInShell } from "./child";

/** How many records are sent and read back. */
const records = 100;

/** How long the brokers may take to answer at all, in seconds. */
const patience = 180;

// Two of these run beside a broker in its container: small, and without the broker's own settings (the console tools'
// default collector and the broker's would be one too many).
const small = ["env", "KAFKA_HEAP_OPTS=-Xmx64m", "KAFKA_JVM_PERFORMANCE_OPTS=-XX:+UseSerialGC -XX:TieredStopAtLevel=1"];

/**
 * Proves that Kafka works: makes a topic, writes records to it from one broker's pod, reads them back in another's, both
 * through the bootstrap Service, compares them, and removes the topic.
 * @throws LocalError when the brokers do not answer in time, or the records that come back are not those that were sent.
 */
export async function roundTrip(namespace: string, bootstrapServers: string): Promise<void> {
    await step("writing and reading records", async () => {
        const list = ["-n", namespace, "get", "pods", "-l", "app.kubernetes.io/name=kafka", "-o", "name"];
        const pods = (await outputOf("kubectl", list)).split("\n").filter((pod) => pod !== "");
        const [first] = pods;
        const last = pods.at(-1);
        if (first === undefined || last === undefined) throw new LocalError(`there are no brokers in ${namespace}`);
        const kafka = (pod: string, script: string, args: readonly string[], input = ""): Promise<CommandResult> =>
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
            if (written.code !== 0) throw new LocalError(`records cannot be written: ${lastLine(written.stderr)}`);
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
async function untilAnswered(command: () => Promise<CommandResult>): Promise<void> {
    const end = Date.now() + patience * 1000;
    for (;;) {
        const { code, stdout, stderr } = await command();
        if (code === 0) return;
        if (Date.now() > end) {
            throw new LocalError(`the brokers do not answer within ${patience} s: ${lastLine(stderr || stdout)}`);
        }
        await pause(1000);
    }
}

function lastLine(text: string): string {
    return text.trim().split("\n").at(-1) ?? "";
}
