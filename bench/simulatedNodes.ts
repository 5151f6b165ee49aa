import { join } from "node:path";
import { paths } from "../local/paths";
import { ensureBuilt } from "../local/toolchain/build";
import { ensureModule } from "../local/toolchain/modules";
import { kwok } from "../local/toolchain/recipes";
import { Companion } from "../test/cluster/support/companion";
import { run } from "../test/cluster/support/run";

/** By which a pod chooses simulated nodes, and what it must tolerate. */
export const simulated = { label: "kafka.bench/simulated", taint: "kafka.bench/simulated" } as const;

/** What becomes of nodes and pods, and when: kwok's own, in its sources. */
const stages = [
    "node/fast/node-initialize.yaml",
    "node/heartbeat-with-lease/node-heartbeat-with-lease.yaml",
    "pod/fast/pod-ready.yaml",
    "pod/fast/pod-complete.yaml",
    "pod/fast/pod-delete.yaml",
];

/**
 * Nodes that are not there, lent and removed. kwok plays their kubelet: a pod on one of them is ready at once and a Job done, and nothing runs. So what
 * is measured is the program, Pulumi and the API server.
 */
export async function withSimulatedNodes<T>(count: number, use: () => Promise<T>): Promise<T> {
    const recipe = kwok();
    const executableOf = await ensureBuilt([recipe]);
    const { directory } = await ensureModule(recipe, "sigs.k8s.io/kwok");
    const nodes = `${simulated.label}=yes`;
    const kubeconfig = process.env["KUBECONFIG"] ?? "";
    const kubelets = await Companion.start(
        executableOf(recipe),
        [
            ...["--kubeconfig", kubeconfig, "--manage-all-nodes=false", "--manage-nodes-with-label-selector", nodes],
            ...["--node-lease-duration-seconds", "40"],
            ...stages.flatMap((stage) => ["--config", join(directory, "kustomize", "stage", stage)]),
        ],
        { log: join(paths.logs, "kwok.log") },
    );
    try {
        const items = Array.from({ length: count }, (_, index) => node(`simulated-${index}`));
        const manifests = JSON.stringify({ apiVersion: "v1", kind: "List", items });
        await run("kubectl", ["apply", "--server-side", "-f", "-"], { input: manifests });
        await run("kubectl", ["wait", "nodes", "-l", nodes, "--for=condition=Ready", "--timeout=120s"]);
        return await use();
    } finally {
        await run("kubectl", ["delete", "nodes", "-l", nodes, "--timeout=120s"]);
        await kubelets.stop();
    }
}

const room = { cpu: "32", memory: "256Gi", pods: "110", "ephemeral-storage": "1Ti" };

function node(name: string): object {
    return {
        apiVersion: "v1",
        kind: "Node",
        metadata: {
            name,
            labels: {
                [simulated.label]: "yes",
                "kubernetes.io/hostname": name,
                "kubernetes.io/os": "linux",
                "kubernetes.io/arch": "amd64",
            },
        },
        spec: { taints: [{ key: simulated.taint, effect: "NoSchedule" }] },
        // kwok keeps what is there, and would leave out the disk that pods ask for.
        status: { allocatable: room, capacity: room },
    };
}
