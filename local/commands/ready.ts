import { LocalError, step } from "../progress";
import { outputOf, runInShell } from "./child";

/** How long everything may take to be ready after a start, in seconds: ZooKeeper, the brokers' recovery, the console. */
const readySeconds = 300;

/**
 * Waits until every StatefulSet and Deployment of a namespace has all of its replicas ready. Pulumi waits only for what it
 * changes: after a stop and a start of the node it changes nothing.
 * @throws LocalError naming what did not become ready in time.
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
    if (code === 0) return;
    throw new LocalError(
        `${name} is not ready after ${readySeconds} s: look at it with kubectl -n ${namespace} describe ${name}, ` +
            'in a shell made local by eval "$(npm run -s local -- env)"',
    );
}
