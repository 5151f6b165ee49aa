import { Kubectl } from "../test/cluster/support/kubectl";
import type { TestStack } from "../test/cluster/support/stack";
import { BareBrokers } from "./bareBrokers";
import { ratio, seconds } from "./report";
import type { Report } from "./report";
import { paired } from "./rounds";
import { remove, withStack } from "./stack";

/**
 * `pulumi up` of dev from nothing until all is ready, over `kubectl apply` of the manifests that are rendered of the same stack file, and over its brokers
 * and one server of ZooKeeper as plain processes until they listen: the least that a start can take, without the console or a second server.
 */
export async function deploy(rounds: number): Promise<Report> {
    const measured = await withStack("dev", "kafka-bench", async (stack) => {
        await stack.shell("npm run -s render -- -s dev --once once.dev.yaml > rendered.yaml");
        await stack.up();
        const bare = await BareBrokers.like(new Kubectl(stack.namespace), stack.namespace);
        return paired(
            rounds,
            {
                bare: { prepare: () => remove(stack), run: () => bare.start(3), finish: () => bare.stop() },
                apply: { prepare: () => remove(stack), run: () => applied(stack) },
                up: {
                    prepare: () => remove(stack),
                    run: async () => {
                        await stack.up();
                    },
                },
            },
            // Images are unpacked already, and a program is translated anew in every run.
            { warmUp: false },
        ).finally(() => bare.dispose());
    });
    return {
        bench: "deploy",
        rows: [
            seconds("brokers as plain processes, until they listen", measured, "bare"),
            seconds("kubectl apply, until all is ready", measured, "apply"),
            seconds("pulumi up", measured, "up"),
            ratio("pulumi up over kubectl apply", measured, ({ up, apply }) => up / apply, { atMost: 1.1 }),
            ratio("pulumi up over plain processes", measured, ({ up, bare }) => up / bare, { atMost: 2 }),
        ],
    };
}

/** Applies them, and waits for what `pulumi up` waits for: sets and console ready, Jobs at their end. */
async function applied(stack: TestStack): Promise<void> {
    const workloads = ["statefulset/zookeeper", "statefulset/kafka", "deployment/kafka-manager"];
    const kubectl = `kubectl -n ${stack.namespace}`;
    await stack.shell(
        [
            "kubectl apply --server-side -f rendered.yaml -f once.dev.yaml",
            ...workloads.map((workload) => `${kubectl} rollout status ${workload} --timeout=15m`),
            `${kubectl} wait jobs --all --for=condition=Complete --timeout=15m`,
        ].join("\n"),
    );
}
