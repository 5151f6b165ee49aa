import * as pulumi from "@pulumi/pulumi";
import type { Before, StatefulSetGuard } from "../../components/args";
import type { readLive } from "../../components/live/object";
import { ofCluster } from "../../components/ownership";
import { workloadNames } from "../../model/names";
import type { Replicated } from "../../model/names";
import type { Settings } from "../settings";
import { readClaim } from "./liveDisks";
import { liveRecord, recordIn, recordOf, settingsAnnotation, settingsBefore } from "./record";
import type { Annotated } from "./record";

/** The guard of a StatefulSet, and what it found. */
export interface RecordedGuard extends StatefulSetGuard {
    /** What is wrong where the StatefulSet runs with other settings than Pulumi's state says, and this run does not change it; undefined where nothing is. */
    readonly staleState: () => Promise<string | undefined>;
}

/** Throws where going on from `old` would lose records; `record` is what the settings of the workload were read from. */
export type Refuse = (old: Settings, record: string) => Promise<void>;

/**
 * The guard of a workload's StatefulSet. Before an update it judges from the settings that the StatefulSet was made with, and before a create
 * from those of the one that an interrupted run left, or of the disks that a destroyed one did. `read` looks an object up in the cluster;
 * `cluster` tells one cluster of the program from another.
 */
export function statefulSetGuard(
    workload: Replicated,
    wanted: Settings,
    read: typeof readLive,
    cluster: string,
    refuse: Refuse,
): RecordedGuard {
    const record = recordOf(workload, wanted);
    const live = (kind: Parameters<typeof liveRecord>[0]) => liveRecord(kind, workload, wanted, read);
    const left = async (): Promise<string | undefined> =>
        (await live("StatefulSet")) ?? (await live("PersistentVolumeClaim"));
    let changes = false;
    const hook = new pulumi.ResourceHook(
        ofCluster(cluster, `judge-edits-of-${workload}`, "-of-"),
        async ({ oldInputs }) => {
            changes = true;
            const before = oldInputs === undefined ? await left() : recordIn(oldInputs as Annotated);
            const old = settingsBefore(workload, before, wanted);
            if (old !== undefined && before !== undefined) {
                await refuse(old, before);
            }
        },
        { onDryRun: true },
    );
    // A killed run changes the cluster and not the state. Where the edit is taken back then, the state holds what is wanted, and the engine
    // would send nothing, in this run and in every later one.
    const staleState = async (): Promise<string | undefined> => {
        const running = changes ? undefined : await live("StatefulSet");
        return running === undefined || running === record
            ? undefined
            : `StatefulSet ${workloadNames[workload]} runs with other settings than Pulumi's state says, as after an interrupted run: run pulumi up --refresh`;
    };
    return {
        annotations: { [settingsAnnotation]: record },
        hooks: { beforeCreate: [hook], beforeUpdate: [hook] },
        before: () => before(workload, wanted, read),
        hasConfigMap: async (name) =>
            (await read({
                apiVersion: "v1",
                kind: "ConfigMap",
                metadata: { name, namespace: wanted.namespace.name },
            })) !== undefined,
        staleState,
        // Hooks are not called for a resource that stays as it is: this is asked once the engine has decided that.
        failIfStateIsStale: (registered) => {
            registered.apply(async () => {
                failWith(await staleState());
            });
        },
    };
}

async function before(workload: Replicated, { namespace }: Settings, read: typeof readLive): Promise<Before> {
    const metadata = { name: workloadNames[workload], namespace: namespace.name };
    const set = await read({ apiVersion: "apps/v1", kind: "StatefulSet", metadata });
    let disks = 0;
    while ((await readClaim(read, namespace.name, workload, disks)) !== undefined) {
        disks++;
    }
    const { replicas } = (set?.spec ?? {}) as { readonly replicas?: number };
    return { replicas, disks };
}

function failWith(problem: string | undefined): void {
    if (problem !== undefined) {
        const error = new pulumi.RunError(problem);
        // The SDK shows it where the program is through already (cmd/run/index.js), also that of a RunError.
        error.stack = "";
        throw error;
    }
}
