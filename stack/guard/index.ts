import * as pulumi from "@pulumi/pulumi";
import { disksOf } from "../../components/args";
import { listEverywhere, readLive } from "../../components/live/object";
import { mainCluster, ofCluster } from "../../components/ownership";
import type { Edit } from "../../edits/edit";
import { refusals, staleAllowances } from "../../edits/refusals";
import type { Replicated } from "../../model/names";
import { diff, judge } from "../judge";
import { recall } from "../parse";
import { writePlan } from "../plan/file";
import type { Settings } from "../settings";
import { summary } from "../summary/summary";
import { text } from "../summary/text";
import { liveFacts } from "./liveFacts";
import { unfitCertificate } from "./certificate";
import { conflictingPorts } from "./nodePorts";
import { observe } from "./observed";
import type { Observation } from "./observed";
import { isSameRecord, recordOf, settingsBefore } from "./record";
import { statefulSetGuard } from "./statefulSetGuard";
import type { RecordedGuard } from "./statefulSetGuard";

/** Refuses edits of the settings that would lose records, in preview too and before anything is changed. */
export interface EditGuard {
    /** For the component that carries all the settings as its input `settings`. */
    readonly hooks: pulumi.ResourceHookBinding;
    /** For the StatefulSet of a workload. */
    readonly of: (workload: Replicated) => RecordedGuard;
}

/** How the guard learns what exists. */
export interface Looking {
    /** Looks at both workloads, once in a run. */
    readonly observe: typeof observe;
    /** Looks up what the judgement of edits depends on beside that. */
    readonly facts: typeof liveFacts;
    /** Looks an object up. */
    readonly read: typeof readLive;
    /** Looks at the Services of all namespaces. */
    readonly listEverywhere: typeof listEverywhere;
}

/**
 * The guard of the running stack. The settings that the state has of the whole cluster are judged once in a run, with one round of look-ups.
 * They are ahead of the cluster after an interrupted run, so each StatefulSet tells for itself what it was made with, and is judged again
 * only where that is something else. `looking` asks the running cluster; `cluster` tells one cluster of the program from another, for hook
 * names are unique.
 */
export function editGuard(
    wanted: Settings,
    looking: Looking = { observe, facts: liveFacts, read: readLive, listEverywhere },
    cluster = mainCluster,
): EditGuard {
    let observation: Promise<Observation> | undefined;
    const observed = () => (observation ??= looking.observe(wanted.namespace.name));
    const unfit = async () => unfitCertificate(wanted, await observed(), looking.read);
    let judgedFrom: Settings | undefined;
    const judged = async (recorded: Settings): Promise<readonly Edit[]> => {
        const live = await observed();
        const old = asItRuns(recorded, live);
        const facts = await looking.facts(diff(old, wanted), old, live);
        // A preview may have no cluster to ask, and is no more than a preview.
        return judge(old, wanted, wanted.allow, { ...facts, proof: !pulumi.runtime.isDryRun() });
    };
    const hook = new pulumi.ResourceHook(
        ofCluster(cluster, "judge-edits", "-of-"),
        async ({ oldInputs }) => {
            const { settings } = oldInputs as { readonly settings?: unknown };
            // Nothing is known where the stack was deployed with PULUMI_NODEJS_SKIP_COMPONENT_INPUTS: the StatefulSets tell for themselves.
            if (settings === undefined) {
                return;
            }
            judgedFrom = recall({ ...(settings as object), allow: [] });
            const [edits, ...others] = await Promise.all([
                judged(judgedFrom),
                conflictingPorts(wanted, judgedFrom, looking.listEverywhere),
                unfit(),
            ]);
            for (const line of staleAllowances(edits, wanted.allow)) {
                await pulumi.log.warn(line);
            }
            await tellPlan(edits, wanted);
            refuse(edits, others.flat());
        },
        { onDryRun: true },
    );
    let left: Promise<void> | undefined;
    const refuseLeft = async (): Promise<void> => {
        const live = await observed();
        const before = live === undefined ? undefined : settingsLeft(live, wanted);
        const others = await Promise.all([conflictingPorts(wanted, undefined, looking.listEverywhere), unfit()]);
        refuse(before === undefined ? [] : await judged(before), [
            ...(live === undefined ? [] : lostEnsemble(live)),
            ...others.flat(),
        ]);
    };
    const atCreate = new pulumi.ResourceHook(
        ofCluster(cluster, "judge-what-is-left", "-of-"),
        () => (left ??= refuseLeft()),
        { onDryRun: true },
    );
    return {
        hooks: { beforeCreate: [atCreate], beforeUpdate: [hook] },
        of: (workload) =>
            statefulSetGuard({
                workload,
                wanted,
                cluster,
                observed,
                read: looking.read,
                refuseUpdate: async (old, record) => {
                    const isJudged = judgedFrom !== undefined && isSameRecord(recordOf(workload, judgedFrom), record);
                    if (!isJudged) {
                        refuse(await judged(old));
                    }
                },
                // Of both workloads at once: where one is refused, the other must not have begun.
                refuseCreate: () => (left ??= refuseLeft()),
            }),
    };
}

