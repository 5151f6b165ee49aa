import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { KubernetesObject } from "../../components/live/object";
import { stackOwnership } from "../../components/ownership";
import type { Ownership } from "../../components/ownership";
import { ownerAnnotation } from "../../model/names";
import { deploy } from "../harness";

const wanted: KubernetesObject = {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "kafka", namespace: "apps" },
};

function owned(annotations: Readonly<Record<string, string>>): KubernetesObject {
    return { ...wanted, metadata: { ...wanted.metadata, annotations } };
}

async function ownership(live?: KubernetesObject, asked: KubernetesObject[] = []): Promise<Ownership> {
    let made: Ownership | undefined;
    await deploy(() => {
        made = stackOwnership((object) => {
            asked.push(object);
            return Promise.resolve(live);
        });
    });
    assert.ok(made);
    return made;
}

function guard({ hooks }: Ownership): pulumi.ResourceHook {
    const [hook, ...others] = hooks.beforeCreate ?? [];
    assert.ok(hook instanceof pulumi.ResourceHook);
    assert.deepEqual(others, []);
    return hook;
}

async function create(made: Ownership, newInputs: object): Promise<void> {
    const type = "kubernetes:apps/v1:StatefulSet";
    await guard(made).callback({ urn: "urn", id: "", name: "kafka", type, newInputs });
}

describe("stackOwnership", () => {
    it("marks objects with organization, project and stack", async () => {
        assert.deepEqual((await ownership()).annotations, { [ownerAnnotation]: "organization/kafka/test" });
    });

    it("refuses before a create, in preview too, and says whose the object is and what to do", async () => {
        const made = await ownership(owned({ [ownerAnnotation]: "organization/kafka/prod" }));
        assert.deepEqual(guard(made).opts, { onDryRun: true });
        await assert.rejects(create(made, wanted), {
            message:
                "StatefulSet kafka in namespace apps exists already and belongs to stack organization/kafka/prod: " +
                "set kafka:namespace.name to a namespace of this stack's own, or, to take the object over, " +
                "annotate it with kafka.stack/owner=organization/kafka/test",
        });
    });

    it("looks the very object up, and lets it pass when there is none or an interrupted run of the stack left it", async () => {
        const asked: KubernetesObject[] = [];
        await create(await ownership(undefined, asked), wanted);
        assert.deepEqual(asked, [wanted]);
        await create(await ownership(owned({ [ownerAnnotation]: "organization/kafka/test" })), wanted);
    });

    for (const [what, hooks, work] of [
        ["what an interrupted run left of a Job", "workHooks", "job"],
        ["a claim that has no disk", "claimHooks", "claim"],
    ] as const) {
        it(`removes ${what} before it makes another one, but not in a preview`, async () => {
            const cleared: (readonly [string, KubernetesObject])[] = [];
            const clear = (kind: string) => (one: KubernetesObject) => {
                cleared.push([kind, one]);
                return Promise.resolve();
            };
            let made: Ownership | undefined;
            await deploy(() => {
                made = stackOwnership(() => Promise.resolve(undefined), { job: clear("job"), claim: clear("claim") });
            });
            const [first, broom, ...others] = made?.[hooks].beforeCreate ?? [];
            assert.equal(first, made === undefined ? undefined : guard(made));
            assert.ok(broom instanceof pulumi.ResourceHook);
            assert.deepEqual(others, []);
            assert.notEqual(broom.opts?.onDryRun, true);
            await broom.callback({ urn: "urn", id: "", name: "kafka", type: "t", newInputs: wanted });
            assert.deepEqual(cleared, [[work, wanted]]);
        });
    }

    it("asks nothing about a name that a preview does not know yet", async () => {
        const asked: KubernetesObject[] = [];
        const unknown = (pulumi as unknown as { readonly unknown: unknown }).unknown;
        await create(await ownership(owned({}), asked), { ...wanted, metadata: { name: "kafka", namespace: unknown } });
        assert.deepEqual(asked, []);
    });
});
