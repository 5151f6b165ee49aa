import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { editGuard } from "../../../stack/guard";
import type { EditGuard } from "../../../stack/guard";
import type { Facts } from "../../../stack/judge";
import { planVariable, readPlan } from "../../../stack/plan/file";
import type { LiveObject } from "../../../components/live/object";
import type { Settings } from "../../../stack/settings";
import { settingsOf } from "../../components/parts";
import type { Groups } from "../../components/parts";
import { deploy } from "../../harness";

/** The guard of a stack file, in a cluster of which these facts are known. */
async function guardOf(
    wanted: Settings,
    facts: Facts = {},
    preview = false,
    services: readonly LiveObject[] = [],
): Promise<EditGuard> {
    let made: EditGuard | undefined;
    const program = () => {
        const nothing = () => Promise.resolve(undefined);
        made = editGuard(wanted, {
            observe: nothing,
            facts: () => Promise.resolve(facts),
            read: nothing,
            listEverywhere: () => Promise.resolve(services),
        });
    };
    await deploy(program, {}, "test", preview);
    assert.ok(made);
    return made;
}

/** What a hook says to the inputs that the state has; undefined where it lets the update pass. */
async function said(hooks: pulumi.ResourceHookBinding, oldInputs: object): Promise<string | undefined> {
    const [hook, ...others] = hooks.beforeUpdate ?? [];
    assert.ok(hook instanceof pulumi.ResourceHook);
    assert.deepEqual(others, []);
    assert.deepEqual(hook.opts, { onDryRun: true });
    try {
        await hook.callback({ urn: "urn", id: "", name: "cluster", type: "t", oldInputs });
        return undefined;
    } catch (error) {
        return (error as Error).message;
    }
}

/** Settings as the state has them. */
function recorded(settings: Settings): object {
    return JSON.parse(JSON.stringify({ ...settings, allow: undefined })) as object;
}

/** What the guard says to an edit of the whole stack. */
async function edit(
    old: Groups,
    wanted: Groups,
    facts?: Facts,
    preview?: boolean,
    services?: readonly LiveObject[],
): Promise<string | undefined> {
    const { hooks } = await guardOf(settingsOf(wanted), facts, preview, services);
    return said(hooks, { settings: recorded(settingsOf(old)) });
}

