import assert from "node:assert/strict";
import type { KubernetesObject } from "../../components/live/object";
import { foreignOwner, ownerAnnotations } from "../../components/ownership";
import { ownerAnnotation } from "../../model/names";

const owner = "org/kafka/dev";

function object(metadata: Partial<KubernetesObject["metadata"]> = {}): KubernetesObject {
    return { apiVersion: "v1", kind: "Service", metadata: { name: "kafka", namespace: "apps", ...metadata } };
}

describe("foreignOwner", () => {
    it("has nothing against a name that is free", () => {
        assert.equal(foreignOwner(owner, object(), undefined), undefined);
    });

    it("has nothing against the stack's own object", () => {
        assert.equal(foreignOwner(owner, object(), object({ annotations: ownerAnnotations(owner) })), undefined);
    });

    const helm = { "meta.helm.sh/release-name": "queue" };
    const foreign: readonly (readonly [Partial<KubernetesObject["metadata"]>, string])[] = [
        [{ annotations: { [ownerAnnotation]: "org/kafka/prod" } }, "stack org/kafka/prod"],
        [{ annotations: { [ownerAnnotation]: "org/kafka/de" } }, "stack org/kafka/de"],
        [{ annotations: helm, labels: { "app.kubernetes.io/managed-by": "Helm" } }, "Helm release queue"],
        [{ labels: { "app.kubernetes.io/managed-by": "flux" } }, "an owner managed by flux"],
        [{}, "somebody else"],
        [{ annotations: { [ownerAnnotation]: "" } }, "stack "],
    ];
    for (const [metadata, whose] of foreign) {
        it(`names ${JSON.stringify(metadata)} as ${whose}`, () => {
            const problem = foreignOwner(owner, object(), object(metadata)) ?? "";
            assert.ok(
                problem.startsWith(`Service kafka in namespace apps exists already and belongs to ${whose}: set `),
            );
            assert.ok(problem.endsWith(`annotate it with kafka.stack/owner=${owner}`));
            assert.ok(!problem.includes("\n"));
        });
    }

    it("names no namespace for an object that has none", () => {
        const wanted = { apiVersion: "storage.k8s.io/v1", kind: "StorageClass", metadata: { name: "fast" } };
        assert.match(foreignOwner(owner, wanted, wanted) ?? "", /^StorageClass fast exists already/);
    });
});
