import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { KubernetesObject, LiveObject } from "../../../components/live/object";
import type { Replicated } from "../../../model/names";
import { editGuard } from "../../../stack/guard";
import type { RecordedGuard } from "../../../stack/guard/statefulSetGuard";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { deploy } from "../../harness";

/** The objects of a cluster, each `Kind name` with its annotations. */
type Objects = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** The guard of a part of a stack file, beside these objects. */
async function guardOf(part: Replicated, wanted: Groups, objects: Objects = {}): Promise<RecordedGuard> {
    let made: RecordedGuard | undefined;
    await deploy(() => {
        const read = ({ kind, metadata, apiVersion }: KubernetesObject) => {
            const annotations = objects[`${kind} ${metadata.name}`];
            assert.equal(metadata.namespace, "kafka");
            const found = {
                apiVersion,
                kind,
                metadata: { ...metadata, annotations },
                spec: { replicas: 4 },
            } as LiveObject;
            return Promise.resolve(annotations === undefined ? undefined : found);
        };
        made = editGuard(settingsOf(wanted), () => Promise.resolve({}), read).of(part);
    });
    assert.ok(made);
    return made;
}

/** What the hook says before an update from these inputs, or before a create where there are none. */
async function said({ hooks }: RecordedGuard, oldInputs?: object): Promise<string | undefined> {
    const [hook, ...others] = hooks[oldInputs === undefined ? "beforeCreate" : "beforeUpdate"] ?? [];
    assert.ok(hook instanceof pulumi.ResourceHook);
    assert.deepEqual(others, []);
    assert.deepEqual(hook.opts, { onDryRun: true });
    try {
        await hook.callback({
            urn: "urn",
            id: "",
            name: "set",
            type: "t",
            ...(oldInputs === undefined ? {} : { oldInputs }),
        });
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

/** The record of a part that runs with these groups. */
async function record(part: Replicated, groups: Groups): Promise<Readonly<Record<string, string>>> {
    return (await guardOf(part, groups)).annotations;
}

const two = { zookeeper: { replicas: 2 } };
const three = { zookeeper: { replicas: 3 } };
const large = { brokers: { disk: "30Gi" } };
const medium = { brokers: { disk: "20Gi" } };
const small = { brokers: { disk: "10Gi" } };
const shrink = /kafka:brokers\.disk 30Gi -> 10Gi: Kubernetes cannot shrink a disk/;

describe("the guard of a StatefulSet, before an update", () => {
    it("judges from the settings that the set was made with, whatever the stack was told since", async () => {
        const annotations = await record("brokers", large);
        assert.match((await said(await guardOf("brokers", small), { metadata: { annotations } })) ?? "", shrink);
    });

    it("judges its own part and image only", async () => {
        const annotations = await record("brokers", { images: { kafka: "apache/kafka:3.9.2" } });
        const wanted = { images: { kafka: "apache/kafka:3.8.0" }, zookeeper: { disk: "1Gi" } };
        const lines = (await said(await guardOf("brokers", wanted), { metadata: { annotations } }))?.split("\n") ?? [];
        assert.equal(lines.length, 2);
        assert.match(lines[1] ?? "", /^kafka:images\.kafka apache\/kafka:3\.9\.2 -> apache\/kafka:3\.8\.0: /);
    });

    it("lets the update of a set pass that carries no settings", async () => {
        assert.equal(await said(await guardOf("brokers", {}), { metadata: {} }), undefined);
    });
});

describe("the guard of a StatefulSet, before a create", () => {
    it("judges from the disks that a destroyed stack has left", async () => {
        const left = { "PersistentVolumeClaim data-kafka-0": await record("brokers", large) };
        assert.match((await said(await guardOf("brokers", small, left))) ?? "", shrink);
        assert.equal(await said(await guardOf("brokers", large, left)), undefined);
    });

    it("judges from the set that an interrupted run has left, rather than from the disks", async () => {
        const objects = {
            "StatefulSet kafka": await record("brokers", small),
            "PersistentVolumeClaim data-kafka-0": await record("brokers", large),
        };
        assert.equal(await said(await guardOf("brokers", medium, objects)), undefined);
    });

    it("lets the first create of a set pass, and one onto disks that carry no settings", async () => {
        assert.equal(await said(await guardOf("brokers", {})), undefined);
        assert.equal(await said(await guardOf("brokers", {}, { "PersistentVolumeClaim data-kafka-0": {} })), undefined);
    });
});

describe("what there was before", () => {
    it("is the pods that the set wanted and the disks, or the disks alone, or nothing", async () => {
        const before = async (objects?: Objects) => (await guardOf("zookeeper", three, objects)).before();
        const disks = { "PersistentVolumeClaim data-zookeeper-0": {}, "PersistentVolumeClaim data-zookeeper-1": {} };
        assert.deepEqual(await before(), { replicas: undefined, disks: 0 });
        assert.deepEqual(await before(disks), { replicas: undefined, disks: 2 });
        assert.deepEqual(await before({ ...disks, "StatefulSet zookeeper": {} }), { replicas: 4, disks: 2 });
        assert.deepEqual(await before({ "PersistentVolumeClaim data-zookeeper-1": {} }), {
            replicas: undefined,
            disks: 0,
        });
    });
});

describe("staleState, of a StatefulSet that the state says is as it is wanted", () => {
    /** Compares a set of which the state says what is wanted, after the hook has been called or not. */
    async function compared(live: Objects, changes = false): Promise<string | undefined> {
        const guard = await guardOf("zookeeper", two, live);
        if (changes) {
            await said(guard, { metadata: {} });
        }
        return guard.staleState();
    }

    it("says that the set runs with other settings than the state says: a killed run was taken back, and the state knows nothing of it", async () => {
        assert.equal(
            await compared({ "StatefulSet zookeeper": await record("zookeeper", three) }),
            "StatefulSet zookeeper runs with other settings than Pulumi's state says, as after an interrupted run: run pulumi up --refresh",
        );
    });

    it("says nothing of a set that runs with the same settings, that cannot be seen, that says nothing, or that this run changes", async () => {
        assert.equal(await compared({ "StatefulSet zookeeper": await record("zookeeper", two) }), undefined);
        assert.equal(await compared({}), undefined);
        assert.equal(await compared({ "StatefulSet zookeeper": {} }), undefined);
        const other = { "StatefulSet zookeeper": await record("zookeeper", three) };
        assert.equal(await compared(other, true), undefined);
    });
});
