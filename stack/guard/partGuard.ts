import * as pulumi from "@pulumi/pulumi";
import type { Settings } from "../settings";
import type { readLive } from "../../components/live/object";
import { liveRecord, recordIn, recordOf, settingsAnnotation, settingsBefore } from "./record";
import type { Annotated } from "./record";
import { workloadNames } from "../../model/names";
import type { Replicated } from "../../model/names";

/** The guard of one StatefulSet. */
export interface PartGuard {
    /** For the StatefulSet and for its first claim. */
    readonly annotations: Readonly<Record<string, string>>;
    /** For the StatefulSet. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** Whether the StatefulSet was there before this run. */
    readonly isRunning: () => Promise<boolean>;
    /** Whether there was neither the StatefulSet nor a disk of it before this run. */
    readonly isNew: () => Promise<boolean>;
    /** Once the StatefulSet is registered: what is wrong where it runs with other settings than Pulumi's state says. */
    readonly compare: () => Promise<string | undefined>;
}

/**
 * The guard of a part's StatefulSet. Before an update it judges from the settings that the set was made with, and before a create from those of
 * the set that an interrupted run left, or of the disks that a destroyed one did. `refuse` throws where going on from `old` would lose
 * records; `read` looks an object up in the cluster.
 */
export function partGuard(
    part: Replicated,
    wanted: Settings,
    refuse: (old: Settings) => Promise<void>,
    read: typeof readLive,
): PartGuard {
    const record = recordOf(part, wanted);
    const live = (kind: Parameters<typeof liveRecord>[0]) => liveRecord(kind, part, wanted, read);
    const left = async (): Promise<string | undefined> =>
        (await live("StatefulSet")) ?? (await live("PersistentVolumeClaim"));
    let changes = false;
    const hook = new pulumi.ResourceHook(
        `judge-edits-of-${part}`,
        async ({ oldInputs }) => {
            changes = true;
            const before = oldInputs === undefined ? await left() : recordIn(oldInputs as Annotated);
            const old = settingsBefore(part, before, wanted);
            if (old !== undefined) {
                await refuse(old);
            }
        },
        { onDryRun: true },
    );
    return {
        annotations: { [settingsAnnotation]: record },
        hooks: { beforeCreate: [hook], beforeUpdate: [hook] },
        isNew: async () => (await left()) === undefined,
        isRunning: async () => (await live("StatefulSet")) !== undefined,
        // A killed run changes the cluster and not the state. Where the edit is taken back then, the state holds what is wanted, and the engine
        // would send nothing, in this run and in every later one.
        compare: async () => {
            const running = changes ? undefined : await live("StatefulSet");
            return running === undefined || running === record
                ? undefined
                : `StatefulSet ${workloadNames[part]} runs with other settings than Pulumi's state says, as after an interrupted run: run pulumi up --refresh`;
        },
    };
}
