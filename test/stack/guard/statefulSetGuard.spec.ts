import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { listenerEnvironment } from "../../../components/kafka/scripts";
import { stepEnvironment } from "../../../components/zookeeper/logins";
import type { Replicated } from "../../../model/names";
import { editGuard } from "../../../stack/guard";
import { liveFacts } from "../../../stack/guard/liveFacts";
import { observe } from "../../../stack/guard/observed";
import { settingsAnnotation } from "../../../stack/guard/record";
import type { RecordedGuard } from "../../../stack/guard/statefulSetGuard";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { deploy } from "../../harness";
import { claim, listIn, pod, readIn } from "./objects";
import type { Objects } from "./objects";

/** The guard of a part of a stack file, beside these objects. */
async function guardOf(part: Replicated, wanted: Groups, objects: Objects = {}): Promise<RecordedGuard> {
    let made: RecordedGuard | undefined;
    await deploy(() => {
        made = editGuard(settingsOf(wanted), {
            observe: (namespace) => observe(namespace, listIn(objects)),
            facts: liveFacts,
            read: readIn(objects),
            listEverywhere: () => Promise.resolve([]),
        }).of(part);
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

/** The metadata of what a part with these groups is made with. */
async function recorded(
    part: Replicated,
    groups: Groups,
): Promise<{ readonly annotations: Readonly<Record<string, string>> }> {
    const { annotations } = await guardOf(part, groups);
    return { annotations };
}

const three = { zookeeper: { replicas: 3 } };
const four = { brokers: { replicas: 4 } };
const fewer = { brokers: { replicas: 3 } };
const undrained = /kafka:brokers\.replicas 4 -> 3: /;

describe("the guard of a StatefulSet, before an update", () => {
    it("judges from the settings that the set was made with, whatever the stack was told since", async () => {
        const metadata = await recorded("brokers", four);
        assert.match((await said(await guardOf("brokers", fewer), { metadata })) ?? "", undrained);
    });

    it("judges its own part and image only", async () => {
        const metadata = await recorded("brokers", { images: { kafka: "apache/kafka:3.9.2" } });
        const wanted = { images: { kafka: "apache/kafka:3.8.0" }, zookeeper: { disk: "1Gi" } };
        const disks = { "PersistentVolumeClaim data-kafka-0": claim("10Gi") };
        const lines = (await said(await guardOf("brokers", wanted, disks), { metadata }))?.split("\n") ?? [];
        assert.equal(lines.length, 2);
        assert.match(lines[1] ?? "", /^kafka:images\.kafka apache\/kafka:3\.9\.2 -> apache\/kafka:3\.8\.0: /);
    });

    it("judges from the way in which the set's brokers log in, which a set of an earlier version does not tell", async () => {
        const step = (authentication: string): Groups => ({ security: { authentication } });
        const running = {
            "Pod kafka-0": pod("apache/kafka:3.9.2", true, listenerEnvironment({ authentication: "offered" })),
        };
        const from = async (old: Groups, wanted: Groups) =>
            (
                await said(await guardOf("brokers", wanted, running), { metadata: await recorded("brokers", old) })
            )?.split("\n");
        assert.equal(await from(step("offered"), step("preferred")), undefined);
        assert.match(
            (await from(step("offered"), step("required")))?.[1] ?? "",
            /^kafka:security\.authentication offered -> required: /,
        );
        assert.match(
            (await from({}, step("required")))?.[1] ?? "",
            /^kafka:security\.authentication none -> required: /,
        );
    });

    it("judges from the way in which the set's servers log in, which a set without logins does not tell", async () => {
        const security = (fields: object): Groups => ({ security: fields });
        const running = { "Pod zookeeper-0": pod("zookeeper:3.8.6", true, stepEnvironment("offered")) };
        const from = async (old: Groups, wanted: Groups) =>
            (
                await said(await guardOf("zookeeper", wanted, running), { metadata: await recorded("zookeeper", old) })
            )?.split("\n");
        assert.equal(
            await from(security({ authentication: "offered" }), security({ authentication: "preferred" })),
            undefined,
        );
        assert.match(
            (await from({}, security({ authentication: "required" })))?.[1] ?? "",
            /^kafka:security\.authentication none -> required: brokers or servers still run with offered, .*; set it to preferred first/,
        );
        assert.deepEqual(
            await recorded("zookeeper", security({ authentication: "required" })),
            await recorded("zookeeper", security({ authentication: "required", authorization: "acl" })),
            "what is no concern of servers does not change their set",
        );
        assert.ok(!JSON.stringify(await recorded("zookeeper", {})).includes("security"));
    });

    it("judges from the certificate that the set was made with, which a set of an earlier version does not tell", async () => {
        const security = (tls: object): Groups => ({ security: { authentication: "required", ...tls } });
        const [none, own] = [{}, { tls: { secret: "own" } }];
        const log = listenerEnvironment({ authentication: "required" });
        const objects = { "Pod kafka-0": pod("apache/kafka:3.9.2", true, log), "Secret own": {} };
        const lines = async (metadata: object, wanted: Groups) =>
            (await said(await guardOf("brokers", wanted, objects), { metadata }))?.split("\n") ?? [];
        const withCertificate = await recorded("brokers", security(own));
        assert.match(
            (await lines(withCertificate, security(none)))[1] ?? "",
            /^kafka:security\.tls {"secret":"own"} -> unset: a broker that no longer encrypts/,
        );
        const earlier = await recorded("brokers", security(none));
        assert.doesNotMatch(JSON.stringify(earlier), /tls/, "the record is that of a version without certificates");
        assert.match(
            (await lines(earlier, security(own)))[1] ?? "",
            /^kafka:security\.tls unset -> {"secret":"own"}: a broker that encrypts/,
        );
        assert.deepEqual(await lines(earlier, security(none)), []);
    });

    it("tells nothing of certificates to the set of the servers, who have none", async () => {
        const security = { authentication: "required" };
        const encrypted = { security: { ...security, tls: { secret: "own" } } };
        assert.deepEqual(await recorded("zookeeper", encrypted), await recorded("zookeeper", { security }));
        assert.equal(
            await said(await guardOf("zookeeper", encrypted), { metadata: await recorded("zookeeper", { security }) }),
            undefined,
            "what is no concern of the servers is not judged by their record",
        );
    });

    it("judges from the brokers that there are, if somebody has added some by hand", async () => {
        const metadata = await recorded("brokers", fewer);
        const wanted = { brokers: { replicas: 3, memory: "4Gi" } };
        const scaled = { "StatefulSet kafka": { spec: { replicas: 4 } } };
        assert.match((await said(await guardOf("brokers", wanted, scaled), { metadata })) ?? "", undrained);
        assert.equal(await said(await guardOf("brokers", wanted), { metadata }), undefined);
    });

    it("lets the update of a set pass that carries no settings", async () => {
        assert.equal(await said(await guardOf("brokers", {}), { metadata: {} }), undefined);
    });

    it("leaves the size of disks to the claims: they grow without the set", async () => {
        const metadata = await recorded("brokers", { brokers: { disk: "10Gi" } });
        assert.deepEqual(await recorded("brokers", { brokers: { disk: "20Gi" } }), metadata);
    });
});

describe("the guard of a StatefulSet, before a create", () => {
    it("judges from the disks that a destroyed stack has left", async () => {
        const left = {
            "PersistentVolumeClaim data-kafka-0": { ...claim("10Gi"), metadata: await recorded("brokers", four) },
            "PersistentVolumeClaim data-zookeeper-0": claim("1Gi"),
        };
        assert.match((await said(await guardOf("brokers", fewer, left))) ?? "", undrained);
        assert.equal(await said(await guardOf("brokers", four, left)), undefined);
    });

    it("knows the size of the disks from them: the smallest, for one may have been let grow by hand", async () => {
        const metadata = await recorded("brokers", {});
        const left = {
            "PersistentVolumeClaim data-kafka-0": { ...claim("50Gi"), metadata },
            "PersistentVolumeClaim data-kafka-1": claim("20Gi"),
            "PersistentVolumeClaim data-zookeeper-0": claim("5Gi"),
        };
        const said10 = await said(await guardOf("brokers", { brokers: { disk: "10Gi" } }, left));
        assert.match(said10 ?? "", /kafka:brokers\.disk 20Gi -> 10Gi: Kubernetes cannot shrink a disk; keep 20Gi/);
        assert.equal(await said(await guardOf("brokers", { brokers: { disk: "20Gi" } }, left)), undefined);
        assert.equal(await said(await guardOf("brokers", { brokers: { disk: "30Gi" } }, left)), undefined);
    });

    it("judges every part before any is made", async () => {
        const left = {
            "PersistentVolumeClaim data-kafka-0": { ...claim("10Gi"), metadata: await recorded("brokers", four) },
            "PersistentVolumeClaim data-zookeeper-0": claim("1Gi"),
        };
        assert.match((await said(await guardOf("zookeeper", fewer, left))) ?? "", undrained);
    });

    it("judges from the set that an interrupted run has left, rather than from the disks", async () => {
        const objects = {
            "StatefulSet kafka": { metadata: await recorded("brokers", fewer), spec: { replicas: 3 } },
            "PersistentVolumeClaim data-kafka-0": { ...claim("10Gi"), metadata: await recorded("brokers", four) },
        };
        assert.equal(await said(await guardOf("brokers", fewer, objects)), undefined);
    });

    it("lets the first create of a set pass, and one onto disks that carry no settings", async () => {
        assert.equal(await said(await guardOf("brokers", {})), undefined);
        const left = {
            "PersistentVolumeClaim data-kafka-0": claim("10Gi"),
            "PersistentVolumeClaim data-zookeeper-0": claim("1Gi"),
        };
        assert.equal(await said(await guardOf("brokers", {}, left)), undefined);
    });

    it("refuses a new ensemble for disks that belong to one whose disks are gone", async () => {
        const left = {
            "PersistentVolumeClaim data-kafka-0": claim("10Gi"),
            "PersistentVolumeClaim data-kafka-1": claim("10Gi"),
        };
        for (const part of ["zookeeper", "brokers"] as const) {
            assert.equal(
                await said(await guardOf(part, {}, left)),
                "refused, and nothing is changed\n" +
                    "the disks of the brokers (data-kafka-0, data-kafka-1) belong to an ensemble whose disks are gone: no broker would start in another one; " +
                    "restore the claims of ZooKeeper, or give the records up: kubectl delete pvc data-kafka-0 data-kafka-1",
            );
        }
        // No disk, no record: as after a first run that got nowhere.
        const unbound = { "PersistentVolumeClaim data-kafka-0": claim("10Gi", "") };
        assert.equal(await said(await guardOf("zookeeper", {}, unbound)), undefined);
    });
});

describe("what there was before", () => {
    it("is the pods that the set wanted and the claims, or the claims alone, or nothing", async () => {
        const before = async (objects?: Objects) => {
            const was = await (await guardOf("zookeeper", three, objects)).before();
            return [was?.replicas, [...(was?.claims ?? [])].map(([ordinal, one]) => [ordinal, one.isBound, one.asked])];
        };
        const disks = {
            "PersistentVolumeClaim data-zookeeper-0": claim("1Gi"),
            "PersistentVolumeClaim data-zookeeper-12": claim("2Gi", ""),
            "PersistentVolumeClaim data-kafka-0": claim("3Gi"),
        };
        const found = [
            [0, true, "1Gi"],
            [12, false, "2Gi"],
        ];
        assert.deepEqual(await before(), [undefined, []]);
        assert.deepEqual(await before(disks), [undefined, found]);
        assert.deepEqual(await before({ ...disks, "StatefulSet zookeeper": { spec: { replicas: 4 } } }), [4, found]);
    });
});

describe("staleState, of a StatefulSet that this run does not change", () => {
    const stated = async (groups: Groups) => (await recorded("zookeeper", groups)).annotations[settingsAnnotation];
    /** Compares a set with what the state says, after the hook has been called or not. */
    async function compared(live: Objects, state: string | undefined, changes = false): Promise<string | undefined> {
        const guard = await guardOf("zookeeper", three, live);
        if (changes) {
            await said(guard, { metadata: {} });
        }
        return guard.staleState(state);
    }
    const set = async (groups: Groups) => ({
        "StatefulSet zookeeper": { metadata: await recorded("zookeeper", groups), spec: { replicas: 3 } },
    });
    const other = { zookeeper: { replicas: 3, memory: "1Gi" } };

    it("says that the set runs with other settings than the state says: a killed run was taken back, and the state knows nothing of it", async () => {
        assert.equal(
            await compared(await set(other), await stated(three)),
            "StatefulSet zookeeper runs with other settings than Pulumi's state says, as after an interrupted run: run pulumi up --refresh",
        );
    });

    it("says that the set is gone which the state has: somebody has deleted it", async () => {
        assert.equal(
            await compared({}, await stated(three)),
            "StatefulSet zookeeper is gone, although Pulumi's state has it: run pulumi up --refresh",
        );
    });

    it("says nothing of a set that runs as the state says, also where this run leaves its edit for another (--target)", async () => {
        assert.equal(await compared(await set(three), await stated(three)), undefined);
        assert.equal(await compared(await set(other), await stated(other)), undefined);
    });

    it("says nothing of a set that says nothing, or that this run changes", async () => {
        assert.equal(
            await compared({ "StatefulSet zookeeper": { spec: { replicas: 3 } } }, await stated(three)),
            undefined,
        );
        assert.equal(await compared(await set(other), await stated(three), true), undefined);
        assert.equal(await compared({}, undefined), undefined);
    });

    it("reads the records of earlier versions, which have the size of disks", async () => {
        const record = JSON.parse((await stated(three)) ?? "") as { settings: object };
        const old = JSON.stringify({ ...record, settings: { ...record.settings, disk: "5Gi" } });
        assert.equal(await compared(await set(three), old), undefined);
    });
});
