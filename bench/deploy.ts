import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "../test/cluster/support/run";
import type { TestStack } from "../test/cluster/support/stack";
import type { Report } from "./report";
import { paired } from "./rounds";
import { remove, withStack } from "./stack";

const checkout = join(__dirname, "..");

/** `pulumi up` of dev from nothing until all is ready, over `kubectl apply` of the manifests that are rendered of the same stack file. */
export async function deploy(rounds: number): Promise<Report> {
    const measured = await withStack("dev", "kafka-bench", async (stack) => {
        const manifests = await rendered(stack);
        return paired(
            rounds,
            {
                apply: { prepare: () => remove(stack), run: () => applied(stack, manifests) },
                up: {
                    prepare: () => remove(stack),
                    run: async () => {
                        await stack.up();
                    },
                },
            },
            // Images are unpacked already, and a program is translated anew in every run.
            { warmUp: false },
        );
    });
    return {
        bench: "deploy",
        rows: [
            { what: "kubectl apply, until all is ready", unit: "s", figures: measured.map(({ apply }) => apply) },
            { what: "pulumi up", unit: "s", figures: measured.map(({ up }) => up) },
            {
                what: "pulumi up over kubectl apply",
                unit: "x",
                figures: measured.map(({ up, apply }) => up / apply),
                target: 1.1,
            },
        ],
    };
}

/** The file with all manifests of a stack, in the order in which they are applied. */
async function rendered(stack: TestStack): Promise<string> {
    const folder = dirname(stack.stackFile);
    const main = [join(checkout, "node_modules/ts-node/dist/bin.js"), join(checkout, "stack/render/main.ts")];
    const args = ["-s", "dev", "--once", "once.dev.yaml"];
    const file = join(folder, "rendered.yaml");
    writeFileSync(file, await run(process.execPath, [...main, ...args], { cwd: folder }));
    return file;
}

/** Applies them, and waits for what `pulumi up` waits for: sets and console ready, Jobs at their end. */
async function applied(stack: TestStack, manifests: string): Promise<void> {
    const once = join(dirname(manifests), "once.dev.yaml");
    const kubectl = async (...args: readonly string[]): Promise<void> => {
        await run("kubectl", [...args], { seconds: 1200 });
    };
    await kubectl("apply", "--server-side", "-f", manifests, "-f", once);
    const within = ["-n", stack.namespace];
    for (const workload of ["statefulset/zookeeper", "statefulset/kafka", "deployment/kafka-manager"]) {
        await kubectl(...within, "rollout", "status", workload, "--timeout=15m");
    }
    await kubectl(...within, "wait", "jobs", "--all", "--for=condition=Complete", "--timeout=15m");
}
