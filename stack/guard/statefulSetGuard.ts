import * as pulumi from "@pulumi/pulumi";
import type { StatefulSetGuard } from "../../components/args";
import { growClaim, removeLive } from "../../components/live/change";
import type { readLive } from "../../components/live/object";
import { withoutTrace } from "../../components/live/refusal";
import { ofCluster } from "../../components/ownership";
import { workloadNames } from "../../model/names";
import type { Replicated } from "../../model/names";
import { parseQuantity } from "../../model/quantity";
import type { Settings } from "../settings";
import type { Observation } from "./observed";
import { isSameRecord, recordIn, recordOf, settingsAnnotation, settingsBefore } from "./record";

/** The guard of a StatefulSet, and what it found. */
export interface RecordedGuard extends StatefulSetGuard {
    /**
     * What is wrong where the StatefulSet is not what Pulumi's state says, and this run does not change it: `record` is that of the state.
     * Undefined where nothing is.
     */
    readonly staleState: (record: string | undefined) => Promise<string | undefined>;
}

/** What a StatefulSet's guard is given. */
export interface GuardedSet {
    /** Which one. */
    readonly workload: Replicated;
    /** The settings that are wanted. */
    readonly wanted: Settings;
    /** One cluster of the program, told from another. */
    readonly cluster: string;
    /** What there was before the run. */
    readonly observed: () => Promise<Observation>;
    /** Looks an object up. */
    readonly read: typeof readLive;
    /** Throws where going on from `old` would lose records; `record` is what the settings of the workload were read from. */
    readonly refuseUpdate: (old: Settings, record: string) => Promise<void>;
    /** Throws where what an interrupted run or a destroyed stack has left does not allow the StatefulSet that is wanted. */
    readonly refuseCreate: () => Promise<void>;
}

/**
 * The guard of a workload's StatefulSet. Before an update it judges from the settings that the StatefulSet was made with, and before a create
 * from what is left.
 */
export function statefulSetGuard(given: GuardedSet): RecordedGuard {
    const { workload, wanted, cluster, observed } = given;
    const record = recordOf(workload, wanted);
    const name = workloadNames[workload];
    let changes = false;
    const hook = new pulumi.ResourceHook(
        ofCluster(cluster, `judge-edits-of-${workload}`, "-of-"),
        async ({ oldInputs }) => {
            changes = true;
            if (oldInputs === undefined) {
                await given.refuseCreate();
                await removeUnboundClaims(given);
                return;
            }
            const before = recordIn(oldInputs as Parameters<typeof recordIn>[0]);
            const old = settingsBefore(workload, before, wanted);
            if (old !== undefined && before !== undefined) {
                await given.refuseUpdate(old, before);
            }
        },
        { onDryRun: true },
    );
    // A killed run changes the cluster and not the state. Where the edit is taken back then, the state holds what is wanted, and the engine
    // would send nothing, in this run and in every later one. The same holds for what was deleted by hand.
    const staleState = async (stated: string | undefined): Promise<string | undefined> => {
        const live = changes ? undefined : (await observed())?.[workload];
        if (live === undefined || stated === undefined) {
            return undefined;
        }
        if (live.replicas === undefined) {
            return `StatefulSet ${name} is gone, although Pulumi's state has it: run pulumi up --refresh`;
        }
        return live.record === undefined || isSameRecord(live.record, stated)
            ? undefined
            : `StatefulSet ${name} runs with other settings than Pulumi's state says, as after an interrupted run: run pulumi up --refresh`;
    };
    const resized = new Set<string>();
    const claimHook = new pulumi.ResourceHook(
        ofCluster(cluster, `note-disks-of-${workload}`, "-of-"),
        ({ newInputs }) => {
            resized.add((newInputs as { readonly metadata: { readonly name: string } }).metadata.name);
        },
        { onDryRun: true },
    );
    return {
        annotations: { [settingsAnnotation]: record },
        hooks: { beforeCreate: [hook], beforeUpdate: [hook] },
        before: async () => (await observed())?.[workload],
        hasConfigMap: async (configMap) => {
            const metadata = { name: configMap, namespace: wanted.namespace.name };
            return (await given.read({ apiVersion: "v1", kind: "ConfigMap", metadata })) !== undefined;
        },
        staleState,
        // Hooks are not called for a resource that stays as it is: this is asked once the engine has decided that.
        failIfStateIsStale: (registered) => {
            registered.apply(async (metadata) => {
                failWith(await staleState(recordIn({ metadata })));
            });
        },
        claimHooks: { beforeCreate: [claimHook], beforeUpdate: [claimHook] },
        growIfSmaller: (claim, size, registered) => {
            registered.apply(async () => {
                const claims = [...((await observed())?.[workload].claims.values() ?? [])];
                const live = claims.find((one) => one.name === claim);
                const wantedBytes = parseQuantity(size) ?? 0;
                if (live?.isBound === true && live.askedBytes > wantedBytes) {
                    await pulumi.log.info(
                        `${claim} has ${live.asked}, more than the ${size} that are wanted, and keeps it`,
                    );
                }
                if (live?.isBound !== true || live.askedBytes >= wantedBytes || resized.has(claim)) {
                    return;
                }
                await pulumi.log.info(`${claim} has ${live.asked}, for it was made anew: it grows to ${size}`);
                if (!pulumi.runtime.isDryRun()) {
                    await growClaim(wanted.namespace.name, claim, size);
                }
            });
        },
    };
}

/** A claim that never had a disk is in the way of the one that is wanted now: the StatefulSet would find it and wait for ever. */
async function removeUnboundClaims({ workload, wanted, observed }: GuardedSet): Promise<void> {
    if (pulumi.runtime.isDryRun()) {
        return;
    }
    const claims = [...((await observed())?.[workload].claims.values() ?? [])].filter(({ isBound }) => !isBound);
    const { disk } = wanted[workload];
    const metadata = (name: string) => ({ name, namespace: wanted.namespace.name });
    await Promise.all(
        claims.map(({ name }) =>
            removeLive({ apiVersion: "v1", kind: "PersistentVolumeClaim", metadata: metadata(name) }),
        ),
    );
    if (claims.length > 0) {
        await pulumi.log.info(`claims that never had a disk are made anew with ${disk}`);
    }
}

function failWith(problem: string | undefined): void {
    if (problem !== undefined) {
        throw withoutTrace(new pulumi.RunError(problem));
    }
}