describe("editGuard", () => {
    it("refuses an edit with one line for each reason, in preview too", async () => {
        const message = await edit(
            { zookeeper: { disk: "10Gi" }, brokers: { disk: "10Gi" } },
            { zookeeper: { disk: "5Gi" }, brokers: { disk: "5Gi" } },
        );
        assert.deepEqual(message?.split("\n"), [
            "refused, and nothing is changed",
            "kafka:zookeeper.disk 10Gi -> 5Gi: Kubernetes cannot shrink a disk; keep 10Gi; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)",
            "kafka:brokers.disk 10Gi -> 5Gi: Kubernetes cannot shrink a disk; keep 10Gi; for smaller disks bring up a second stack and copy the topics over (MirrorMaker 2)",
        ]);
    });

    it("lets an edit pass that can be carried out, and one that kafka:allow names, but not one of another name", async () => {
        assert.equal(await edit({ brokers: { memory: "1Gi" } }, { brokers: { memory: "2Gi" } }), undefined);
        const fewer = { brokers: { replicas: 3 } };
        assert.match((await edit({ brokers: { replicas: 4 } }, fewer)) ?? "", /broker 3 is not drained/);
        assert.equal(
            await edit({ brokers: { replicas: 4 } }, { ...fewer, allow: ["brokers.replicas 4 -> 3"] }),
            undefined,
        );
        assert.match(
            (await edit({ brokers: { replicas: 4 } }, { ...fewer, allow: ["brokers.replicas 5 -> 3"] })) ?? "",
            /broker 3 is not drained/,
        );
    });

    it("judges by what the cluster says, not by what was asked of it", async () => {
        const [four, three] = [{ brokers: { replicas: 4, drain: [3] } }, { brokers: { replicas: 3 } }];
        assert.equal(await edit(four, three, {}, true), undefined);
        assert.match(
            (await edit(four, three, {}, false)) ?? "",
            /no broker can be asked whether broker 3 has been emptied/,
        );
        assert.equal(await edit(four, three, { holding: { 3: 0 } }), undefined);
        assert.match((await edit(four, three, { holding: { 3: 7 } })) ?? "", /broker 3 holds 7 partitions/);
    });

    it("says as a warning what cuts somebody off, such as policies that a stack did not have before", async () => {
        const { warn } = pulumi.log;
        const said: string[] = [];
        pulumi.log.warn = (line) => Promise.resolve(void said.push(line));
        try {
            await edit({ brokers: { memory: "1Gi" } }, { brokers: { memory: "2Gi" } });
            assert.equal(said.length, 0);
            await edit({ security: { networkPolicies: { enabled: false } } }, {});
        } finally {
            pulumi.log.warn = warn;
        }
        const [line = "", ...others] = said;
        assert.deepEqual(others, []);
        assert.match(
            line,
            /^updates the NetworkPolicies, touches nothing else\n {2}note: security\.networkPolicies\.enabled false -> true: pods of other namespaces are cut off/,
        );
    });

    const taken: LiveObject = {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: "web", namespace: "shop" },
        spec: { ports: [{ nodePort: 30001 }] },
    };
    const outside = { brokers: { external: { type: "nodePort" } } };
    const conflict =
        "kafka:brokers.external.nodePort: port 30001, for Service kafka-0-nodeport, is held by Service web in namespace shop; choose others";

    it("refuses node ports that somebody else holds, together with what is wrong otherwise", async () => {
        const lines = (await edit({}, { brokers: { ...outside.brokers, disk: "5Gi" } }, {}, true, [taken]))?.split(
            "\n",
        );
        assert.deepEqual(lines?.length, 3);
        assert.deepEqual(lines[2], conflict);
        assert.equal(await edit({}, outside), undefined);
    });

    it("refuses them to a stack that is new, before anything is made", async () => {
        const { hooks } = await guardOf(settingsOf(outside), {}, true, [taken]);
        const [hook] = hooks.beforeCreate ?? [];
        assert.ok(hook instanceof pulumi.ResourceHook);
        await assert.rejects(hook.callback({ urn: "urn", id: "", name: "cluster", type: "t" }) as Promise<void>, {
            message: `refused, and nothing is changed\n${conflict}`,
        });
    });

    it("judges from settings that were written before a field existed", async () => {
        const { hooks } = await guardOf(settingsOf({ brokers: { memory: "2Gi" } }));
        const recorded = JSON.parse(JSON.stringify(settingsOf())) as { brokers: object };
        Reflect.deleteProperty(recorded.brokers, "drain");
        Reflect.deleteProperty(recorded, "allow");
        assert.equal(await said(hooks, { settings: recorded }), undefined);
    });

    it("says which settings it does not understand, instead of guessing", async () => {
        const { hooks } = await guardOf(settingsOf());
        const message = await said(hooks, { settings: { brokers: { replicas: "three", shards: 2 } } });
        assert.match(
            message ?? "",
            /^the settings that this stack runs with cannot be read, .*kafka:brokers\.replicas is "three"/,
        );
    });

    it("writes the summary as JSON for whoever asks for it, refused or not", async () => {
        const directory = mkdtempSync(join(tmpdir(), "guard-"));
        const file = join(directory, "plan.json");
        process.env[planVariable] = file;
        try {
            assert.equal(readPlan(file), undefined);
            assert.match((await edit({}, { brokers: { disk: "5Gi" } })) ?? "", /cannot shrink/);
            assert.equal(readPlan(file)?.refused.length, 1);
        } finally {
            Reflect.deleteProperty(process.env, planVariable);
            rmSync(directory, { recursive: true });
        }
    });
});
