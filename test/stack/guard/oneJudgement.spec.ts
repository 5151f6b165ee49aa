import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { Change } from "../../../edits/edit";
import type { Replicated } from "../../../model/names";
import { editGuard } from "../../../stack/guard";
import type { EditGuard } from "../../../stack/guard";
import { recordOf, settingsAnnotation } from "../../../stack/guard/record";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { deploy } from "../../harness";

/** The guard of a stack file, and the keys of the changes for which it looked into the cluster, one list for each round. */
async function counted(wanted: Groups): Promise<readonly [EditGuard, readonly string[][]]> {
    const rounds: string[][] = [];
    let made: EditGuard | undefined;
    await deploy(() => {
        const nothing = () => Promise.resolve(undefined);
        const facts = (changes: readonly Change[]) => {
            rounds.push(changes.map(({ key }) => key));
            return Promise.resolve({});
        };
        made = editGuard(settingsOf(wanted), { observe: nothing, facts, read: nothing, listEverywhere: nothing });
    });
    assert.ok(made);
    return [made, rounds];
}

/** Lets the engine come to an update from these inputs. */
async function update(hooks: pulumi.ResourceHookBinding, oldInputs: object): Promise<void> {
    for (const hook of hooks.beforeUpdate ?? []) {
        assert.ok(hook instanceof pulumi.ResourceHook);
        await hook.callback({ urn: "urn", id: "", name: "name", type: "type", oldInputs });
    }
}

const cluster = (groups: Groups) => ({ settings: JSON.parse(JSON.stringify(settingsOf(groups))) as object });

const statefulSet = (workload: Replicated, groups: Groups) => ({
    metadata: { annotations: { [settingsAnnotation]: recordOf(workload, settingsOf(groups)) } },
});

const [old, wanted] = [
    { brokers: { memory: "1Gi" }, zookeeper: { memory: "512Mi" } },
    { brokers: { memory: "2Gi" }, zookeeper: { memory: "1Gi" } },
];

describe("a run that the engine carries out from the state of the last one", () => {
    it("looks into the cluster once, however many StatefulSets it updates", async () => {
        const [guard, rounds] = await counted(wanted);
        await update(guard.hooks, cluster(old));
        await update(guard.of("zookeeper").hooks, statefulSet("zookeeper", old));
        await update(guard.of("brokers").hooks, statefulSet("brokers", old));
        assert.deepEqual(rounds, [["zookeeper.memory", "brokers.memory"]]);
    });
});

describe("a run after one that was interrupted", () => {
    it("judges a StatefulSet again that was made with something else than the state of the cluster says", async () => {
        const [guard, rounds] = await counted(wanted);
        await update(guard.hooks, cluster(old));
        await update(guard.of("zookeeper").hooks, statefulSet("zookeeper", old));
        await update(guard.of("brokers").hooks, statefulSet("brokers", { brokers: { memory: "4Gi" } }));
        assert.deepEqual(rounds, [["zookeeper.memory", "brokers.memory"], ["brokers.memory"]]);
    });

    it("judges the StatefulSets where the state of the cluster has the wanted settings already", async () => {
        const [guard, rounds] = await counted(wanted);
        await update(guard.of("zookeeper").hooks, statefulSet("zookeeper", old));
        await update(guard.of("brokers").hooks, statefulSet("brokers", old));
        assert.deepEqual(rounds, [["zookeeper.memory"], ["brokers.memory"]]);
    });
});
