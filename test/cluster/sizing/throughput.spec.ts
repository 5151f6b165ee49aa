import { strict as assert } from "node:assert";
import { authority } from "../../certificates";
import { ClientPod } from "../authentication/clientPod";
import type { Who } from "../authentication/clientPod";
import { certificateSecret, putCertificate } from "../support/brokerCertificate";
import { inOrder } from "../support/inOrder";
import { Kubectl } from "../support/kubectl";
import { TestStack } from "../support/stack";

/** Rounds that count; one before fills caches and compiles. */
const rounds = 5;

/** What a producer of Kafka's own says at its end. */
interface Measured {
    /** Records a second that were acknowledged by all copies. */
    readonly rate: number;
    /** Milliseconds within which 99 of 100 records were. */
    readonly p99: number;
}

/**
 * What logins and TLS cost: the same producer writes to the same brokers in turn, at 9092 without a login and in plain text, and at 9093 as a user
 * and by TLS. Its table is that of docs/tls.md.
 */
describe("writing by TLS and SCRAM, over plain text", function () {
    this.timeout("20m");
    inOrder(this);

    const stack = new TestStack("dev", "kafka-throughput-e2e");
    const kubectl = new Kubectl(stack.namespace);
    const clients = new ClientPod(kubectl, stack.namespace);

    before(async () => {
        await kubectl.remove();
        await stack.init();
        stack.edit({
            "kafka:namespace.manage": false,
            "kafka:kafkaManager.enabled": false,
            "kafka:security.authentication": "preferred",
            "kafka:security.tls": { secret: certificateSecret },
            "kafka:users": [{ name: "writer" }],
        });
        await kubectl.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: stack.namespace } });
        await putCertificate(kubectl, stack.namespace, await authority("bench"));
        await stack.up();
        await clients.start();
    });

    after(async () => {
        await stack.tryPulumi(["destroy", "--yes", "--skip-preview"]);
        await kubectl.remove();
        stack.dispose();
    });

    async function produce(who: Who, records: number, throughput: number): Promise<Measured> {
        const host = `kafka.${stack.namespace}.svc.cluster.local`;
        const server = `bootstrap.servers=${host}:${who === "nobody" ? 9092 : 9093}`;
        const { output } = await clients.as(who, "producer-perf-test", "--producer.config", [
            ...["--topic", "bench", "--num-records", String(records), "--record-size", "1000"],
            ...["--throughput", String(throughput), "--producer-props", server, "acks=all", "buffer.memory=16777216"],
        ]);
        const last = output.trim().split("\n").at(-1) ?? "";
        const [, rate, p99] = /([\d.]+) records\/sec .* (\d+) ms 99th/.exec(last) ?? [];
        assert.ok(rate !== undefined && p99 !== undefined, output);
        return { rate: Number(rate), p99: Number(p99) };
    }

    const rows: string[] = [];

    for (const [what, records, throughput, figure] of [
        ["records a second, as many as go", 60_000, -1, ({ rate }: Measured) => rate],
        ["milliseconds at the 99th percentile, at 1,000 records a second", 10_000, 1000, ({ p99 }: Measured) => p99],
    ] as const) {
        it(`measures ${what}`, async () => {
            const ratios: number[] = [];
            const figures: { readonly plain: number; readonly secured: number }[] = [];
            for (let round = 0; round <= rounds; round++) {
                const plain = figure(await produce("nobody", records, throughput));
                const secured = figure(await produce({ user: "writer" }, records, throughput));
                if (round > 0) {
                    figures.push({ plain, secured });
                    ratios.push(secured / plain);
                }
            }
            const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[rounds >> 1] ?? NaN;
            const [plain, secured] = (["plain", "secured"] as const).map((one) =>
                median(figures.map((both) => both[one])).toFixed(0),
            );
            const [least, most] = [Math.min(...ratios), Math.max(...ratios)].map((ratio) => ratio.toFixed(2));
            rows.push(
                `| ${what} | ${String(plain)} | ${String(secured)} | ${median(ratios).toFixed(2)} (${String(least)} to ${String(most)}) |`,
            );
        });
    }

    after(() => {
        console.log(
            [
                "",
                `| of ${rounds} rounds, the median | plain text | SCRAM and TLS | ratio |`,
                "| - | - | - | - |",
                ...rows,
                "",
            ].join("\n"),
        );
    });
});
