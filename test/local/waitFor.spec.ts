import assert from "node:assert/strict";
import { awaiterFor, awaiterOfKind } from "../../local/providers/kubernetes/await/awaiters";
import { statefulSet } from "../../local/providers/kubernetes/await/statefulSet";
import { waitFor } from "../../local/providers/kubernetes/await/waitFor";
import type { Properties } from "../../local/providers/wire/values";

const set = (generation: number, status: Properties, annotations: Properties = {}): Properties => ({
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: { name: "x", uid: "u", generation, annotations },
    status,
});

function isReady(expression: string, object: Properties | undefined): boolean {
    return waitFor(expression).judge({ object, related: {} }).ready;
}

describe("the stand-in's pulumi.com/waitFor", () => {
    const always = "jsonpath={.metadata.uid}";

    it("is content with a field that always exists, but not with an object that does not", () => {
        assert.ok(isReady(always, set(1, { replicas: 0 })));
        assert.ok(!isReady("jsonpath={.status.loadBalancer}", set(1, { replicas: 0 })));
        assert.ok(!isReady(always, undefined));
    });

    it("waits until the controller has seen the present generation, where it says which it has", () => {
        assert.ok(!isReady(always, set(2, { observedGeneration: 1 })));
        assert.ok(isReady(always, set(2, { observedGeneration: 2 })));
    });

    it("compares a field as text, and never a list or an object", () => {
        const status = { replicas: 3, phase: "Bound", paused: false, conditions: [] };
        for (const expression of ["{.status.replicas}=3", "{ $.status.phase }=Bound", "{.status.paused}=false"]) {
            assert.ok(isReady(`jsonpath=${expression}`, set(1, status)), expression);
        }
        for (const expression of ["{.status.replicas}=2", "{.status.conditions}=[]", "{.status.gone}=undefined"]) {
            assert.ok(!isReady(`jsonpath=${expression}`, set(1, status)), expression);
        }
        assert.ok(isReady("jsonpath={.status.conditions}", set(1, status)));
    });

    it("finds a condition whatever the case, true unless told otherwise, and of the present generation", () => {
        const of = (condition: Properties): Properties => set(2, { conditions: [{ type: "Ready", ...condition }] });
        assert.ok(isReady("condition=ready", of({ status: "True" })));
        assert.ok(isReady("condition=Ready=false", of({ status: "False" })));
        assert.ok(!isReady("condition=Ready", of({ status: "False" })));
        assert.ok(!isReady("condition=Ready", of({ status: "True", observedGeneration: 1 })));
        assert.ok(!isReady("condition=Other", of({ status: "True" })));
        assert.ok(!isReady("condition=Ready", set(1, {})));
    });

    it("takes a list, of which all must hold", () => {
        const both = `["${always}", "jsonpath={.status.replicas}=1"]`;
        assert.ok(!isReady(both, set(1, { replicas: 0 })));
        assert.ok(isReady(both, set(1, { replicas: 1 })));
    });

    it("refuses what it cannot read, in the official provider's words", () => {
        const prefix = 'expected a "jsonpath=" or "condition=" prefix, got ';
        for (const [expression, message] of [
            ["metadata.uid", `${prefix}"metadata.uid"`],
            ["[1]", `${prefix}"[1]"`],
            ["[]", "at least one condition must be specified"],
            ["jsonpath=.metadata.uid", ".metadata.uid should be wrapped in brackets { ... }"],
            ["jsonpath={.status.phase}=", "{.status.phase}= requires a value"],
            ["jsonpath={.a}=b=c", 'format should be {.path}=value or {.path}, got "{.a}=b=c"'],
            ["jsonpath={.a[?(@.b)]}", "the stand-in reads only plain paths such as {.status.phase}, not {.a[?(@.b)]}"],
        ] as const) {
            assert.throws(() => waitFor(expression), new Error(message));
        }
    });

    it("is what the live object says; skipAwait, which the program says, goes before it", () => {
        const plain = set(1, {});
        const annotated = set(1, {}, { "pulumi.com/waitFor": always });
        const skipped = set(1, {}, { "pulumi.com/waitFor": always, "pulumi.com/skipAwait": "true" });
        assert.equal(awaiterFor(annotated, plain), statefulSet);
        assert.notEqual(awaiterFor(plain, annotated), statefulSet);
        assert.notEqual(awaiterFor(plain, skipped), undefined);
        assert.equal(awaiterFor(skipped, skipped), undefined);
    });

    it("does not count in a refresh, where skipAwait does", () => {
        assert.equal(awaiterOfKind(set(1, {}, { "pulumi.com/waitFor": always })), statefulSet);
        assert.equal(awaiterOfKind(set(1, {}, { "pulumi.com/skipAwait": "true" })), undefined);
    });
});