/** Somebody may have scaled the brokers up by hand, and what they hold counts. */
function asItRuns(recorded: Settings, live: Observation): Settings {
    const replicas = Math.max(recorded.brokers.replicas, live?.brokers.replicas ?? 0);
    return replicas === recorded.brokers.replicas
        ? recorded
        : { ...recorded, brokers: { ...recorded.brokers, replicas } };
}

/** The settings that StatefulSets of an interrupted run, or the first disks of a destroyed one, were made with; undefined where none tells. */
function settingsLeft(live: NonNullable<Observation>, wanted: Settings): Settings | undefined {
    return (["zookeeper", "brokers"] as const).reduce<Settings | undefined>((known, part) => {
        const { record, claims } = live[part];
        // The smallest: one may have been let grow further by hand.
        const [smallest] = [...disksOf(live[part])].sort((a, b) => a.askedBytes - b.askedBytes);
        const disk = smallest?.asked ?? wanted[part].disk;
        const before = known ?? wanted;
        return (
            settingsBefore(part, record ?? claims.get(0)?.record, {
                ...before,
                [part]: { ...before[part], disk },
            }) ?? known
        );
    }, undefined);
}

/** Brokers keep the id of their cluster on their disks, and the ensemble the other half of it: a new one would be another cluster. */
function lostEnsemble({ zookeeper, brokers }: NonNullable<Observation>): readonly string[] {
    const disks = disksOf(brokers).map(({ name }) => name);
    return zookeeper.replicas === undefined &&
        zookeeper.claims.size === 0 &&
        brokers.replicas === undefined &&
        disks.length > 0
        ? [
              `the disks of the brokers (${disks.join(", ")}) belong to an ensemble whose disks are gone: no broker would start in another one; ` +
                  `restore the claims of ZooKeeper, or give the records up: kubectl delete pvc ${disks.join(" ")}`,
          ]
        : [];
}

/** Says what the edits will do: in the log of every preview and update, and to whoever asks for it as JSON. */
async function tellPlan(edits: readonly Edit[], wanted: Settings): Promise<void> {
    const plan = summary(edits, wanted);
    writePlan(plan);
    // What is refused is said by the error.
    if (plan.refused.length === 0 && edits.length > 0) {
        const isWarning = edits.some(({ warns }) => warns === true);
        await (isWarning ? pulumi.log.warn(text(plan)) : pulumi.log.info(text(plan)));
    }
}

function refuse(edits: readonly Edit[], others: readonly string[] = []): void {
    const lines = [...refusals(edits), ...others];
    if (lines.length > 0) {
        throw new Error(["refused, and nothing is changed", ...lines].join("\n"));
    }
}
